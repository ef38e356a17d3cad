/**
 * What seals a message. Every device has `HMAC 256/64` (COSE_Mac0, a tag of 8 bytes); `EdDSA`
 * (COSE_Sign1 with Ed25519) is for devices that can afford it.
 *
 * @see RFC 9053 §2.2 and §3.1
 */
export type SealAlgorithm = "HMAC 256/64" | "EdDSA";

/** How an algorithm shows in a sealed message. */
export interface SealAlgorithmRow {
  /** Number in the protected header. */
  readonly number: number;
  /** First item of what is authenticated. @see RFC 9052 §4.4 and §6.3 */
  readonly context: "MAC0" | "Signature1";
  readonly tagBytes: number;
}

/** The algorithms of the profile; numbers are those that IANA registers for COSE. */
export const SEAL_ALGORITHMS: Readonly<Record<SealAlgorithm, SealAlgorithmRow>> = {
  "HMAC 256/64": { number: 4, context: "MAC0", tagBytes: 8 },
  EdDSA: { number: -8, context: "Signature1", tagBytes: 64 },
};

/** Bytes of a MAC key, of a private key's seed and of a public key. */
export const KEY_BYTES = 32;

/** Greatest number of a key; the first is 1. */
export const KEY_ID_MAX = 0xffff;

/** A key under its number. */
export interface SealKey {
  /** 1 to {@link KEY_ID_MAX}; a device never gets the same number twice. */
  readonly keyId: number;
  readonly algorithm: SealAlgorithm;
  /** The MAC key; for `EdDSA` the seed where messages are sealed, the public key where opened. */
  readonly material: Uint8Array;
}

/** Finds the algorithm of a number. */
export function algorithmOf(number: unknown): SealAlgorithm | undefined {
  if (number === SEAL_ALGORITHMS["HMAC 256/64"].number) return "HMAC 256/64";
  return number === SEAL_ALGORITHMS.EdDSA.number ? "EdDSA" : undefined;
}

/** Writes a key's number as the `kid` of COSE: two bytes, most significant first. */
export function keyIdBytes(keyId: number): Uint8Array {
  if (!isKeyId(keyId)) throw new RangeError(`key id: found ${keyId}, allowed 1 to ${KEY_ID_MAX}`);
  return Uint8Array.of(keyId >> 8, keyId & 0xff);
}

/** Reads a `kid`; `undefined` when it is none of the profile. */
export function keyIdOf(bytes: unknown): number | undefined {
  if (!(bytes instanceof Uint8Array) || bytes.length !== 2) return undefined;
  const [high = 0, low = 0] = bytes;
  return isKeyId(high * 256 + low) ? high * 256 + low : undefined;
}

/** Tells whether a number can name a key. */
export function isKeyId(keyId: number): boolean {
  return Number.isInteger(keyId) && keyId >= 1 && keyId <= KEY_ID_MAX;
}
