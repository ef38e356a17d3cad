import type { FateStream } from "../protocols/fate-stream.ts";
import { BYTE_MUTATIONS, type ByteMutation, oneOf } from "./byte-mutations.ts";
import { CBOR_MUTATIONS } from "./cbor-mutations.ts";

/** Most bytes that mutations add up to; longer ones are cut. */
const BYTES_MAX = 4_096;

/** Spoils bytes once, and now and then several times over. */
export function mutated(
  corpus: readonly Uint8Array[],
  fate: FateStream,
  ways: readonly ByteMutation[],
): Uint8Array {
  let bytes = oneOf(fate, corpus);
  do {
    if (bytes.length === 0) break;
    bytes = oneOf(fate, ways)(bytes, fate, oneOf(fate, corpus));
  } while (fate() < 0.25);
  return bytes.length > BYTES_MAX ? bytes.slice(0, BYTES_MAX) : bytes;
}

/** Spoils a message: half of the time by its structure. */
export function mutatedMessage(corpus: readonly Uint8Array[], fate: FateStream): Uint8Array {
  return mutated(corpus, fate, fate() < 0.5 ? CBOR_MUTATIONS : BYTE_MUTATIONS);
}

/** Spoils bytes without regard to what they mean. */
export function mutatedBytes(corpus: readonly Uint8Array[], fate: FateStream): Uint8Array {
  return mutated(corpus, fate, BYTE_MUTATIONS);
}
