import { decodeStrict, encodeCanonical } from "../codec/canonical-cbor.ts";
import type { CborValue } from "../codec/cbor-value.ts";
import { crc32c } from "../framing/crc32c.ts";
import type { KeyRing, RingKey } from "./key-ring.ts";
import { algorithmOf, isKeyId, KEY_BYTES, SEAL_ALGORITHMS } from "./seal-key.ts";

/*
 * One durable write of the armour, about 110 bytes with two keys:
 *
 *   [mark:u8][version:u8][ring: CBOR][crc32c:u32]
 *
 * The ring is [secret, [[keyId, algorithm, material, commandCounter, configCounter]],
 * newestKeyId, [denied]]. The checksum tells a torn write, as in the journal.
 */

/** First byte of each entry: the letter K. */
export const KEY_RING_MARK = 0x4b;
/** Version of the entry format that is written. */
export const KEY_RING_VERSION = 1;

const CRC_BYTES = 4;
const HEAD_BYTES = 2;

/** Writes a ring for the device's storage. */
export function encodeKeyRing(ring: KeyRing): Uint8Array {
  const { secret, keys, newestKeyId, denied } = ring;
  const body = encodeCanonical([secret, keys.map(wireOf), newestKeyId, denied]);
  const bytes = new Uint8Array(HEAD_BYTES + body.length + CRC_BYTES);
  bytes.set([KEY_RING_MARK, KEY_RING_VERSION]);
  bytes.set(body, HEAD_BYTES);
  const end = bytes.length - CRC_BYTES;
  new DataView(bytes.buffer).setUint32(end, crc32c(bytes.subarray(0, end)));
  return bytes;
}

/**
 * Finds the newest whole ring among the entries of a storage; `undefined` when there is none.
 *
 * A torn last entry is what a power cut leaves: what it was to allow has not been acted on.
 */
export function recoverKeyRing(rows: readonly Uint8Array[]): KeyRing | undefined {
  for (let index = rows.length - 1; index >= 0; index--) {
    const ring = decodeKeyRing(rows[index] ?? new Uint8Array());
    if (ring !== undefined) return ring;
  }
  return undefined;
}

/** Reads one entry; `undefined` when it is torn, damaged or of another version. */
export function decodeKeyRing(bytes: Uint8Array): KeyRing | undefined {
  const end = bytes.length - CRC_BYTES;
  if (end < HEAD_BYTES || bytes[0] !== KEY_RING_MARK || bytes[1] !== KEY_RING_VERSION) {
    return undefined;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(end) !== crc32c(bytes.subarray(0, end))) return undefined;
  const decoded = decodeStrict(bytes.subarray(HEAD_BYTES, end));
  return decoded.ok ? ringOf(decoded.value) : undefined;
}

function wireOf(key: RingKey): CborValue {
  const { keyId, algorithm, material, commandCounter, configCounter } = key;
  return [keyId, SEAL_ALGORITHMS[algorithm].number, material, commandCounter, configCounter];
}

function ringOf(value: CborValue): KeyRing | undefined {
  const [secret, rows, newestKeyId, denied] = listOf(value);
  const keys = listOf(rows).map(keyOf);
  if (!isKeyBytes(secret) || typeof newestKeyId !== "number" || keys.length === 0) return undefined;
  const deniedIds = listOf(denied).filter((keyId) => typeof keyId === "number");
  const known = keys.filter((key) => key !== undefined);
  if (known.length !== keys.length) return undefined;
  return { secret, keys: known, newestKeyId, denied: deniedIds };
}

function keyOf(value: CborValue): RingKey | undefined {
  const [keyId, number, material, commandCounter, configCounter] = listOf(value);
  const algorithm = algorithmOf(number);
  if (algorithm === undefined || typeof keyId !== "number" || !isKeyId(keyId)) return undefined;
  if (typeof commandCounter !== "number" || typeof configCounter !== "number") return undefined;
  if (!isKeyBytes(material)) return undefined;
  return { keyId, algorithm, material, commandCounter, configCounter };
}

function isKeyBytes(value: CborValue | undefined): value is Uint8Array {
  return value instanceof Uint8Array && value.length === KEY_BYTES;
}

function listOf(value: CborValue | undefined): readonly CborValue[] {
  return Array.isArray(value) ? (value as readonly CborValue[]) : [];
}
