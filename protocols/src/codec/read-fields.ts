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

/** One reading under way; the trail leads from the message to the value that is being read. */
interface Reader {
  readonly trail: string[];
  unknownKeys: number;
}

/** Why a value is refused; where it stands is what the trail says at that moment. */
class Refusal {
  readonly code: DecodeErrorCode;
  readonly found: string | undefined;
  readonly allowed: string | undefined;

  constructor(code: DecodeErrorCode, found?: string, allowed?: string) {
    this.code = code;
    this.found = found;
    this.allowed = allowed;
  }
}

/**
 * Reads the fields of a message from the map that carried them.
 *
 * @param name of the message, the head of every field name in an error
 * @see OMDP-MSG-004 unknown keys are ignored; OMDP-MSG-005 unknown negative keys refuse
 */
export function readFields(
  fields: Fields,
  body: ReadonlyMap<number, CborValue>,
  name: string,
): DecodeResult<FieldReading> {
  const reader: Reader = { trail: [], unknownKeys: 0 };
  const message = readMap(reader, fields, body);
  if (!(message instanceof Refusal)) {
    return { ok: true, value: { message, unknownKeys: reader.unknownKeys } };
  }
  const { code, found, allowed } = message;
  return refused(code, {
    field: `${name}${reader.trail.join("")}`,
    ...(found === undefined ? {} : { found }),
    ...(allowed === undefined ? {} : { allowed }),
  });
}

function readMap(
  reader: Reader,
  fields: Fields,
  body: ReadonlyMap<number, CborValue>,
): Readonly<Record<string, unknown>> | Refusal {
  const { byKey, required } = indexOf(fields);
  const message: Record<string, unknown> = {};
  let requiredSeen = 0;
  for (const [key, wire] of body) {
    const known = byKey.get(key);
    if (known === undefined) {
      if (key < 0) return refusalAt(reader, `.${key}`, "unknown-critical-field");
      reader.unknownKeys++;
      continue;
    }
    reader.trail.push(known.step);
    const value = readKind(reader, known.field.kind, wire);
    if (value instanceof Refusal) return value;
    reader.trail.pop();
    message[known.name] = value;
    if (!known.field.optional) requiredSeen += 1;
  }
  // A key comes once at the most, so a full count needs no second look at each of them.
  if (requiredSeen === required.length) return message;
  for (const { name, step } of required) {
    if (message[name] === undefined) return refusalAt(reader, step, "missing-field");
  }
  return message;
}

function refusalAt(reader: Reader, step: string, code: DecodeErrorCode): Refusal {
  reader.trail.push(step);
  return new Refusal(code);
}

function readKind(reader: Reader, kind: Kind, wire: CborValue): unknown {
  switch (kind.kind) {
    case "whole":
      return readWhole(kind, wire);
    case "text":
      return readText(kind, wire);
    case "bytes":
      return readBytes(kind, wire);
    case "bool":
      return typeof wire === "boolean" ? wire : mismatch("wrong-type", wire, "true or false");
    case "choice":
      return readWord(kind, wire);
    case "instant":
      return readInstant(wire);
    case "list":
      return readList(reader, kind, wire);
    case "struct":
      if (!(wire instanceof Map)) return mismatch("wrong-type", wire, "a map");
      return readMap(reader, kind.fields, wire);
  }
}

function readWhole(
  { min, max }: { readonly min: number; readonly max: number },
  wire: CborValue,
): number | Refusal {
  if (typeof wire === "number" && wire >= min && wire <= max) return wire;
  const code = typeof wire === "number" ? "out-of-range" : "wrong-type";
  return mismatch(code, wire, `a whole number from ${min} to ${max}`);
}

function readText(kind: Extract<Kind, { kind: "text" }>, wire: CborValue): string | Refusal {
  if (typeof wire !== "string") return mismatch("wrong-type", wire, "text");
  const length = utf8LengthOf(wire);
  if (length < kind.minBytes || length > kind.maxBytes) {
    return outOfRange(`${length} bytes`, `${kind.minBytes} to ${kind.maxBytes} bytes`);
  }
  if (kind.pattern === undefined || kind.pattern.test(wire)) return wire;
  return mismatch("text-form", wire, kind.pattern.source);
}

function readBytes(kind: Extract<Kind, { kind: "bytes" }>, wire: CborValue): Uint8Array | Refusal {
  if (!(wire instanceof Uint8Array)) return mismatch("wrong-type", wire, "bytes");
  if (wire.length >= kind.minBytes && wire.length <= kind.maxBytes) return wire;
  return outOfRange(`${wire.length} bytes`, `${kind.minBytes} to ${kind.maxBytes} bytes`);
}

function readWord(kind: ChoiceKind, wire: CborValue): string | Refusal {
  const word = typeof wire === "number" ? wordsByNumber(kind).get(wire) : undefined;
  if (word !== undefined) return word;
  const code = typeof wire === "number" ? "unknown-word" : "wrong-type";
  return mismatch(code, wire, "the number of a word of the list");
}

function readInstant(wire: CborValue): number | Refusal {
  const allowed = "[seconds, milliseconds from 0 to 999]";
  if (!Array.isArray(wire) || wire.length !== 2) return mismatch("wrong-type", wire, allowed);
  const [seconds, millis] = wire as readonly CborValue[];
  if (typeof seconds !== "number" || typeof millis !== "number") {
    return mismatch("wrong-type", wire, allowed);
  }
  const ms = seconds * 1_000 + millis;
  const inRange = seconds >= 0 && millis >= 0 && millis <= 999 && Number.isSafeInteger(ms);
  return inRange ? ms : outOfRange(`[${seconds}, ${millis}]`, allowed);
}

function readList(reader: Reader, kind: ListKind, wire: CborValue): readonly unknown[] | Refusal {
  const allowed = `a list of ${kind.min} to ${kind.max}`;
  if (!Array.isArray(wire)) return mismatch("wrong-type", wire, allowed);
  if (wire.length < kind.min || wire.length > kind.max) {
    return outOfRange(`${wire.length} items`, allowed);
  }
  const items: unknown[] = [];
  for (const [index, item] of (wire as readonly CborValue[]).entries()) {
    reader.trail.push(`[${index}]`);
    const value = readKind(reader, kind.item, item);
    if (value instanceof Refusal) return value;
    reader.trail.pop();
    items.push(value);
  }
  return items;
}

function outOfRange(found: string, allowed: string): Refusal {
  return new Refusal("out-of-range", found, allowed);
}

function mismatch(code: DecodeErrorCode, wire: CborValue, allowed: string): Refusal {
  return new Refusal(code, shown(wire), allowed);
}

const SHOWN_MAX = 40;

/** A refused value in a few characters; what a peer sent is never repeated at length. */
function shown(wire: CborValue): string {
  if (typeof wire === "string") return JSON.stringify(wire.slice(0, SHOWN_MAX));
  if (wire instanceof Uint8Array) return `${wire.length} bytes`;
  if (wire instanceof Map) return `a map of ${wire.size}`;
  if (Array.isArray(wire)) return `a list of ${wire.length}`;
  return String(wire);
}
