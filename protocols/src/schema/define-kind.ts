import type {
  BoolKind,
  BytesKind,
  ChoiceKind,
  Field,
  Fields,
  InstantKind,
  Kind,
  ListKind,
  StructKind,
  TextKind,
  Unit,
  WholeKind,
} from "./kind.ts";

/** A whole number from `min` (default 0) to `max`, both included. */
export function whole(range: { min?: number; max: number; unit?: Unit }): WholeKind {
  return { kind: "whole", min: 0, ...range };
}

/** Text of `minBytes` (default 1) to `maxBytes` bytes of UTF-8. */
export function text(limit: { minBytes?: number; maxBytes: number; pattern?: RegExp }): TextKind {
  return { kind: "text", minBytes: 1, ...limit };
}

/** A byte string of `minBytes` (default 0) to `maxBytes` bytes. */
export function bytes(limit: { minBytes?: number; maxBytes: number }): BytesKind {
  return { kind: "bytes", minBytes: 0, ...limit };
}

/** True or false. */
export function bool(): BoolKind {
  return { kind: "bool" };
}

/** A civil instant, see {@link InstantKind}. */
export function civilInstant(): InstantKind {
  return { kind: "instant" };
}

/**
 * One word of a closed list.
 *
 * @param words each word with its number on the wire
 * @param reserved numbers of words that were taken out; they never come back
 */
export function choice<const W extends Readonly<Record<string, number>>>(
  words: W,
  reserved: readonly number[] = [],
): ChoiceKind<keyof W & string> {
  return { kind: "choice", words: words as Readonly<Record<keyof W & string, number>>, reserved };
}

/** A list of `min` (default 0) to `max` items. */
export function listOf<K extends Kind>(item: K, limit: { min?: number; max: number }): ListKind<K> {
  return { kind: "list", item, min: 0, ...limit };
}

/** A named group of fields inside a message. */
export function struct<const F extends Fields>(name: string, fields: F): StructKind<F> {
  return { kind: "struct", name, fields };
}

/** A field that every message of this type carries. */
export function field<K extends Kind>(
  key: number,
  kind: K,
  doc: string,
  since = 0,
): Field<K, false> {
  return { key, kind, optional: false, doc, since };
}

/** A field that may be absent. */
export function optional<K extends Kind>(
  key: number,
  kind: K,
  doc: string,
  since = 0,
): Field<K, true> {
  return { key, kind, optional: true, doc, since };
}
