import { encodeItem, type Item, join } from "../stranger/cbor.ts";

/** A vector of the byte profile; `hex` may be put together from parts that repeat. */
export interface CborRow {
  readonly name: string;
  readonly reqs: readonly string[];
  /** Bytes one behind the other, each as often as it says. */
  readonly parts: readonly { readonly hex: string; readonly times: number }[];
  readonly result: "valid" | "invalid";
  readonly error?: string;
}

const part = (hex: string, times = 1) => ({ hex, times });
const hexOf = (item: Item) => Buffer.from(encodeItem(item)).toString("hex");

function row(name: string, req: string, parts: CborRow["parts"], error?: string): CborRow {
  const about = { name, reqs: [req], parts };
  return error === undefined
    ? { ...about, result: "valid" }
    : { ...about, result: "invalid", error };
}

/** A text that makes a whole item of so many bytes. */
function textItem(bytes: number): CborRow["parts"] {
  const size = bytes - 5;
  const head = size.toString(16).padStart(8, "0");
  return size > 65_535 ? [part(`7a${head}`), part("61", size)] : shortText(bytes);
}

/** Up to 65,535 bytes of text have a head of three bytes. */
function shortText(bytes: number): CborRow["parts"] {
  const size = bytes - 3;
  return [part(`79${size.toString(16).padStart(4, "0")}`), part("61", size)];
}

const SHORTEST: readonly (readonly [string, string, string])[] = [
  ["23 in one byte", "17", "1817"],
  ["24 in two bytes", "1818", "190018"],
  ["255 in two bytes", "18ff", "1900ff"],
  ["256 in three bytes", "190100", "1a00000100"],
  ["65,535 in three bytes", "19ffff", "1a0000ffff"],
  ["65,536 in five bytes", "1a00010000", "1b0000000000010000"],
  ["2^32 - 1 in five bytes", "1affffffff", "1b00000000ffffffff"],
  ["-24 in one byte", "37", "3817"],
  ["-25 in two bytes", "3818", "390018"],
  ["-257 in three bytes", "390100", "3a00000100"],
];

/** Vectors at each limit of the byte profile and one past it. */
export function cborLimits(): readonly CborRow[] {
  return [
    row("the greatest number", "OMDP-CBR-003", [part("1b001fffffffffffff")]),
    row(
      "one above the greatest number",
      "OMDP-CBR-003",
      [part("1b0020000000000000")],
      "integer-too-large",
    ),
    row("the least number", "OMDP-CBR-003", [part("3b001ffffffffffffe")]),
    row(
      "one below the least number",
      "OMDP-CBR-003",
      [part("3b001fffffffffffff")],
      "integer-too-large",
    ),
    row("the greatest key", "OMDP-CBR-006", [part(hexOf(new Map([[0x7fff_ffff, 0]])))]),
    row("one above the greatest key", "OMDP-CBR-006", [part("a11a8000000000")], "key-too-large"),
    row("the least key", "OMDP-CBR-006", [part(hexOf(new Map([[-0x7fff_ffff, 0]])))]),
    row("one below the least key", "OMDP-CBR-006", [part("a13a7fffffff00")], "key-too-large"),
    row("8 lists inside each other", "OMDP-CBR-008", [part("81", 7), part("80")]),
    row("9 lists inside each other", "OMDP-CBR-008", [part("81", 8), part("80")], "too-deep"),
    row("8 maps inside each other", "OMDP-CBR-008", [part("a101", 7), part("a0")]),
    row("9 maps inside each other", "OMDP-CBR-008", [part("a101", 8), part("a0")], "too-deep"),
    row("1,024 items of a list", "OMDP-CBR-008", [part("990400"), part("00", 1_024)]),
    row(
      "1,025 items of a list",
      "OMDP-CBR-008",
      [part("990401"), part("00", 1_025)],
      "too-many-items",
    ),
    row("1,024 pairs of a map", "OMDP-CBR-008", [part(hexOf(pairs(1_024)))]),
    row("1,025 pairs of a map", "OMDP-CBR-008", [part(hexOf(pairs(1_025)))], "too-many-items"),
    row("65,536 bytes", "OMDP-CBR-008", shortText(65_536)),
    row("65,537 bytes", "OMDP-CBR-008", shortText(65_537), "too-large"),
    row("65,541 bytes with a longer head", "OMDP-CBR-008", textItem(65_541), "too-large"),
    ...SHORTEST.flatMap(([name, shortest, longer]) => [
      row(name, "OMDP-CBR-001", [part(shortest)]),
      row(`${name}, written longer`, "OMDP-CBR-002", [part(longer)], "not-shortest"),
    ]),
    ...utf8Rows(),
  ];
}

function pairs(count: number): Item {
  return new Map(Array.from({ length: count }, (_, key) => [key, 0]));
}

/** Ends of the ranges of UTF-8, by RFC 3629. */
function utf8Rows(): readonly CborRow[] {
  const last = join([Uint8Array.of(0x64), Uint8Array.of(0xf4, 0x8f, 0xbf, 0xbf)]);
  return [
    row("the last character", "OMDP-CBR-007", [part(Buffer.from(last).toString("hex"))]),
    row("one behind the last character", "OMDP-CBR-007", [part("64f4908080")], "invalid-utf8"),
    row("the character before the surrogates", "OMDP-CBR-007", [part("63ed9fbf")]),
    row("a surrogate", "OMDP-CBR-007", [part("63eda080")], "invalid-utf8"),
    row("a character in two bytes", "OMDP-CBR-007", [part("62c280")]),
    row("a character in two bytes that fits one", "OMDP-CBR-007", [part("62c1bf")], "invalid-utf8"),
  ];
}
