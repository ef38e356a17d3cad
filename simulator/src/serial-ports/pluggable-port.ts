import { type BytePort, type BytePortListener, faultOfClosing } from "@dosekit/sdk";

/** A port whose plug can be pulled and put back: pulled, it closes and can't be opened. */
export class PluggablePort implements BytePort {
  readonly name: string;
  readonly baud: number | undefined;
  readonly #inner: BytePort;
  #listener: BytePortListener | undefined;
  #isPulled = false;

  constructor(inner: BytePort) {
    this.#inner = inner;
    this.name = inner.name;
    this.baud = inner.baud;
  }

  /** See {@link BytePort}. */
  open(listener: BytePortListener): void {
    this.#listener = listener;
    if (this.#isPulled) setImmediate(() => this.#closed(listener));
    else this.#inner.open(listener);
  }

  /** See {@link BytePort}. */
  write(bytes: Uint8Array): void {
    if (!this.#isPulled) this.#inner.write(bytes);
  }

  /** See {@link BytePort}. */
  close(): void {
    this.#listener = undefined;
    this.#inner.close();
  }

  /** Pulls the plug, or puts it back; whoever has the port open tries it again by itself. */
  setPulled(isPulled: boolean): void {
    if (this.#isPulled === isPulled) return;
    this.#isPulled = isPulled;
    const listener = this.#listener;
    if (!isPulled || listener === undefined) return;
    this.#inner.close();
    this.#closed(listener);
  }

  #closed(listener: BytePortListener): void {
    if (this.#listener !== listener) return;
    this.#listener = undefined;
    listener.onClosed(faultOfClosing(this.name));
  }
}
