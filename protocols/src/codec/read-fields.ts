import type { ChoiceKind, Fields, Kind, ListKind } from "../schema/kind.ts";
import type { CborValue } from "./cbor-value.ts";
import { type DecodeErrorCode, type DecodeResult, refused } from "./decode-error.ts";
import { indexOf, wordsByNumber } from "./field-index.ts";
import { utf8LengthOf } from "./utf8.ts";

/** The fields of a message or struct as they were read. */
export interface FieldReading {
  readonly message: Readonly<Record<string, unknown>>;
  /** Unknown keys that were ignored, nested ones included. */
  readonly unknownKeys: number;
}

interface Reader {
  unknownKeys: number;
}

/**
 * Reads the fields of a message from the map that carried them.
 *
 * @param path name of the message, the head of every field name in an error
 * @see OMDP-MSG-004 unknown keys are ignored; OMDP-MSG-005 unknown negative keys refuse
 */
export function readFields(
  fields: Fields,
  body: ReadonlyMap<number, CborValue>,
  path: string,
): DecodeResult<FieldReading> {
  const reader: Reader = { unknownKeys: 0 };
  const read = readMap(reader, fields, body, path);
  if (!read.ok) return read;
  return { ok: true, value: { message: read.value, unknownKeys: reader.unknownKeys } };
}

function readMap(
  reader: Reader,
  fields: Fields,
  body: ReadonlyMap<number, CborValue>,
  path: string,
): DecodeResult<Readonly<Record<string, unknown>>> {
  const { byKey, inOrder } = indexOf(fields);
  const message: Record<string, unknown> = {};
  for (const [key, wire] of body) {
    const known = byKey.get(key);
    if (known === undefined) {
      if (key < 0) return refused("unknown-critical-field", { field: `${path}.${key}` });
      reader.unknownKeys++;
      continue;
    }
    const read = readKind(reader, known.field.kind, wire, `${path}.${known.name}`);
    if (!read.ok) return read;
    message[known.name] = read.value;
  }
  const missing = inOrder.find(({ name, field }) => !field.optional && !(name in message));
  if (missing !== undefined) return refused("missing-field", { field: `${path}.${missing.name}` });
  return { ok: true, value: message };
}

function readKind(
  reader: Reader,
  kind: Kind,
  wire: CborValue,
  path: string,
): DecodeResult<unknown> {
  switch (kind.kind) {
    case "whole":
      return readWhole(kind, wire, path);
    case "text":
      return readText(kind, wire, path);
    case "bytes":
      return readBytes(kind, wire, path);
    case "bool":
      if (typeof wire !== "boolean") return mismatch("wrong-type", path, wire, "true or false");
      return { ok: true, value: wire };
    case "choice":
      return readWord(kind, wire, path);
    case "instant":
      return readInstant(wire, path);
    case "list":
      return readList(reader, kind, wire, path);
    case "struct":
      if (!(wire instanceof Map)) return mismatch("wrong-type", path, wire, "a map");
      return readMap(reader, kind.fields, wire, path);
  }
}

function readWhole(
  kind: { readonly min: number; readonly max: number },
  wire: CborValue,
  path: string,
): DecodeResult<number> {
  const allowed = `a whole number from ${kind.min} to ${kind.max}`;
  if (typeof wire !== "number") return mismatch("wrong-type", path, wire, allowed);
  if (wire < kind.min || wire > kind.max) return mismatch("out-of-range", path, wire, allowed);
  return { ok: true, value: wire };
}

function readText(
  kind: Extract<Kind, { kind: "text" }>,
  wire: CborValue,
  path: string,
): DecodeResult<string> {
  if (typeof wire !== "string") return mismatch("wrong-type", path, wire, "text");
  const length = utf8LengthOf(wire);
  if (length < kind.minBytes || length > kind.maxBytes) {
    const allowed = `${kind.minBytes} to ${kind.maxBytes} bytes`;
    return refused("out-of-range", { field: path, found: `${length} bytes`, allowed });
  }
  if (kind.pattern !== undefined && !kind.pattern.test(wire)) {
    return mismatch("text-form", path, wire, kind.pattern.source);
  }
  return { ok: true, value: wire };
}

function readBytes(
  kind: Extract<Kind, { kind: "bytes" }>,
  wire: CborValue,
  path: string,
): DecodeResult<Uint8Array> {
  if (!(wire instanceof Uint8Array)) return mismatch("wrong-type", path, wire, "bytes");
  if (wire.length >= kind.minBytes && wire.length <= kind.maxBytes)
    return { ok: true, value: wire };
  const allowed = `${kind.minBytes} to ${kind.maxBytes} bytes`;
  return refused("out-of-range", { field: path, found: `${wire.length} bytes`, allowed });
}

function readWord(kind: ChoiceKind, wire: CborValue, path: string): DecodeResult<string> {
  const words = wordsByNumber(kind);
  const word = typeof wire === "number" ? words.get(wire) : undefined;
  if (word !== undefined) return { ok: true, value: word };
  const code = typeof wire === "number" ? "unknown-word" : "wrong-type";
  return mismatch(code, path, wire, "the number of a word of the list");
}

function readInstant(wire: CborValue, path: string): DecodeResult<number> {
  const allowed = "[seconds, milliseconds from 0 to 999]";
  if (!Array.isArray(wire) || wire.length !== 2) return mismatch("wrong-type", path, wire, allowed);
  const [seconds, millis] = wire as readonly CborValue[];
  if (typeof seconds !== "number" || typeof millis !== "number") {
    return mismatch("wrong-type", path, wire, allowed);
  }
  const ms = seconds * 1_000 + millis;
  if (seconds < 0 || millis < 0 || millis > 999 || !Number.isSafeInteger(ms)) {
    return mismatch("out-of-range", path, wire, allowed);
  }
  return { ok: true, value: ms };
}

function readList(
  reader: Reader,
  kind: ListKind,
  wire: CborValue,
  path: string,
): DecodeResult<readonly unknown[]> {
  const allowed = `a list of ${kind.min} to ${kind.max}`;
  if (!Array.isArray(wire)) return mismatch("wrong-type", path, wire, allowed);
  if (wire.length < kind.min || wire.length > kind.max) {
    return refused("out-of-range", { field: path, found: `${wire.length} items`, allowed });
  }
  const items: unknown[] = [];
  for (const [index, item] of wire.entries()) {
    const read = readKind(reader, kind.item, item, `${path}[${index}]`);
    if (!read.ok) return read;
    items.push(read.value);
  }
  return { ok: true, value: items };
}

const SHOWN_MAX = 40;

function mismatch(
  code: DecodeErrorCode,
  field: string,
  wire: CborValue,
  allowed: string,
): { readonly ok: false; readonly error: Extract<DecodeResult<never>, { ok: false }>["error"] } {
  return refused(code, { field, found: shown(wire), allowed });
}

/** A refused value in a few characters; what a peer sent is never repeated at length. */
function shown(wire: CborValue): string {
  if (typeof wire === "string") return JSON.stringify(wire.slice(0, SHOWN_MAX));
  if (wire instanceof Uint8Array) return `${wire.length} bytes`;
  if (wire instanceof Map) return `a map of ${wire.size}`;
  if (Array.isArray(wire)) return `a list of ${wire.length}`;
  return String(wire);
}
