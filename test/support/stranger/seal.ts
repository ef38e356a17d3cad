import { createHmac } from "node:crypto";
import { encodeItem, join } from "./cbor.ts";

/** What a sealed message is for. */
export interface SealPlace {
  readonly tenant: string;
  readonly deviceId: string;
  readonly channel: string;
}

/** Key of a number: HKDF-Expand with SHA-256, of which 32 bytes are the first block alone. */
export function keyOf(secret: Uint8Array, place: SealPlace, keyId: number): Uint8Array {
  const info = encodeItem(["OMDP-SEC-KEY", place.tenant, place.deviceId, keyId]);
  return hmac(secret, join([info, Uint8Array.of(1)]));
}

/** Seals a message by HMAC 256/64. */
export function sealed(
  message: Uint8Array,
  place: SealPlace,
  key: { readonly keyId: number; readonly bytes: Uint8Array },
  header: { readonly counter: number; readonly bootId?: number },
): Uint8Array {
  const { keyId, bytes } = key;
  const entries = new Map<number, number | Uint8Array>([
    [1, 4],
    [4, Uint8Array.of(keyId >> 8, keyId & 0xff)],
    [-65_537, header.counter],
  ]);
  if (header.bootId !== undefined) entries.set(-65_538, header.bootId);
  return sealedUnder(message, place, bytes, entries);
}

/** Seals a message under any protected header, also one that the profile does not allow. */
export function sealedUnder(
  message: Uint8Array,
  place: SealPlace,
  key: Uint8Array,
  header: ReadonlyMap<number, number | Uint8Array>,
): Uint8Array {
  const protectedBytes = encodeItem(header);
  const external = encodeItem(["OMDP-SEC-1", place.tenant, place.deviceId, place.channel]);
  const tag = hmac(key, encodeItem(["MAC0", protectedBytes, external, message])).slice(0, 8);
  return encodeItem([protectedBytes, new Map(), message, tag]);
}

function hmac(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(createHmac("sha256", key).update(bytes).digest());
}
