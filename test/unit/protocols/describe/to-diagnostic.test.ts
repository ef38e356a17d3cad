import { type CborValue, diagnose, encodeCanonical, toDiagnostic, toHex } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

describe("toDiagnostic", () => {
  it.each<readonly [CborValue, string]>([
    [-7, "-7"],
    [null, "null"],
    [true, "true"],
    ['a"\\\n', '"a\\"\\\\\\n"'],
    [new Uint8Array([0, 171]), "h'00ab'"],
    [new Uint8Array(), "h''"],
    [[1, [2], "x"], '[1, [2], "x"]'],
    [new Map([[1, new Map()]]), "{1: {}}"],
    [
      new Map<number, CborValue>([
        [1, 2],
        [-1, []],
      ]),
      "{1: 2, -1: []}",
    ],
  ])("writes %j as %s", (value, text) => {
    expect(toDiagnostic(value)).toBe(text);
  });

  it("escapes every sign that could steer a terminal or turn a line around", () => {
    const text = toDiagnostic("\u001b[2J\u009b\u007f\u202e\u2066\u2028");
    expect(text).toBe('"\\u001b[2J\\u009b\\u007f\\u202e\\u2066\\u2028"');
  });
});

describe("diagnose", () => {
  it("reads bytes and writes them in notation", () => {
    expect(diagnose(encodeCanonical([2, new Map([[1, 7]])]))).toEqual({
      ok: true,
      value: "[2, {1: 7}]",
    });
  });

  it("says why bytes are outside the profile", () => {
    expect(diagnose(Uint8Array.of(0xf7))).toMatchObject({ error: { code: "simple-value" } });
  });
});

describe("toHex", () => {
  it("writes two lower-case digits a byte", () => {
    expect(toHex(Uint8Array.of(0, 10, 255))).toBe("000aff");
  });
});
