import {
  type CborValue,
  DEFAULT_LIMITS,
  decodeMessage,
  decodeStrict,
  encodeCanonical,
  encodeMessage,
  scanStrict,
} from "@dosekit/protocols";
import type { FateStream } from "../protocols/fate-stream.ts";
import { demand, type HostilePath, hex, type PathParts, sameBytes } from "./hostile-path.ts";
import { mutatedMessage } from "./mutated.ts";

/** Scan, strict decoder and message decoder. */
export class MessagePath implements HostilePath {
  readonly name = "message";
  readonly share = 46;
  readonly #parts: PathParts;

  constructor(parts: PathParts) {
    this.#parts = parts;
  }

  feed(fate: FateStream): void {
    const bytes = mutatedMessage(this.#parts.messages, fate);
    const before = bytes.slice();
    const scan = scanStrict(bytes, DEFAULT_LIMITS);
    const strict = decodeStrict(bytes);
    const refusal = strict.ok ? undefined : strict.error.code;
    demand(scan?.code === refusal, () => `scan ${scan?.code}, decoder ${refusal}: ${hex(before)}`);
    this.#parts.tally.add("cbor", refusal ?? "taken");
    if (strict.ok)
      demand(isSame(strict.value, bytes), () => `is written otherwise: ${hex(before)}`);
    this.#read(bytes, refusal);
    demand(sameBytes(bytes, before), () => `the bytes were changed: ${hex(before)}`);
  }

  settle(): void {
    const { tally } = this.#parts;
    const [scans, messages] = [tally.total("cbor"), tally.total("message")];
    demand(scans === messages, () => `${scans} scans, ${messages} messages`);
  }

  #read(bytes: Uint8Array, refusal: string | undefined): void {
    const read = decodeMessage(bytes);
    this.#parts.tally.add("message", read.ok ? "taken" : read.error.code);
    if (!read.ok) {
      const isTold = refusal === undefined || read.error.code === refusal;
      demand(isTold && read.error.message !== "", () => `another reason: ${hex(bytes)}`);
      return;
    }
    demand(refusal === undefined, () => `a refused message was read: ${hex(bytes)}`);
    const { definition, message, unknownKeys } = read.value;
    // The decoder has read the message by its definition, which is what gives it its type.
    const again = encodeMessage(definition, message as Parameters<typeof encodeMessage>[1]);
    if (unknownKeys === 0) demand(sameBytes(again, bytes), () => `not as sent: ${hex(bytes)}`);
    else demand(again.length < bytes.length, () => `unknown keys were kept: ${hex(bytes)}`);
  }
}

function isSame(value: CborValue, bytes: Uint8Array): boolean {
  return sameBytes(encodeCanonical(value), bytes);
}
