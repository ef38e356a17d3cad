import { decodeStrict } from "../codec/canonical-cbor.ts";
import type { CborLimits, CborValue } from "../codec/cbor-value.ts";
import type { DecodeResult } from "../codec/decode-error.ts";

/**
 * Writes a value of the profile in diagnostic notation: `[1, {2: "text", 3: h'00ff'}]`.
 *
 * @see RFC 8949 §8
 */
export function toDiagnostic(value: CborValue): string {
  if (typeof value === "string") return quoted(value);
  if (value === null || typeof value !== "object") return String(value);
  if (value instanceof Uint8Array) return `h'${toHex(value)}'`;
  if (value instanceof Map) {
    const pairs = [...(value as ReadonlyMap<number, CborValue>)];
    return `{${pairs.map(([key, item]) => `${key}: ${toDiagnostic(item)}`).join(", ")}}`;
  }
  return `[${(value as readonly CborValue[]).map(toDiagnostic).join(", ")}]`;
}

/** Writes bytes in diagnostic notation, or says why they are outside the profile. */
export function diagnose(bytes: Uint8Array, limits?: Partial<CborLimits>): DecodeResult<string> {
  const decoded = decodeStrict(bytes, limits);
  return decoded.ok ? { ok: true, value: toDiagnostic(decoded.value) } : decoded;
}

/** Writes bytes as lower-case hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Control signs are escaped, C1 and line separators too: a peer's text must not steer a terminal. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
