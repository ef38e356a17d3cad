import type { Reply } from "../messages/command.ts";
import type { KeyChange } from "../messages/key-change.ts";
import { DENIED_MAX, isOutOfUse, type KeyRing, RING_KEYS_MAX, ringKey } from "./key-ring.ts";
import { deriveKey, type SealAddress } from "./seal-address.ts";
import { KEY_BYTES, type SealKey } from "./seal-key.ts";
import type { SealPort } from "./seal-port.ts";

/** The ring after a change, or why it stays as it was. */
export type KeyChangeResult =
  | { readonly ok: true; readonly ring: KeyRing }
  | { readonly ok: false; readonly refusal: NonNullable<Reply["refusal"]> };

/** What a device knows when a change of its keys arrives. */
export interface KeyChangeContext {
  readonly address: SealAddress;
  /** Key that the change was sealed under. */
  readonly sealedUnder: number;
  /** The civil clock; `undefined` while it is unset. */
  readonly civilMs: number | undefined;
}

/**
 * Carries out a change of keys; repeated, it changes nothing more and is done again.
 *
 * @see OMDP-SEC-013 to OMDP-SEC-017
 */
export function changeKeys(
  port: SealPort,
  ring: KeyRing,
  change: KeyChange,
  context: KeyChangeContext,
): KeyChangeResult {
  const { civilMs } = context;
  if (civilMs !== undefined && civilMs >= change.notAfterMs) return refuse("expired");
  if (change.action === "revoke") return revoke(ring, change.keyId, context.sealedUnder);
  return activate(port, ring, change, context.address);
}

function activate(
  port: SealPort,
  ring: KeyRing,
  { keyId, publicKey }: KeyChange,
  address: SealAddress,
): KeyChangeResult {
  if (publicKey !== undefined && port.verifyEd25519 === undefined) return refuse("unsupported");
  const key = keyOf(port, ring.secret, address, { keyId, publicKey });
  const present = ringKey(ring, keyId);
  if (present !== undefined)
    return isSame(present, key) ? { ok: true, ring } : refuse("not-allowed");
  if (isOutOfUse(ring, keyId)) return refuse("not-allowed");
  if (ring.keys.length >= RING_KEYS_MAX) return refuse("busy");
  const keys = [...ring.keys, { ...key, commandCounter: 0, configCounter: 0 }];
  return { ok: true, ring: { ...ring, keys, newestKeyId: keyId } };
}

function revoke(ring: KeyRing, keyId: number, sealedUnder: number): KeyChangeResult {
  // A device that revoked the only key that is known to work could never be spoken to again.
  if (keyId === sealedUnder) return refuse("not-allowed");
  if (ring.denied.includes(keyId)) return { ok: true, ring };
  const denied = withRoom([...ring.denied, keyId], ring.newestKeyId);
  if (denied.length > DENIED_MAX) return refuse("busy");
  return {
    ok: true,
    ring: { ...ring, keys: ring.keys.filter((key) => key.keyId !== keyId), denied },
  };
}

/** Numbers that were activated once are out of use anyway; only those to come have to be kept. */
function withRoom(denied: readonly number[], newestKeyId: number): readonly number[] {
  if (denied.length <= DENIED_MAX) return denied;
  const spare = denied.findIndex((keyId) => keyId <= newestKeyId);
  return spare < 0 ? denied : denied.toSpliced(spare, 1);
}

function keyOf(
  port: SealPort,
  secret: Uint8Array,
  address: SealAddress,
  { keyId, publicKey }: { readonly keyId: number; readonly publicKey: Uint8Array | undefined },
): SealKey {
  if (publicKey !== undefined) return { keyId, algorithm: "EdDSA", material: publicKey };
  const material = deriveKey(port, secret, address, keyId);
  return { keyId, algorithm: "HMAC 256/64", material };
}

function isSame(left: SealKey, right: SealKey): boolean {
  if (left.algorithm !== right.algorithm || left.material.length !== KEY_BYTES) return false;
  return left.material.every((byte, at) => byte === right.material[at]);
}

function refuse(refusal: NonNullable<Reply["refusal"]>): KeyChangeResult {
  return { ok: false, refusal };
}
