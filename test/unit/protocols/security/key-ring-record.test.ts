import { decodeKeyRing, encodeKeyRing, type KeyRing, recoverKeyRing } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { freshRing, keyOf } from "../../../support/security/seal-bench.ts";

const FULL: KeyRing = {
  ...freshRing(),
  keys: [
    { ...keyOf(3), commandCounter: Number.MAX_SAFE_INTEGER, configCounter: 12 },
    {
      keyId: 9,
      algorithm: "EdDSA",
      material: new Uint8Array(32).fill(7),
      commandCounter: 0,
      configCounter: 0,
    },
  ],
  newestKeyId: 9,
  denied: [1, 2, 65_535],
};

describe("the record of a device's keys", () => {
  it("reads back as it was", () => {
    expect(decodeKeyRing(encodeKeyRing(FULL))).toEqual(FULL);
    expect(encodeKeyRing(freshRing()).length).toBeLessThan(120);
  });

  it("is not read with any bit turned, nor cut short, nor in another version", () => {
    const bytes = encodeKeyRing(FULL);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const turned = bytes.slice();
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(decodeKeyRing(turned)).toBeUndefined();
    }
    for (let end = 0; end < bytes.length; end++) {
      expect(decodeKeyRing(bytes.subarray(0, end))).toBeUndefined();
    }
  });

  it("is found as the newest whole entry", () => {
    const older = encodeKeyRing(freshRing());
    const newer = encodeKeyRing(FULL);
    expect(recoverKeyRing([older, newer])).toEqual(FULL);
    expect(recoverKeyRing([older, newer.subarray(0, 30)])).toEqual(freshRing());
    expect(recoverKeyRing([new Uint8Array(), newer.subarray(0, 30)])).toBeUndefined();
    expect(recoverKeyRing([])).toBeUndefined();
  });
});
