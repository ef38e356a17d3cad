import {
  type CborValue,
  decodeMessage,
  decodeStrict,
  describeMessage,
  descriptionText,
  encodeCanonical,
} from "@dosekit/protocols";
import { cdeEncodeOptions, encode as oracleEncode } from "cbor2";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 100_000 : 2_000;

const key = fc.integer({ min: -0x7fff_ffff, max: 0x7fff_ffff });

const { value } = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 7, withCrossShrink: true },
    fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -30, max: 300 })),
    fc.string({ unit: "binary" }),
    fc.uint8Array(),
    fc.constantFrom(true, false, null),
    fc.array(tie("value")),
    fc.uniqueArray(fc.tuple(key, tie("value")), { selector: ([at]) => at }).map((pairs) => {
      return new Map(pairs);
    }),
  ),
}));

describe("the deterministic profile", () => {
  it("gives every value back as it was written", () => {
    fc.assert(
      fc.property(value, (sent) => {
        expect(decodeStrict(encodeCanonical(sent))).toEqual({ ok: true, value: sent });
      }),
      { numRuns: RUNS },
    );
  });

  it("writes the bytes that an independent deterministic encoder writes", () => {
    fc.assert(
      fc.property(value, (sent) => {
        const expected = oracleEncode(sent, cdeEncodeOptions);
        expect(Buffer.from(encodeCanonical(sent))).toEqual(Buffer.from(expected));
      }),
      { numRuns: RUNS / 2 },
    );
  });

  it("has one byte form for each value: what it accepts it would have written itself", () => {
    const edited = fc.tuple(value, fc.nat(), fc.nat(255)).map(([sent, at, byte]) => {
      const bytes = encodeCanonical(sent);
      bytes[at % bytes.length] = byte;
      return bytes;
    });
    fc.assert(
      fc.property(fc.oneof(edited, fc.uint8Array({ maxLength: 12 })), (bytes) => {
        const result = decodeStrict(bytes);
        if (result.ok) expect(encodeCanonical(result.value)).toEqual(bytes);
        else expect(result.error.message.length).toBeGreaterThan(0);
      }),
      { numRuns: RUNS * 3 },
    );
  });

  it("answers any bytes with a message or a typed error, and never with an exception", () => {
    const envelope = fc
      .tuple(fc.integer({ min: 0, max: 9 }), value)
      .map(([id, body]) => encodeCanonical([id, body instanceof Map ? body : new Map()]));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), envelope), (bytes) => {
        const result = decodeMessage(bytes);
        expect(typeof (result.ok ? result.value.definition.name : result.error.code)).toBe(
          "string",
        );
        const described = describeMessage(bytes);
        if (described.ok) expect(descriptionText(described.value)).toMatch(/\n$/);
      }),
      { numRuns: RUNS },
    );
  });

  it("neither changes nor keeps the bytes that it reads", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (content) => {
        const bytes = encodeCanonical([content, new Map([[1, content]])]);
        const before = bytes.slice();
        const result = decodeStrict(bytes);
        expect(bytes).toEqual(before);
        expect(Object.keys(bytes)).toEqual(Object.keys(before));
        bytes.fill(0xff);
        expect(result).toEqual({ ok: true, value: [content, new Map([[1, content]])] });
      }),
      { numRuns: 200 },
    );
  });

  it("reads a message in the middle of a larger buffer as it reads it alone", () => {
    const text = fc.string({ unit: "binary", minLength: 0, maxLength: 300 });
    fc.assert(
      fc.property(text, fc.nat(20), (sent, offset) => {
        const bytes = encodeCanonical(sent);
        const larger = new Uint8Array(bytes.length + 40).fill(0x61);
        larger.set(bytes, offset);
        const view = larger.subarray(offset, offset + bytes.length);
        expect(decodeStrict(view)).toEqual({ ok: true, value: sent });
        expect(decodeStrict(Buffer.from(view))).toEqual({ ok: true, value: sent });
      }),
      { numRuns: RUNS / 4 },
    );
  });
});
