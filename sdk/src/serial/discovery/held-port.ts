import type { SdkFault } from "../../errors.ts";
import type { BytePort, BytePortListener, LinkTime } from "../byte-port.ts";

/** What a port may need before it can be opened again at another speed, ms. */
const CLOSING_MS = 50;

/** A port that stays open while one attempt after the other is made on it. */
export class HeldPort {
  readonly #port: BytePort;
  readonly #time: LinkTime;
  #listener: BytePortListener | undefined;
  #fault: SdkFault | undefined;

  constructor(port: BytePort, time: LinkTime) {
    this.#port = port;
    this.#time = time;
  }

  /** Opens the port; ends with the fault when it can't be, or when it is given up before. */
  open(signal?: AbortSignal): Promise<SdkFault | "cancelled" | undefined> {
    return new Promise((resolve) => {
      const cancel = () => resolve("cancelled");
      const end = (fault?: SdkFault) => {
        signal?.removeEventListener("abort", cancel);
        resolve(fault);
      };
      signal?.addEventListener("abort", cancel, { once: true });
      this.#port.open({
        onOpen: () => end(),
        onBytes: (bytes) => this.#listener?.onBytes(bytes),
        onClosed: (fault) => {
          this.#fault = fault;
          this.#listener?.onClosed(fault);
          end(fault);
        },
      });
    });
  }

  /** The port for one attempt: it opens at once, and its closing leaves the port open. */
  view(): BytePort {
    const port = this.#port;
    let own: BytePortListener | undefined;
    return {
      name: port.name,
      baud: port.baud,
      open: (listener) => {
        own = listener;
        this.#listener = listener;
        this.#time.after(0, () => {
          if (this.#listener !== listener) return;
          if (this.#fault === undefined) listener.onOpen();
          else listener.onClosed(this.#fault);
        });
      },
      write: (bytes) => port.write(bytes),
      close: () => {
        if (this.#listener === own) this.#listener = undefined;
      },
    };
  }

  /** Closes the port and waits until it may be opened again. */
  close(): Promise<void> {
    this.#listener = undefined;
    this.#port.close();
    return new Promise((resolve) => {
      this.#time.after(CLOSING_MS, resolve);
    });
  }
}
