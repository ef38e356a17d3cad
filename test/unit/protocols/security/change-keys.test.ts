import {
  changeKeys,
  DENIED_MAX,
  isOutOfUse,
  type KeyChange,
  type KeyRing,
  newestKey,
  ringKey,
} from "@dosekit/protocols";
import { nodeMacPort, nodeSealPort } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import {
  ADDRESS,
  freshRing,
  keyChange,
  keyOf,
  NOW_MS,
} from "../../../support/security/seal-bench.ts";

function apply(
  ring: KeyRing,
  change: KeyChange,
  sealedUnder = 1,
  civilMs: number | undefined = NOW_MS,
) {
  return changeKeys(nodeSealPort, ring, change, { address: ADDRESS, sealedUnder, civilMs });
}

/** The ring after a change that has to be done. */
function done(ring: KeyRing, change: KeyChange, sealedUnder = 1): KeyRing {
  const result = apply(ring, change, sealedUnder);
  if (!result.ok) throw new Error(result.refusal);
  return result.ring;
}

const activate = (keyId: number) => keyChange("activate", keyId);
const revoke = (keyId: number) => keyChange("revoke", keyId);

describe("a change of keys", () => {
  it("derives the new key and keeps the old one beside it", () => {
    const ring = done(freshRing(), activate(2));
    expect(ring.keys.map(({ keyId }) => keyId)).toEqual([1, 2]);
    expect(ringKey(ring, 2)?.material).toEqual(keyOf(2).material);
    expect(newestKey(ring)?.keyId).toBe(2);
  });

  it("may leave numbers out, but never goes back", () => {
    const ring = done(done(freshRing(), activate(7)), revoke(1), 7);
    for (const keyId of [1, 2, 6]) {
      expect(isOutOfUse(ring, keyId)).toBe(true);
      expect(apply(ring, activate(keyId), 7)).toEqual({ ok: false, refusal: "not-allowed" });
    }
    expect(isOutOfUse(ring, 8)).toBe(false);
  });

  it("keeps two keys at the most", () => {
    const ring = done(freshRing(), activate(2));
    expect(apply(ring, activate(3))).toEqual({ ok: false, refusal: "busy" });
    expect(done(done(ring, revoke(1), 2), activate(3), 2).keys).toHaveLength(2);
  });

  it("is done again when it comes again, and changes nothing more", () => {
    const ring = done(freshRing(), activate(2));
    expect(apply(ring, activate(2))).toEqual({ ok: true, ring });
    const revoked = done(ring, revoke(1), 2);
    expect(apply(revoked, revoke(1), 2)).toEqual({ ok: true, ring: revoked });
  });

  it("refuses another key under the number of a valid one", () => {
    const ring = done(freshRing(), activate(2));
    const other = { ...activate(2), publicKey: new Uint8Array(32).fill(9) };
    expect(apply(ring, other)).toEqual({ ok: false, refusal: "not-allowed" });
  });

  it("never revokes the key that it is sealed under", () => {
    expect(apply(freshRing(), revoke(1))).toEqual({ ok: false, refusal: "not-allowed" });
  });

  it("denies a key before it was ever activated", () => {
    const ring = done(freshRing(), revoke(2));
    expect(apply(ring, activate(2))).toEqual({ ok: false, refusal: "not-allowed" });
    expect(ringKey(ring, 2)).toBeUndefined();
    expect(done(ring, activate(3)).keys).toHaveLength(2);
  });

  it("keeps a bounded deny list and forgets no denied key for it", () => {
    let ring = freshRing();
    for (let keyId = 2; keyId < 2 + DENIED_MAX; keyId++) ring = done(ring, revoke(keyId));
    expect(apply(ring, revoke(100))).toEqual({ ok: false, refusal: "busy" });
    ring = done(ring, activate(50));
    ring = done(ring, revoke(100));
    expect(ring.denied).toHaveLength(DENIED_MAX);
    for (let keyId = 2; keyId < 2 + DENIED_MAX; keyId++) expect(isOutOfUse(ring, keyId)).toBe(true);
    expect(isOutOfUse(ring, 100)).toBe(true);
  });

  it("is expired at its deadline, and judged without one under an unset clock", () => {
    const { notAfterMs } = activate(2);
    expect(apply(freshRing(), activate(2), 1, notAfterMs)).toEqual({
      ok: false,
      refusal: "expired",
    });
    expect(apply(freshRing(), activate(2), 1, notAfterMs - 1).ok).toBe(true);
    const context = { address: ADDRESS, sealedUnder: 1, civilMs: undefined };
    expect(changeKeys(nodeSealPort, freshRing(), activate(2), context).ok).toBe(true);
  });

  it("takes a signer's key only where signatures can be checked", () => {
    const change = { ...activate(2), publicKey: new Uint8Array(32).fill(9) };
    expect(done(freshRing(), change).keys[1]?.algorithm).toBe("EdDSA");
    const context = { address: ADDRESS, sealedUnder: 1, civilMs: NOW_MS };
    expect(changeKeys(nodeMacPort, freshRing(), change, context)).toEqual({
      ok: false,
      refusal: "unsupported",
    });
  });

  it("derives another key for each device, tenant and number", () => {
    const keys = [
      keyOf(1),
      keyOf(2),
      keyOf(1, { ...ADDRESS, deviceId: "dev-2" }),
      keyOf(1, { ...ADDRESS, tenant: "other" }),
    ].map(({ material }) => Buffer.from(material).toString("hex"));
    expect(new Set(keys).size).toBe(4);
  });
});
