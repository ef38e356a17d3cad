import { UserError } from "./user-error.ts";

/** How bytes may be written as text. */
export const TEXT_FORMS = ["auto", "hex", "base64", "raw"] as const;
/** One of {@link TEXT_FORMS}; `raw` takes the bytes as they are. */
export type TextForm = (typeof TEXT_FORMS)[number];

/** What bytes may be; `auto` takes lines of JSON for a capture and tries a message otherwise. */
export const DECODE_KINDS = ["auto", "message", "frame", "capture"] as const;
/** One of {@link DECODE_KINDS}. */
export type DecodeKind = (typeof DECODE_KINDS)[number];

/** Most bytes that one call describes. */
const INPUT_BYTES_MAX = 16 * 1024 * 1024;
/** How far the first line is looked at to tell a capture file by it, bytes. */
const FIRST_LINE_MAX = 256 * 1024;

/**
 * Gets the text of a capture file, if that is what the user means.
 *
 * @throws {@link UserError} `decode.too-large`
 */
export function captureText(input: Uint8Array, form: TextForm, as: DecodeKind): string | undefined {
  if (as !== "capture" && !(as === "auto" && form === "auto" && beginsWithObject(input)))
    return undefined;
  checkSize(input);
  return new TextDecoder().decode(input);
}

function beginsWithObject(input: Uint8Array): boolean {
  const [first = ""] = Buffer.from(input.subarray(0, FIRST_LINE_MAX))
    .toString("latin1")
    .trimStart()
    .split(/\r?\n/, 1);
  if (!first.startsWith("{")) return false;
  try {
    JSON.parse(first);
    return true;
  } catch {
    return first.length === FIRST_LINE_MAX;
  }
}

/**
 * Gets the bytes that the user means from what was read.
 *
 * With `auto`, text of hex digits (blanks, colons and `0x` between them are skipped) is hex, other
 * text in the base64 alphabet is base64, and anything else stands for itself. An odd number of hex
 * digits is a slip of the hand, not base64.
 *
 * @throws {@link UserError} `decode.empty`, `decode.too-large`, `decode.bad-text` or `decode.pcap`
 */
export function inputBytes(input: Uint8Array, form: TextForm): Uint8Array {
  checkSize(input);
  if (isPcap(input)) {
    const allowed = "bytes, or a capture with one JSON object a line (see --help)";
    throw inputError("decode.pcap", "a capture in pcap form", allowed);
  }
  const bytes = form === "raw" ? input : (fromText(input, form) ?? input);
  if (bytes.length === 0) throw inputError("decode.empty", "nothing", "at least one byte");
  return bytes;
}

/** Magic numbers of pcap files in both orders of bytes, in µs and in ns, and of pcapng. */
const PCAP_MAGIC = ["a1b2c3d4", "d4c3b2a1", "a1b23c4d", "4d3cb2a1", "0a0d0d0a"];

function isPcap(input: Uint8Array): boolean {
  return PCAP_MAGIC.includes(Buffer.from(input.subarray(0, 4)).toString("hex"));
}

function checkSize({ length }: Uint8Array): void {
  if (length > INPUT_BYTES_MAX)
    throw inputError("decode.too-large", `${length} bytes`, `at most ${INPUT_BYTES_MAX}`);
}

function fromText(input: Uint8Array, form: TextForm): Uint8Array | undefined {
  const text = Buffer.from(input).toString("latin1").trim();
  const hex = text.replaceAll(/0x|[\s:,]/gi, "");
  const isHex = /^([0-9a-f]{2})*$/i.test(hex);
  const isOddHex = form === "auto" && /^[0-9a-f]+$/i.test(hex) && !isHex;
  if ((form === "hex" && !isHex) || isOddHex)
    throw inputError("decode.bad-text", text, "pairs of hex digits");
  if (form === "hex" || (form === "auto" && isHex)) return Buffer.from(hex, "hex");
  const base64 = text.replaceAll(/\s/g, "").replaceAll("-", "+").replaceAll("_", "/");
  const isBase64 = /^[A-Za-z0-9+/]*={0,2}$/.test(base64);
  if (form === "base64" && !isBase64)
    throw inputError("decode.bad-text", text, "characters of the base64 alphabet");
  return isBase64 ? Buffer.from(base64, "base64") : undefined;
}

function inputError(code: string, found: string, allowed: string): UserError {
  return new UserError({
    code,
    field: "input",
    found: found.length > 60 ? `${found.slice(0, 60)}…` : found,
    allowed,
    message: "There is nothing here that can be decoded.",
  });
}
