/** Bounds of a JSON text from outside. */
export interface JsonBounds {
  readonly bytesMax: number;
  /** How deep objects and lists may lie in one another. */
  readonly depthMax: number;
}

/** What a text held, or why it was not read. */
export type JsonReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: "too-large" | "too-deep" | "not-json" };

/**
 * Reads a JSON text from outside within bounds: length and depth are counted before anything is
 * built of it. Nothing of the text stands in the answer when it is refused.
 */
export function readBoundedJson(bytes: Uint8Array, bounds: JsonBounds): JsonReading {
  if (bytes.length > bounds.bytesMax) return { ok: false, code: "too-large" };
  if (depthOf(bytes, bounds.depthMax) > bounds.depthMax) return { ok: false, code: "too-deep" };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, code: "not-json" };
  }
}

const QUOTE = 0x22;
const ESCAPE = 0x5c;
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/** Counts brackets outside of strings; gives up one beyond the bound. */
function depthOf(bytes: Uint8Array, depthMax: number): number {
  let [depth, deepest, inText] = [0, 0, false];
  for (let at = 0; at < bytes.length && deepest <= depthMax; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) inText = !inText;
    else if (inText && byte === ESCAPE) at += 1;
    else if (!inText && OPENING.has(byte)) deepest = Math.max(deepest, ++depth);
    else if (!inText && CLOSING.has(byte)) depth -= 1;
  }
  return deepest;
}
