import {
  type CborValue,
  DEFAULT_LIMITS,
  type DecodeErrorCode,
  decodeStrict,
  encodeCanonical,
  scanStrict,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex.replaceAll(" ", ""), "hex"));
}

function nested(depth: number): CborValue {
  return depth === 0 ? 0 : [nested(depth - 1)];
}

const REFUSED: readonly (readonly [string, string, DecodeErrorCode, number])[] = [
  ["nothing at all", "", "truncated", 0],
  ["a head that ends early", "19 03", "truncated", 2],
  ["a text that ends early", "63 61 62", "truncated", 3],
  ["a list that ends early", "82 01", "truncated", 2],
  ["a map without the value of its key", "a1 01", "truncated", 2],
  ["a byte behind the end", "01 00", "trailing-bytes", 1],
  ["a reserved head", "1c", "malformed-head", 0],
  ["a reserved head among the simple values", "fc", "malformed-head", 0],
  ["a break without a beginning", "ff", "malformed-head", 0],
  ["a list of no stated length", "9f 01 ff", "indefinite-length", 0],
  ["a map of no stated length", "bf ff", "indefinite-length", 0],
  ["a text of no stated length", "7f 61 61 ff", "indefinite-length", 0],
  ["bytes of no stated length", "5f 41 00 ff", "indefinite-length", 0],
  ["23 in two bytes", "18 17", "not-shortest", 0],
  ["255 in three bytes", "19 00ff", "not-shortest", 0],
  ["65535 in five bytes", "1a 0000ffff", "not-shortest", 0],
  ["2^32 - 1 in nine bytes", "1b 00000000ffffffff", "not-shortest", 0],
  ["a text length in two bytes where one does", "78 01 61", "not-shortest", 0],
  ["a key in two bytes where one does", "a1 1801 00", "not-shortest", 1],
  ["2^53", "1b 0020000000000000", "integer-too-large", 0],
  ["-(2^53)", "3b 001fffffffffffff", "integer-too-large", 0],
  ["2^64 - 1", "1b ffffffffffffffff", "integer-too-large", 0],
  ["a half float", "f9 3c00", "float", 0],
  ["a single float", "fa 47c35000", "float", 0],
  ["a double float", "fb 3ff199999999999a", "float", 0],
  ["undefined", "f7", "simple-value", 0],
  ["an unassigned simple value", "f0", "simple-value", 0],
  ["a simple value in two bytes", "f8 ff", "simple-value", 0],
  ["a date tag", "c1 00", "tag", 0],
  ["a tag inside a list", "81 c1 00", "tag", 1],
  ["a text with a lone continuation byte", "61 80", "invalid-utf8", 1],
  ["a text with an overlong slash", "62 c0af", "invalid-utf8", 1],
  ["a text with an overlong sign of three bytes", "63 e080af", "invalid-utf8", 1],
  ["a text with an overlong sign of four bytes", "64 f08080af", "invalid-utf8", 1],
  ["a text with half a surrogate pair", "63 eda080", "invalid-utf8", 1],
  ["a text beyond the last sign of Unicode", "64 f4908080", "invalid-utf8", 1],
  ["a text that ends inside a sign", "62 e282", "invalid-utf8", 1],
  ["a text with a bad third byte", "63 e28241", "invalid-utf8", 1],
  ["a text key", "a1 6161 00", "key-not-integer", 1],
  ["a list as a key", "a1 80 00", "key-not-integer", 1],
  ["the key 2^31", "a1 1a80000000 00", "key-too-large", 1],
  ["the key -(2^31)", "a1 3a7fffffff 00", "key-too-large", 1],
  ["a key twice", "a2 01 00 01 01", "key-duplicate", 3],
  ["a negative key twice", "a2 20 00 20 01", "key-duplicate", 3],
  ["keys in falling order", "a2 02 00 01 00", "key-order", 3],
  ["a negative key before a positive one", "a2 20 00 01 00", "key-order", 3],
];

describe("scanStrict", () => {
  it.each(REFUSED)("refuses %s", (_name, hex, code, offset) => {
    expect(scanStrict(bytesOf(hex), DEFAULT_LIMITS)).toMatchObject({ code, offset });
  });

  it.each([
    ["2^53 - 1", "1b 001fffffffffffff"],
    ["-(2^53 - 1)", "3b 001ffffffffffffe"],
    ["the greatest keys of both signs", "a2 1a7fffffff 00 3a7ffffffe 00"],
    ["the last sign before the surrogates and the last of all", "67 ed9fbf f48fbfbf"],
  ])("takes %s", (_name, hex) => {
    expect(scanStrict(bytesOf(hex), DEFAULT_LIMITS)).toBeUndefined();
  });

  it("takes 8 levels and refuses the ninth", () => {
    const eight = encodeCanonical(nested(8));
    expect(scanStrict(eight, DEFAULT_LIMITS)).toBeUndefined();
    const nine = new Uint8Array([0x81, ...eight]);
    expect(scanStrict(nine, DEFAULT_LIMITS)).toMatchObject({ code: "too-deep", offset: 8 });
  });

  it("takes 1,024 items in a list or map and refuses one more", () => {
    const list = new Uint8Array(3 + 1_024);
    list.set([0x99, 0x04, 0x00]);
    expect(scanStrict(list, DEFAULT_LIMITS)).toBeUndefined();
    expect(scanStrict(bytesOf("99 0401"), DEFAULT_LIMITS)).toMatchObject({
      code: "too-many-items",
    });
    expect(scanStrict(bytesOf("b9 0401"), DEFAULT_LIMITS)).toMatchObject({
      code: "too-many-items",
    });
  });

  it("takes as many bytes as the link allows and refuses one more", () => {
    const bytes = encodeCanonical("0123456789");
    expect(scanStrict(bytes, { ...DEFAULT_LIMITS, bytesMax: 11 })).toBeUndefined();
    expect(scanStrict(bytes, { ...DEFAULT_LIMITS, bytesMax: 10 })).toMatchObject({
      code: "too-large",
      found: "11 bytes",
      allowed: "at most 10",
    });
  });

  it("refuses 20 KB of list heads at the ninth", () => {
    const bomb = new Uint8Array(20_000).fill(0x81);
    expect(scanStrict(bomb, DEFAULT_LIMITS)).toMatchObject({ code: "too-deep", offset: 8 });
  });

  it("refuses 20 KB of tag heads at the first", () => {
    const bomb = new Uint8Array(20_000).fill(0xc6);
    expect(scanStrict(bomb, DEFAULT_LIMITS)).toMatchObject({ code: "tag", offset: 0 });
  });

  it("refuses a list that claims 2^32 - 1 items before it reads any", () => {
    expect(scanStrict(bytesOf("9a ffffffff"), DEFAULT_LIMITS)).toMatchObject({
      code: "too-many-items",
    });
  });
});

describe("decodeStrict on tags that a library would build from", () => {
  it.each([
    ["a regular expression", "d81b 82 66 526567457870 65 28612b292b"],
    ["an error", "d81b 82 65 4572726f72 61 78"],
    ["a shared reference", "d81c 80"],
    ["a cycle", "d81c 81 d81d 00"],
    ["a set", "d90102 81 01"],
    ["an invalid date", "c1 fb7ff8000000000000"],
    ["a record, whose keys become code", "d9dfff 83 81 61 61 19 e000 01"],
    ["a map of objects", "d90103 a1 01 02"],
    ["a bundle of strings", "d9dff9 82 00 00"],
    ["a big number", "c2 49 010000000000000000"],
  ])("refuses %s as a tag", (_name, hex) => {
    expect(decodeStrict(bytesOf(hex))).toMatchObject({ ok: false, error: { code: "tag" } });
  });
});
