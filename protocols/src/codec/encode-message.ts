import type { MessageDefinition } from "../schema/define-message.ts";
import type { ChoiceKind, Fields, InferFields, Kind, ListKind } from "../schema/kind.ts";
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
  return encodeCanonical([definition.id, toWireMap(definition.fields, value, definition.name)]);
}

function toWireMap(fields: Fields, value: unknown, path: string): ReadonlyMap<number, CborValue> {
  if (typeof value !== "object" || value === null) throw wrong(path, value, "an object");
  const properties = value as Readonly<Record<string, unknown>>;
  const wire = new Map<number, CborValue>();
  for (const { name, field } of indexOf(fields).inOrder) {
    const property = properties[name];
    if (property !== undefined)
      wire.set(field.key, toWire(field.kind, property, `${path}.${name}`));
    else if (!field.optional) throw wrong(`${path}.${name}`, property, "a value");
  }
  return wire;
}

function toWire(kind: Kind, value: unknown, path: string): CborValue {
  switch (kind.kind) {
    case "whole":
      return checkedWhole(kind.min, kind.max, value, path);
    case "text":
      return checkedText(kind, value, path);
    case "bytes":
      return checkedBytes(kind, value, path);
    case "bool":
      if (typeof value !== "boolean") throw wrong(path, value, "true or false");
      return value;
    case "choice":
      return numberOfWord(kind, value, path);
    case "instant": {
      const ms = checkedWhole(0, Number.MAX_SAFE_INTEGER, value, path);
      return [Math.floor(ms / 1_000), ms % 1_000];
    }
    case "list":
      return checkedList(kind, value, path);
    case "struct":
      return toWireMap(kind.fields, value, path);
  }
}

function checkedWhole(min: number, max: number, value: unknown, path: string): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max) {
    return value;
  }
  throw wrong(path, value, `a whole number from ${min} to ${max}`);
}

function checkedText(kind: Extract<Kind, { kind: "text" }>, value: unknown, path: string): string {
  if (typeof value !== "string") throw wrong(path, value, "text");
  const length = utf8LengthOf(value);
  if (length < kind.minBytes || length > kind.maxBytes) {
    throw wrong(path, `${length} bytes`, `${kind.minBytes} to ${kind.maxBytes} bytes of UTF-8`);
  }
  if (kind.pattern !== undefined && !kind.pattern.test(value)) {
    throw wrong(path, value, `the form ${kind.pattern.source}`);
  }
  return value;
}

function checkedBytes(
  kind: Extract<Kind, { kind: "bytes" }>,
  value: unknown,
  path: string,
): Uint8Array {
  if (!(value instanceof Uint8Array)) throw wrong(path, value, "bytes");
  if (value.length >= kind.minBytes && value.length <= kind.maxBytes) return value;
  throw wrong(path, `${value.length} bytes`, `${kind.minBytes} to ${kind.maxBytes} bytes`);
}

function numberOfWord(kind: ChoiceKind, value: unknown, path: string): number {
  if (typeof value === "string" && Object.hasOwn(kind.words, value)) {
    const number = kind.words[value];
    if (number !== undefined) return number;
  }
  throw wrong(path, value, `one of ${Object.keys(kind.words).join(", ")}`);
}

function checkedList(kind: ListKind, value: unknown, path: string): readonly CborValue[] {
  if (!Array.isArray(value)) throw wrong(path, value, "a list");
  if (value.length < kind.min || value.length > kind.max) {
    throw wrong(path, `${value.length} items`, `${kind.min} to ${kind.max} items`);
  }
  return value.map((item, index) => toWire(kind.item, item, `${path}[${index}]`));
}

function wrong(path: string, found: unknown, allowed: string): RangeError {
  return new RangeError(`${path}: found ${String(found)}, allowed ${allowed}`);
}
