import type { SealKey } from "./seal-key.ts";

/** Keys that are valid side by side at the most: the old and the new one of a change. */
export const RING_KEYS_MAX = 2;
/** Numbers on the deny list at the most. */
export const DENIED_MAX = 16;

/** A key of a device, and how far its messages have come. */
export interface RingKey extends SealKey {
  /** Greatest counter of an accepted command; 0 before the first. */
  readonly commandCounter: number;
  /** Greatest version of an accepted configuration; 0 before the first. */
  readonly configCounter: number;
}

/**
 * What a device's armour keeps for ever: its secret, the keys that are valid, and which never will
 * be again.
 *
 * Invariants: there are one or two keys; no key is denied; every number up to `newestKeyId` that is
 * not among the keys is out of use for ever.
 */
export interface KeyRing {
  /** What keys are derived from, 32 bytes. */
  readonly secret: Uint8Array;
  readonly keys: readonly RingKey[];
  /** Greatest number that was ever activated. */
  readonly newestKeyId: number;
  /** Numbers that were revoked, before or after their activation. */
  readonly denied: readonly number[];
}

/** Begins a ring with one key. */
export function newKeyRing(secret: Uint8Array, key: SealKey): KeyRing {
  const first: RingKey = { ...key, commandCounter: 0, configCounter: 0 };
  return { secret, keys: [first], newestKeyId: key.keyId, denied: [] };
}

/** Finds a valid key. */
export function ringKey(ring: KeyRing, keyId: number): RingKey | undefined {
  return ring.denied.includes(keyId) ? undefined : ring.keys.find((key) => key.keyId === keyId);
}

/** Tells whether a number was revoked, or went out of use as others came. */
export function isOutOfUse(ring: KeyRing, keyId: number): boolean {
  if (ring.denied.includes(keyId)) return true;
  return keyId <= ring.newestKeyId && ringKey(ring, keyId) === undefined;
}

/** The key that was activated last. */
export function newestKey(ring: KeyRing): RingKey | undefined {
  return ring.keys.reduce<RingKey | undefined>(
    (newest, key) => (newest === undefined || key.keyId > newest.keyId ? key : newest),
    undefined,
  );
}

/** Replaces one key of a ring by what it has become. */
export function withKey(ring: KeyRing, changed: RingKey): KeyRing {
  const keys = ring.keys.map((key) => (key.keyId === changed.keyId ? changed : key));
  return { ...ring, keys };
}
