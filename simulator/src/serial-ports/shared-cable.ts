import type { BytePort, BytePortListener } from "@dosekit/sdk";

/**
 * Several devices on one cable, as on RS-485: what comes from the far end all hear, and what one
 * device says the far end and all other devices hear. Two that speak at once do not disturb each
 * other here, which they never do on a line that keeps to the rules.
 */
export class SharedCable {
  readonly #trunk: BytePort;
  readonly #taps = new Set<Tap>();

  /** @param trunk the devices' end of the cable; it is opened here and stays open */
  constructor(trunk: BytePort) {
    this.#trunk = trunk;
    trunk.open({
      onOpen: () => undefined,
      onBytes: (bytes) => this.#spread(bytes, undefined),
      onClosed: () => undefined,
    });
  }

  /** Adds a device's port. */
  port(name: string): BytePort {
    const tap: Tap = { listener: undefined };
    this.#taps.add(tap);
    return {
      name,
      baud: this.#trunk.baud,
      open: (listener) => {
        tap.listener = listener;
        setImmediate(() => {
          if (tap.listener === listener) listener.onOpen();
        });
      },
      write: (bytes) => {
        if (tap.listener === undefined) return;
        this.#trunk.write(bytes);
        const heard = bytes.slice();
        setImmediate(() => this.#spread(heard, tap));
      },
      close: () => {
        tap.listener = undefined;
      },
    };
  }

  /** Takes the cable away. */
  close(): void {
    for (const tap of this.#taps) tap.listener = undefined;
    this.#trunk.close();
  }

  #spread(bytes: Uint8Array, from: Tap | undefined): void {
    for (const tap of this.#taps) if (tap !== from) tap.listener?.onBytes(bytes);
  }
}

interface Tap {
  listener: BytePortListener | undefined;
}
