import type { MessageDefinition } from "../schema/define-message.ts";
import type { ChoiceKind, Fields, Kind, StructKind } from "../schema/kind.ts";

/**
 * Every number on the wire that was ever given a meaning: its path to name and type, or to
 * `reserved` once it was taken out of use.
 */
export type NumberRegistry = Readonly<Record<string, string>>;

/** What stands in a registry for a number that was taken out of use. */
export const RESERVED = "reserved";

/**
 * Lists the numbers of messages, fields and words: `1` for a message, `1/3` for its field,
 * `1/3=4` for a word of the field, and the name of a group in place of the message's number.
 *
 * @see OMDP-MSG-007
 */
export function toRegistry(messages: readonly MessageDefinition[]): NumberRegistry {
  const registry = new Map<string, string>();
  const groups = new Set<StructKind>();
  for (const { id, name, fields, reservedKeys } of messages) {
    registry.set(`${id}`, `${name} message`);
    for (const key of reservedKeys) registry.set(`${id}/${key}`, RESERVED);
    addFields(registry, groups, fields, `${id}`);
  }
  return Object.fromEntries(registry);
}

function addFields(
  registry: Map<string, string>,
  groups: Set<StructKind>,
  fields: Fields,
  owner: string,
): void {
  for (const [name, { key, kind }] of Object.entries(fields)) {
    const path = `${owner}/${key}`;
    registry.set(path, `${name} ${typeName(kind)}`);
    const inner = kind.kind === "list" ? kind.item : kind;
    if (inner.kind === "choice") addWords(registry, inner, path);
    if (inner.kind !== "struct" || groups.has(inner)) continue;
    groups.add(inner);
    addFields(registry, groups, inner.fields, inner.name);
  }
}

function addWords(registry: Map<string, string>, kind: ChoiceKind, path: string): void {
  for (const [word, number] of Object.entries(kind.words)) {
    registry.set(`${path}=${number}`, `${word} word`);
  }
  for (const number of kind.reserved) registry.set(`${path}=${number}`, RESERVED);
}

/** The part of a kind that can't change without a change of the bytes. */
function typeName(kind: Kind): string {
  if (kind.kind === "list") return `list-of-${typeName(kind.item)}`;
  return kind.kind === "struct" ? kind.name : kind.kind;
}

/**
 * Compares a registry with an older one.
 *
 * @returns what an old sender or receiver would read differently, one line each; none when the new
 *   registry only adds numbers, renames what they stand for, or takes them out of use
 */
export function registryBreaks(older: NumberRegistry, newer: NumberRegistry): readonly string[] {
  return Object.entries(older).flatMap(([path, before]) => {
    const now = newer[path];
    if (now === undefined) return [`${path} (${before}) is gone and not reserved`];
    if (before === RESERVED) return now === RESERVED ? [] : [`${path} is used again by ${now}`];
    const sameType = now === RESERVED || lastWord(now) === lastWord(before);
    // The meaning of a word is its name: another name under the same number is another word.
    const sameWord = now === RESERVED || !path.includes("=") || now === before;
    return sameType && sameWord ? [] : [`${path} was ${before} and is ${now}`];
  });
}

function lastWord(text: string): string {
  return text.slice(text.lastIndexOf(" ") + 1);
}
