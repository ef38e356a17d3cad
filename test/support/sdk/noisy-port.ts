import type { BytePort } from "@dosekit/sdk";
import type { FateStream } from "../protocols/fate-stream.ts";

/** Turns one byte in so many at random places; the rest goes by untouched and uncopied. */
export function byteNoise(fate: FateStream, oneIn: number): (bytes: Uint8Array) => Uint8Array {
  const draw = () => Math.floor(Math.log(1 - fate()) / Math.log(1 - 1 / oneIn));
  let untilNext = draw();
  return (bytes) => {
    if (untilNext >= bytes.length) {
      untilNext -= bytes.length;
      return bytes;
    }
    const noisy = bytes.slice();
    while (untilNext < noisy.length) {
      noisy[untilNext] = (noisy[untilNext] ?? 0) ^ (1 + Math.floor(fate() * 255));
      untilNext += 1 + draw();
    }
    untilNext -= noisy.length;
    return noisy;
  };
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
