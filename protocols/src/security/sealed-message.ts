import { decodeStrict, encodeCanonical } from "../codec/canonical-cbor.ts";
import type { CborValue } from "../codec/cbor-value.ts";
import { type SealResult, sealRefused } from "./seal-error.ts";
import { decodeSealHeader, encodeSealHeader, type SealHeader } from "./seal-header.ts";
import { SEAL_ALGORITHMS, type SealAlgorithm, type SealKey } from "./seal-key.ts";
import type { SealPort } from "./seal-port.ts";

/*
 * A sealed message is a COSE_Mac0 or COSE_Sign1 without its tag, which the CBOR profile forbids:
 *
 *   [protected: bytes, {}, message: bytes, tag: bytes]
 *
 * Invariants: both structures have one byte form; nothing in it is outside what is authenticated.
 */

/** What has to come together to seal a message. */
export interface SealInput {
  /** The open message. */
  readonly message: Uint8Array;
  /** See `externalData`. */
  readonly external: Uint8Array;
  readonly key: SealKey;
  readonly counter: number;
  /** Boot of the device, where it is known. */
  readonly bootId?: number;
}

/** A sealed message as it reads before anything is known of its truth. */
export interface SealParts {
  readonly header: SealHeader;
  readonly protectedBytes: Uint8Array;
  readonly message: Uint8Array;
  readonly tag: Uint8Array;
}

const NO_UNPROTECTED: ReadonlyMap<number, CborValue> = new Map();

/**
 * Seals a message.
 *
 * @throws RangeError when a number is out of range, or the port can't sign (a caller's bug)
 * @see OMDP-SEC-001, OMDP-SEC-002; RFC 9052 §4.2 and §6.2
 */
export function sealMessage(port: SealPort, input: SealInput): Uint8Array {
  const { message, external, key, counter, bootId } = input;
  const { keyId, algorithm } = key;
  const boot = bootId === undefined ? {} : { bootId };
  const protectedBytes = encodeSealHeader({ algorithm, keyId, counter, ...boot });
  const bytes = authenticatedBytes(algorithm, protectedBytes, external, message);
  return encodeCanonical([protectedBytes, NO_UNPROTECTED, message, tagOf(port, key, bytes)]);
}

/**
 * Writes what the tag or signature is made of.
 *
 * @see RFC 9052 §4.4 (Sig_structure) and §6.3 (MAC_structure)
 */
export function authenticatedBytes(
  algorithm: SealAlgorithm,
  protectedBytes: Uint8Array,
  external: Uint8Array,
  message: Uint8Array,
): Uint8Array {
  return encodeCanonical([SEAL_ALGORITHMS[algorithm].context, protectedBytes, external, message]);
}

/** Tells by its first byte whether a payload is meant as a sealed message: a list of four. */
export function looksSealed(bytes: Uint8Array): boolean {
  return bytes[0] === 0x84;
}

/** Takes a sealed message apart; what it says is not to be trusted before {@link isAuthentic}. */
export function readSealed(bytes: Uint8Array): SealResult<SealParts> {
  const decoded = decodeStrict(bytes);
  if (!decoded.ok || !Array.isArray(decoded.value)) return sealRefused("seal-form");
  const [protectedBytes, unprotected, message, tag, ...rest] =
    decoded.value as readonly CborValue[];
  if (!(protectedBytes instanceof Uint8Array && message instanceof Uint8Array)) {
    return sealRefused("seal-form");
  }
  const isEmpty = unprotected instanceof Map && unprotected.size === 0;
  if (!isEmpty || !(tag instanceof Uint8Array) || rest.length > 0) return sealRefused("seal-form");
  const header = decodeSealHeader(protectedBytes);
  if (header === undefined) return sealRefused("seal-header");
  if (tag.length !== SEAL_ALGORITHMS[header.algorithm].tagBytes) {
    return sealRefused("seal-form", header.keyId);
  }
  return { ok: true, value: { header, protectedBytes, message, tag } };
}

/** Tells whether a sealed message was made with a key, for a receiver, and was not changed since. */
export function isAuthentic(
  port: SealPort,
  parts: SealParts,
  key: SealKey,
  external: Uint8Array,
): boolean {
  const { header, protectedBytes, message, tag } = parts;
  if (header.algorithm !== key.algorithm) return false;
  const bytes = authenticatedBytes(key.algorithm, protectedBytes, external, message);
  if (key.algorithm === "EdDSA") {
    return port.verifyEd25519?.(key.material, bytes, tag) ?? false;
  }
  return equalInConstantTime(tag, tagOf(port, key, bytes));
}

function tagOf(port: SealPort, { algorithm, material }: SealKey, bytes: Uint8Array): Uint8Array {
  if (algorithm === "HMAC 256/64") {
    return port.hmacSha256(material, bytes).slice(0, SEAL_ALGORITHMS[algorithm].tagBytes);
  }
  if (port.signEd25519 === undefined) throw new RangeError("this end can't sign with Ed25519");
  return port.signEd25519(material, bytes);
}

/** Takes the same time wherever the first difference is, so that a tag can't be felt out. */
function equalInConstantTime(left: Uint8Array, right: Uint8Array): boolean {
  let difference = left.length ^ right.length;
  for (let at = 0; at < left.length; at++) difference |= (left[at] ?? 0) ^ (right[at] ?? 0);
  return difference === 0;
}
