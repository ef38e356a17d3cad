import type { BytePort, BytePortListener } from "./byte-port.ts";

/** How a {@link MemoryWire} treats what it carries; by default it changes nothing. */
export interface MemoryWireOptions {
  /** Speed that the ports state, in bits a second; bytes take no time all the same. */
  readonly baud?: number;
  /** Says what arrives in place of bytes that were written, for each port that hears them. */
  readonly tamper?: (bytes: Uint8Array) => Uint8Array;
  /** Runs something a little later, never from within; `setImmediate` by default. */
  readonly schedule?: (run: () => void) => void;
}

interface Tap {
  listener: BytePortListener | undefined;
}

/**
 * A wire in memory with any number of ports: what one writes all others hear. Two ports make a line
 * with two ends, more make a shared line; two that write at once do not disturb each other.
 */
export class MemoryWire {
  readonly #options: MemoryWireOptions;
  readonly #schedule: (run: () => void) => void;
  readonly #taps: Tap[] = [];

  constructor(options: MemoryWireOptions = {}) {
    this.#options = options;
    this.#schedule = options.schedule ?? ((run) => void setImmediate(run));
  }

  /** Adds a port. */
  port(name = "memory"): BytePort {
    const tap: Tap = { listener: undefined };
    this.#taps.push(tap);
    return {
      name,
      baud: this.#options.baud,
      open: (listener) => {
        tap.listener = listener;
        this.#schedule(() => {
          if (tap.listener === listener) listener.onOpen();
        });
      },
      write: (bytes) => {
        if (tap.listener !== undefined) this.#carry(tap, bytes.slice());
      },
      close: () => {
        tap.listener = undefined;
      },
    };
  }

  #carry(from: Tap, bytes: Uint8Array): void {
    const { tamper } = this.#options;
    this.#schedule(() => {
      for (const tap of this.#taps) {
        if (tap === from) continue;
        const arrived = tamper === undefined ? bytes : tamper(bytes);
        if (arrived.length > 0) tap.listener?.onBytes(arrived);
      }
    });
  }
}
