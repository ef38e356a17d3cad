import {
  type AdmissionContext,
  admitSealed,
  DesiredConfig,
  encodeMessage,
  type KeyRing,
  newKeyRing,
} from "@dosekit/protocols";
import { ed25519PublicKey, nodeSealPort } from "@dosekit/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ADDRESS,
  freshRing,
  keyOf,
  SECRET,
  sealed,
  selfTest,
} from "../../../support/security/seal-bench.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const RUNS = LONG ? 20_000 : 1_000;

const CONTEXT: AdmissionContext = { address: ADDRESS, channel: "cmd", bootId: 9, clockSet: true };

function admits(bytes: Uint8Array, ring: KeyRing = freshRing()): boolean {
  return admitSealed(nodeSealPort, ring, bytes, CONTEXT).ok;
}

/** A sealed command in every shape that the profile knows. */
const sealedCommand = fc
  .record({
    commandId: fc.stringMatching(/^[A-Za-z0-9-]{1,36}$/),
    counter: fc.oneof(
      fc.integer({ min: 1, max: 100_000 }),
      fc.maxSafeNat().map((n) => n || 1),
    ),
    bootId: fc.option(fc.nat(0xffff_ffff), { nil: undefined }),
  })
  .map(({ commandId, counter, bootId }) =>
    sealed(selfTest(commandId), { counter, ...(bootId === undefined ? {} : { bootId }) }),
  );

describe("a sealed message", () => {
  test("is taken as it is, and refused with any one bit turned", () => {
    fc.assert(
      fc.property(sealedCommand, fc.nat(), (bytes, at) => {
        expect(admits(bytes)).toBe(true);
        const turned = bytes.slice();
        const bit = at % (bytes.length * 8);
        turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(admits(turned)).toBe(false);
      }),
      { numRuns: RUNS },
    );
  });

  test("is refused with each of its bits turned, sealed or signed", () => {
    const seed = SECRET.map((byte) => byte ^ 0x55);
    const publicKey = ed25519PublicKey(seed);
    const signer = { keyId: 1, algorithm: "EdDSA", material: publicKey } as const;
    const signed = sealed(selfTest(), { counter: 3, key: { ...signer, material: seed } });
    const cases = [
      [sealed(selfTest(), { counter: 3, bootId: 7 }), freshRing()],
      [signed, newKeyRing(SECRET, signer)],
    ] as const;
    for (const [bytes, ring] of cases) {
      expect(admits(bytes, ring)).toBe(true);
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const turned = bytes.slice();
        turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(admits(turned, ring), `bit ${bit}`).toBe(false);
      }
    }
  });

  test("is refused when it is cut short, lengthened or joined with another", () => {
    fc.assert(
      fc.property(
        sealedCommand,
        fc.nat(),
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        (bytes, at, more) => {
          expect(admits(bytes.subarray(0, at % bytes.length))).toBe(false);
          expect(admits(Uint8Array.from([...bytes, ...more]))).toBe(false);
          expect(admits(Uint8Array.from([...more, ...bytes]))).toBe(false);
        },
      ),
      { numRuns: RUNS },
    );
  });

  test("is refused under any other key, for any other receiver and on any other channel", () => {
    const name = fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/);
    fc.assert(
      fc.property(name, name, fc.uint8Array({ minLength: 32, maxLength: 32 }), (a, b, material) => {
        const address = { tenant: a, deviceId: b };
        fc.pre(a !== ADDRESS.tenant || b !== ADDRESS.deviceId);
        expect(admits(sealed(selfTest(), { counter: 1, address }))).toBe(false);
        expect(admits(sealed(selfTest(), { counter: 1, key: keyOf(1, address) }))).toBe(false);
        const key = { keyId: 1, algorithm: "HMAC 256/64", material } as const;
        expect(admits(sealed(selfTest(), { counter: 1, key }))).toBe(false);
        expect(admits(sealed(selfTest(), { counter: 1, channel: "ack" }))).toBe(false);
      }),
      { numRuns: RUNS / 4 },
    );
  });

  test("gives a typed refusal, never an exception, whatever bytes come", () => {
    const mutated = fc
      .tuple(
        sealedCommand,
        fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      )
      .map(([bytes, changes]) => {
        const changed = bytes.slice();
        for (const [at, byte] of changes) if (at < changed.length) changed[at] = byte;
        return changed;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated), (bytes) => {
        const result = admitSealed(nodeSealPort, freshRing(), bytes, CONTEXT);
        if (!result.ok) expect(result.error.message).not.toBe("");
      }),
      { numRuns: RUNS },
    );
  });
});

describe("whatever order messages come in", () => {
  test("each command is taken at most once, and only behind all that were taken", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 }), (counters) => {
        let ring = freshRing();
        const taken: number[] = [];
        for (const counter of counters) {
          const admitted = admitSealed(
            nodeSealPort,
            ring,
            sealed(selfTest(), { counter }),
            CONTEXT,
          );
          if (!admitted.ok) continue;
          taken.push(counter);
          ring = admitted.value.ring;
        }
        expect(taken).toEqual([...new Set(taken)].toSorted((a, b) => a - b));
      }),
      { numRuns: RUNS / 4 },
    );
  });

  test("no configuration is taken behind a newer one, under either key of a change", () => {
    const arrival = fc.record({
      version: fc.integer({ min: 1, max: 9 }),
      keyId: fc.constantFrom(1, 2),
    });
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 30 }), (arrivals) => {
        const first = freshRing();
        const second = { ...keyOf(2), commandCounter: 0, configCounter: 0 };
        let ring: KeyRing = { ...first, keys: [...first.keys, second], newestKeyId: 2 };
        let newest = 0;
        for (const { version, keyId } of arrivals) {
          const message = encodeMessage(DesiredConfig, { version });
          const how = { counter: version, channel: "cfg/desired", key: keyOf(keyId) } as const;
          const context = { ...CONTEXT, channel: "cfg/desired" } as const;
          const admitted = admitSealed(nodeSealPort, ring, sealed(message, how), context);
          expect(admitted.ok).toBe(version >= newest);
          if (admitted.ok) ring = admitted.value.ring;
          newest = Math.max(newest, version);
        }
      }),
      { numRuns: RUNS / 4 },
    );
  });
});
