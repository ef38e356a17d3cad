import type { BytePort } from "@dosekit/sdk";
import type { RandomStream } from "../random/random-stream.ts";

/** Turns bytes of a line into others at random places, one in so many on average, and counts. */
export class LineDamage {
  readonly #random: RandomStream;
  readonly #oneIn: number;
  #untilNext: number;
  #bytes = 0;
  #damaged = 0;

  /** @param oneIn how many bytes one of which is damaged, 2 or more */
  constructor(random: RandomStream, oneIn: number) {
    if (!(oneIn >= 2)) throw new RangeError(`oneIn: found ${oneIn}, allowed 2 or more`);
    this.#random = random;
    this.#oneIn = oneIn;
    this.#untilNext = this.#draw();
  }

  /** Bytes that went by, and how many of them were turned into others. */
  get counts(): { readonly bytes: number; readonly damaged: number } {
    return { bytes: this.#bytes, damaged: this.#damaged };
  }

  /** A port that hears through this damage; what it writes is left alone. */
  port(inner: BytePort): BytePort {
    return {
      name: inner.name,
      baud: inner.baud,
      open: (listener) =>
        inner.open({
          onOpen: () => listener.onOpen(),
          onBytes: (bytes) => listener.onBytes(this.#pass(bytes)),
          onClosed: (fault) => listener.onClosed(fault),
        }),
      write: (bytes) => inner.write(bytes),
      close: () => inner.close(),
    };
  }

  #pass(bytes: Uint8Array): Uint8Array {
    this.#bytes += bytes.length;
    if (this.#untilNext >= bytes.length) {
      this.#untilNext -= bytes.length;
      return bytes;
    }
    const arrived = bytes.slice();
    while (this.#untilNext < arrived.length) {
      const at = this.#untilNext;
      arrived[at] = (arrived[at] ?? 0) ^ this.#random.integer(1, 255);
      this.#damaged += 1;
      this.#untilNext += 1 + this.#draw();
    }
    this.#untilNext -= arrived.length;
    return arrived;
  }

  /** Whole bytes between two damaged ones: geometric, with the mean that was asked for. */
  #draw(): number {
    return Math.floor(this.#random.exponential(this.#oneIn));
  }
}
