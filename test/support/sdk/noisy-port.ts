import type { BytePort } from "@dosekit/sdk";
import type { FateStream } from "../protocols/fate-stream.ts";

/** Turns one byte in so many at random places; the rest goes by untouched and uncopied. */
export class ByteNoise {
  readonly #fate: FateStream;
  readonly #oneIn: number;
  #untilNext: number;
  /** Bytes that went by. */
  bytes = 0;
  /** Bytes that were turned into others. */
  damagedBytes = 0;

  constructor(fate: FateStream, oneIn: number) {
    this.#fate = fate;
    this.#oneIn = oneIn;
    this.#untilNext = this.#draw();
  }

  /** Gives what arrives of bytes. */
  readonly tamper = (bytes: Uint8Array): Uint8Array => {
    this.bytes += bytes.length;
    if (this.#untilNext >= bytes.length) {
      this.#untilNext -= bytes.length;
      return bytes;
    }
    const noisy = bytes.slice();
    while (this.#untilNext < noisy.length) {
      noisy[this.#untilNext] = (noisy[this.#untilNext] ?? 0) ^ (1 + Math.floor(this.#fate() * 255));
      this.damagedBytes++;
      this.#untilNext += 1 + this.#draw();
    }
    this.#untilNext -= noisy.length;
    return noisy;
  };

  #draw(): number {
    return Math.floor(Math.log(1 - this.#fate()) / Math.log(1 - 1 / this.#oneIn));
  }
}

/** A port whose bytes come in through something that changes them. */
export function noisyPort(port: BytePort, tamper: (bytes: Uint8Array) => Uint8Array): BytePort {
  return {
    name: port.name,
    baud: port.baud,
    open: (listener) => {
      port.open({ ...listener, onBytes: (bytes) => listener.onBytes(tamper(bytes)) });
    },
    write: (bytes) => port.write(bytes),
    close: () => port.close(),
  };
}
