import type { ChoiceKind, Field, Fields } from "../schema/kind.ts";
import { compareKeys } from "./cbor-value.ts";

/** A field together with its name. */
export interface NamedField {
  readonly name: string;
  /** The name as a step of a path: `.seq`. */
  readonly step: string;
  readonly field: Field;
}

/** The fields of a message or struct, as a codec looks them up. */
export interface FieldIndex {
  /** In the order in which they travel. */
  readonly inOrder: readonly NamedField[];
  /** Those that are always there. */
  readonly required: readonly NamedField[];
  readonly byKey: ReadonlyMap<number, NamedField>;
}

const indexes = new WeakMap<Fields, FieldIndex>();
const wordTables = new WeakMap<ChoiceKind, ReadonlyMap<number, string>>();

/** Gives the index of a set of fields, made once for each definition. */
export function indexOf(fields: Fields): FieldIndex {
  const known = indexes.get(fields);
  if (known !== undefined) return known;
  const inOrder = Object.entries(fields)
    .map(([name, field]) => ({ name, step: `.${name}`, field }))
    .sort((left, right) => compareKeys(left.field.key, right.field.key));
  const required = inOrder.filter(({ field }) => !field.optional);
  const byKey = new Map(inOrder.map((named) => [named.field.key, named]));
  const index = { inOrder, required, byKey };
  indexes.set(fields, index);
  return index;
}

/** Gives the words of a choice by their numbers, made once for each choice. */
export function wordsByNumber(choice: ChoiceKind): ReadonlyMap<number, string> {
  const known = wordTables.get(choice);
  if (known !== undefined) return known;
  const words = new Map(Object.entries(choice.words).map(([word, number]) => [number, word]));
  wordTables.set(choice, words);
  return words;
}
