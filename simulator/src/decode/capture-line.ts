import type { Defect } from "@dosekit/protocols";

/** One line of a capture file: bytes that somebody saw, and what they noted about them. */
export interface CaptureLine {
  /** When, in whatever form the capture has it. */
  readonly t?: string | number;
  /** Which way on a serial line, such as `rx` or `tx`; each has a stream of its own. */
  readonly dir?: string;
  /** MQTT topic. */
  readonly topic?: string;
  readonly bytes: Uint8Array;
}

/** A line, or why it is none. */
export type CaptureLineResult =
  | { readonly ok: true; readonly line: CaptureLine }
  | { readonly ok: false; readonly defect: Defect };

/**
 * Reads one line of a capture file: a JSON object with `hex` or `base64`, and `t`, `dir` and
 * `topic` where they are known. Other fields are passed over.
 */
export function readCaptureLine(text: string): CaptureLineResult {
  const value = parsed(text);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return badLine("The line is not a JSON object.", text);
  const { t, dir, topic, hex, base64 } = value as Record<string, unknown>;
  if ((hex === undefined) === (base64 === undefined))
    return badLine("A line has its bytes as hex or as base64, one of the two.", text);
  if (!(isAbsentOr(t, "string") || typeof t === "number")) return badField("t", t);
  if (!isAbsentOr(dir, "string")) return badField("dir", dir);
  if (!isAbsentOr(topic, "string")) return badField("topic", topic);
  const bytes = hex === undefined ? fromBase64(base64) : fromHex(hex);
  if (bytes === undefined)
    return hex === undefined ? badField("base64", base64) : badField("hex", hex);
  const known = { t, dir, topic } as Omit<CaptureLine, "bytes">;
  return { ok: true, line: { ...known, bytes } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isAbsentOr(value: unknown, type: "string"): boolean {
  return value === undefined || typeof value === type;
}

function fromHex(value: unknown): Uint8Array | undefined {
  if (typeof value !== "string" || !/^([0-9a-fA-F]{2})*$/.test(value)) return undefined;
  return Buffer.from(value, "hex");
}

function fromBase64(value: unknown): Uint8Array | undefined {
  if (typeof value !== "string" || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(value)) return undefined;
  return Buffer.from(value, "base64");
}

function badField(field: string, found: unknown): CaptureLineResult {
  return badLine(`The field ${field} has not its form.`, JSON.stringify(found));
}

function badLine(sentence: string, found: string): CaptureLineResult {
  const shown = found.length > 60 ? `${found.slice(0, 60)}…` : found;
  return { ok: false, defect: { code: "capture-line", message: `${sentence} (found ${shown})` } };
}
