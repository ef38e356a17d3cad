import type { CborLimits, CborValue } from "../codec/cbor-value.ts";
import type { DecodeError, DecodeResult } from "../codec/decode-error.ts";
import { openEnvelope } from "../codec/decode-message.ts";
import { indexOf, wordsByNumber } from "../codec/field-index.ts";
import { readFields } from "../codec/read-fields.ts";
import { MESSAGES } from "../messages/index.ts";
import type { Field, Fields, Kind, StructKind, Unit } from "../schema/kind.ts";
import { instantText } from "./instant-text.ts";
import { toDiagnostic } from "./to-diagnostic.ts";

/** One field of a message in words. */
export interface FieldDescription {
  /** Where it travels: `3`, or `2.6[0].1` inside a group. */
  readonly key: string;
  /** Its name, likewise `plan.entries[0].id`; absent when the key is not known here. */
  readonly name?: string;
  /** The value on the wire in diagnostic notation. */
  readonly value: string;
  /** What the value stands for, where it is not plain: a word of a list, or a civil time. */
  readonly meaning?: string;
  readonly unit?: Unit;
  /** What the field means in the device's world. */
  readonly doc?: string;
}

/** One message in words. */
export interface MessageDescription {
  readonly id: number;
  /** Name and sentence of the definition; absent when the number is not known here. */
  readonly name?: string;
  readonly doc?: string;
  readonly fields: readonly FieldDescription[];
  /** Why a receiver refuses the message, when it does. */
  readonly problem?: DecodeError;
}

/**
 * Describes a message field by field, also one that a receiver refuses.
 *
 * @returns the description, or an error when the bytes are outside the profile or no message
 */
export function describeMessage(
  bytes: Uint8Array,
  limits?: Partial<CborLimits>,
): DecodeResult<MessageDescription> {
  const opened = openEnvelope(bytes, limits);
  if (!opened.ok) return opened;
  const { id, body } = opened.value;
  const definition = MESSAGES.find((message) => message.id === id);
  if (definition === undefined) {
    return { ok: true, value: { id, fields: describeMap({}, body, { key: "", name: "" }) } };
  }
  const { name, doc, fields } = definition;
  const read = readFields(fields, body, name);
  const description = { id, name, doc, fields: describeMap(fields, body, { key: "", name: "" }) };
  return { ok: true, value: read.ok ? description : { ...description, problem: read.error } };
}

interface Path {
  readonly key: string;
  readonly name: string;
}

function describeMap(
  fields: Fields,
  body: ReadonlyMap<number, CborValue>,
  path: Path,
): readonly FieldDescription[] {
  const { byKey } = indexOf(fields);
  return [...body].flatMap(([key, value]) => {
    const known = byKey.get(key);
    const at = `${path.key}${key}`;
    if (known === undefined) return [{ key: at, value: toDiagnostic(value) }];
    return describeField(known.field, value, { key: at, name: `${path.name}${known.name}` });
  });
}

function describeField(field: Field, value: CborValue, path: Path): readonly FieldDescription[] {
  const { kind } = field;
  if (kind.kind === "struct") return describeStruct(field, kind, value, path);
  if (kind.kind === "list" && kind.item.kind === "struct" && Array.isArray(value)) {
    const item = kind.item;
    if (value.length > 0) {
      return (value as readonly CborValue[]).flatMap((entry, index) => {
        const at = { key: `${path.key}[${index}]`, name: `${path.name}[${index}]` };
        return describeStruct(field, item, entry, at);
      });
    }
  }
  return [describeLeaf(field, value, path)];
}

function describeStruct(
  field: Field,
  kind: StructKind,
  value: CborValue,
  path: Path,
): readonly FieldDescription[] {
  if (!(value instanceof Map)) return [describeLeaf(field, value, path)];
  return describeMap(kind.fields, value, { key: `${path.key}.`, name: `${path.name}.` });
}

function describeLeaf({ kind, doc }: Field, value: CborValue, path: Path): FieldDescription {
  const meaning = meaningOf(kind, value);
  const unit = kind.kind === "whole" ? kind.unit : undefined;
  return {
    key: path.key,
    name: path.name,
    value: toDiagnostic(value),
    ...(meaning === undefined ? {} : { meaning }),
    ...(unit === undefined ? {} : { unit }),
    doc,
  };
}

function meaningOf(kind: Kind, value: CborValue): string | undefined {
  if (kind.kind === "choice" && typeof value === "number") return wordsByNumber(kind).get(value);
  if (kind.kind !== "instant" || !Array.isArray(value)) return undefined;
  const [seconds, millis] = value as readonly CborValue[];
  if (typeof seconds !== "number" || typeof millis !== "number") return undefined;
  const ms = seconds * 1_000 + millis;
  return Number.isSafeInteger(ms) && ms >= 0 ? instantText(ms) : undefined;
}
