import type { MessageDefinition } from "../schema/define-message.ts";
import type { ChoiceKind, Fields, InferFields, Kind, ListKind } from "../schema/kind.ts";
import { INSTANT_MS_MAX } from "../units/instant.ts";
import { encodeCanonical } from "./canonical-cbor.ts";
import type { CborValue } from "./cbor-value.ts";
import { indexOf } from "./field-index.ts";
import { utf8LengthOf } from "./utf8.ts";

/**
 * Writes a message as its one byte form, `[number, {key: value}]`.
 *
 * Properties that the definition does not name are left out; `undefined` counts as absent.
 *
 * @throws RangeError naming message, field, what was found and what is allowed, when a value is
 *   absent, of a wrong type or out of range (a caller's bug)
 * @see OMDP-MSG-001
 */
export function encodeMessage<F extends Fields>(
  definition: MessageDefinition<F>,
  value: InferFields<F>,
): Uint8Array {
  const trail = [definition.name];
  return encodeCanonical([definition.id, toWireMap(trail, definition.fields, value)]);
}

/** Leads from the message to the value that is being written; read only when it is refused. */
type Trail = string[];

function toWireMap(trail: Trail, fields: Fields, value: unknown): ReadonlyMap<number, CborValue> {
  if (typeof value !== "object" || value === null) throw wrong(trail, value, "an object");
  const properties = value as Readonly<Record<string, unknown>>;
  const wire = new Map<number, CborValue>();
  for (const { name, step, field } of indexOf(fields).inOrder) {
    const property = properties[name];
    if (property === undefined && field.optional) continue;
    trail.push(step);
    if (property === undefined) throw wrong(trail, property, "a value");
    wire.set(field.key, toWire(trail, field.kind, property));
    trail.pop();
  }
  return wire;
}

function toWire(trail: Trail, kind: Kind, value: unknown): CborValue {
  switch (kind.kind) {
    case "whole":
      return checkedWhole(trail, kind, value);
    case "text":
      return checkedText(trail, kind, value);
    case "bytes":
      return checkedBytes(trail, kind, value);
    case "bool":
      if (typeof value !== "boolean") throw wrong(trail, value, "true or false");
      return value;
    case "choice":
      return numberOfWord(trail, kind, value);
    case "instant": {
      const ms = checkedWhole(trail, INSTANT_RANGE, value);
      return [Math.floor(ms / 1_000), ms % 1_000];
    }
    case "list":
      return checkedList(trail, kind, value);
    case "struct":
      return toWireMap(trail, kind.fields, value);
  }
}

const INSTANT_RANGE = { min: 0, max: INSTANT_MS_MAX };

function checkedWhole(
  trail: Trail,
  { min, max }: { readonly min: number; readonly max: number },
  value: unknown,
): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max) {
    return value;
  }
  throw wrong(trail, value, `a whole number from ${min} to ${max}`);
}

function checkedText(trail: Trail, kind: Extract<Kind, { kind: "text" }>, value: unknown): string {
  if (typeof value !== "string") throw wrong(trail, value, "text");
  const length = utf8LengthOf(value);
  if (length < kind.minBytes || length > kind.maxBytes) {
    throw wrong(trail, `${length} bytes`, `${kind.minBytes} to ${kind.maxBytes} bytes of UTF-8`);
  }
  if (kind.pattern === undefined || kind.pattern.test(value)) return value;
  throw wrong(trail, value, `the form ${kind.pattern.source}`);
}

function checkedBytes(
  trail: Trail,
  kind: Extract<Kind, { kind: "bytes" }>,
  value: unknown,
): Uint8Array {
  if (!(value instanceof Uint8Array)) throw wrong(trail, value, "bytes");
  if (value.length >= kind.minBytes && value.length <= kind.maxBytes) return value;
  throw wrong(trail, `${value.length} bytes`, `${kind.minBytes} to ${kind.maxBytes} bytes`);
}

function numberOfWord(trail: Trail, kind: ChoiceKind, value: unknown): number {
  if (typeof value === "string" && Object.hasOwn(kind.words, value)) {
    const number = kind.words[value];
    if (number !== undefined) return number;
  }
  throw wrong(trail, value, `one of ${Object.keys(kind.words).join(", ")}`);
}

function checkedList(trail: Trail, kind: ListKind, value: unknown): readonly CborValue[] {
  if (!Array.isArray(value)) throw wrong(trail, value, "a list");
  if (value.length < kind.min || value.length > kind.max) {
    throw wrong(trail, `${value.length} items`, `${kind.min} to ${kind.max} items`);
  }
  return value.map((item, index) => {
    trail.push(`[${index}]`);
    const wire = toWire(trail, kind.item, item);
    trail.pop();
    return wire;
  });
}

function wrong(trail: Trail, found: unknown, allowed: string): RangeError {
  return new RangeError(`${trail.join("")}: found ${String(found)}, allowed ${allowed}`);
}
