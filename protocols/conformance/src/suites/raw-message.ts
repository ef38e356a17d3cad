import { type CborValue, encodeCanonical, openEnvelope } from "@dosekit/protocols";

/** A key and a value of a map, each as its bytes. */
export type RawPair = readonly [key: Uint8Array, value: Uint8Array];

/** A message taken apart, so that it can be put together wrongly. */
export interface RawMessage {
  readonly id: number;
  /** The pairs of its map in the order of their bytes. */
  readonly pairs: readonly RawPair[];
}

/**
 * Takes a message apart.
 *
 * @throws RangeError when the bytes are no message (a caller's bug)
 */
export function takeApart(bytes: Uint8Array): RawMessage {
  const opened = openEnvelope(bytes);
  if (!opened.ok) throw new RangeError(opened.error.message);
  const { id, body } = opened.value;
  const pairs = [...body].map(([key, value]): RawPair => [bytesOf(key), bytesOf(value)]);
  return { id, pairs };
}

/** Puts a message together, whatever is in it. */
export function putTogether({ id, pairs }: RawMessage): Uint8Array {
  const head = pairs.length < 24 ? [0xa0 + pairs.length] : [0xb8, pairs.length];
  return concat(Uint8Array.of(0x82), bytesOf(id), Uint8Array.from(head), ...pairs.flat());
}

/** Writes a value of the profile. */
export function bytesOf(value: CborValue): Uint8Array {
  return encodeCanonical(value);
}

/** Writes bytes given as hexadecimal digits. */
export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

/** Puts bytes behind each other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
