import { type CborValue, compareKeys, decodeStrict, encodeCanonical } from "@dosekit/protocols";
import { setSizeLimits } from "cbor-x";
import { afterEach, describe, expect, it } from "vitest";

function hexOf(value: CborValue): string {
  return Buffer.from(encodeCanonical(value)).toString("hex");
}

describe("encodeCanonical", () => {
  it.each<readonly [CborValue, string]>([
    [0, "00"],
    [-0, "00"],
    [23, "17"],
    [24, "1818"],
    [4_294_967_295, "1affffffff"],
    [4_294_967_296, "1b0000000100000000"],
    [-4_294_967_296, "3affffffff"],
    [-4_294_967_297, "3b0000000100000000"],
    [1_790_000_000_000, "1b000001a0c4506c00"],
    ["ü😀", "66c3bcf09f9880"],
    [new Uint8Array([0, 255]), "4200ff"],
    [[true, false, null], "83f5f4f6"],
  ])("writes %j as %s", (value, hex) => {
    expect(hexOf(value)).toBe(hex);
  });

  it("sorts keys as their bytes sort, whatever order they were set in", () => {
    const keys = [-1, 300, 0, 24, -300, 23];
    const map = new Map(keys.map((key) => [key, 0]));
    expect(hexOf(map)).toBe("a6 0000 1700 181800 19012c00 2000 39012b00".replaceAll(" ", ""));
    expect([...map.keys()]).toEqual(keys);
    expect(keys.toSorted(compareKeys)).toEqual([0, 23, 24, 300, -1, -300]);
  });

  it.each<readonly [string, CborValue]>([
    ["a fraction", 1.5],
    ["a number that is none", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["a number past 2^53 - 1", 2 ** 53],
    ["half of a surrogate pair", "a\ud800"],
    ["the second half alone", "\udc00a"],
    ["a key past 2^31 - 1", new Map([[2 ** 31, 0]])],
    ["a key that is a fraction", new Map([[0.5, 0]])],
    ["too many items", Array.from({ length: 1_025 }, () => 0)],
    ["too many levels", [[[[[[[[[0]]]]]]]]]],
  ])("refuses %s as the caller's bug", (_name, value) => {
    expect(() => encodeCanonical(value)).toThrow(RangeError);
  });

  it("refuses a list that holds itself", () => {
    const cycle: CborValue[] = [];
    cycle.push(cycle);
    expect(() => encodeCanonical(cycle)).toThrow("nested more than 8 deep");
  });

  it.each([
    ["\u007f\u0080", "637fc280"],
    ["\u07ff\u0800", "65dfbfe0a080"],
    ["\uffff\u{10000}", "67efbfbff0908080"],
    ["\u{10ffff}a", "65f48fbfbf61"],
  ])("writes the text %j as UTF-8", (text, hex) => {
    expect(hexOf(text)).toBe(hex);
  });

  it("writes the next value as if a refused one had not been begun", () => {
    expect(() => encodeCanonical([1, "text", 0.5])).toThrow(RangeError);
    expect(hexOf([2])).toBe("8102");
  });

  it("writes values that are longer than a message may be, and goes on with short ones", () => {
    const long = [new Uint8Array(60_000).fill(7), "x".repeat(200_000), "ü".repeat(70_000)];
    const bytes = encodeCanonical(long);
    expect(bytes.length).toBe(60_000 + 200_000 + 140_000 + 1 + 3 + 5 + 5);
    expect(decodeStrict(bytes, { bytesMax: 500_000 })).toEqual({ ok: true, value: long });
    expect(hexOf(1)).toBe("01");
  });

  it("gives bytes that a later call does not change", () => {
    const first = encodeCanonical([1, 2, 3]);
    encodeCanonical("another value");
    expect([...first]).toEqual([0x83, 1, 2, 3]);
    expect(first.constructor).toBe(Uint8Array);
    expect(first.buffer.byteLength).toBe(4);
  });
});

describe("decodeStrict", () => {
  afterEach(() => setSizeLimits({ maxArraySize: 112_810_000 }));

  it("gives plain byte arrays and maps, and numbers beyond 32 bits as numbers", () => {
    const bytes = Buffer.from(encodeCanonical(new Map([[1, new Uint8Array([7])]])));
    const result = decodeStrict(bytes);
    expect(result).toEqual({ ok: true, value: new Map([[1, new Uint8Array([7])]]) });
    expect(decodeStrict(encodeCanonical(-(2 ** 53 - 1)))).toEqual({
      ok: true,
      value: -(2 ** 53 - 1),
    });
  });

  it("reads messages larger than the profile allows when its caller does", () => {
    const text = "x".repeat(100_000);
    const bytes = encodeCanonical(text);
    expect(decodeStrict(bytes)).toMatchObject({ error: { code: "too-large" } });
    expect(decodeStrict(bytes, { bytesMax: 200_000 })).toEqual({ ok: true, value: text });
  });

  it("answers with an error when another user of the library lowered its limits", () => {
    setSizeLimits({ maxArraySize: 1 });
    const result = decodeStrict(encodeCanonical([1, 2, 3]));
    expect(result).toMatchObject({ ok: false, error: { code: "library-refused" } });
  });
});
