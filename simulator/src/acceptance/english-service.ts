import { UserError } from "../cli/user-error.ts";
import type { LocatedDocument, ValuePath } from "../fleet/located-document.ts";
import { fieldName } from "../fleet/schema-mistake.ts";
import { KEY_WORDS, VALUE_WORDS } from "./service-words.ts";

const ENGLISH: ReadonlyMap<string, string> = new Map(
  Object.entries(KEY_WORDS).map(([english, norwegian]) => [norwegian, english]),
);

/** A document in English words that knows how each field is written in the file. */
export interface EnglishDocument extends LocatedDocument {
  writtenPath(path: ValuePath): ValuePath;
  /** What stands at a path, in English and as the file has it. */
  valuesAt(path: ValuePath): { readonly english: unknown; readonly written: unknown };
  /** Says a field's name in the language of the file's fields. */
  fieldWord(field: string): string;
  /** Says one of a field's values in the language of the file's fields. */
  valueWord(field: string, value: string): string;
}

/**
 * Puts English field names and values in the place of Norwegian ones, and finds everything again
 * where it stands in the file.
 *
 * @throws {@link UserError} `accept.twice` when a field stands under both of its names
 */
export function inEnglish(document: LocatedDocument): EnglishDocument {
  const names = new Map<string, ValuePath>();
  const value = translated(document, document.value, { written: [], english: [] }, names);
  const written = (path: ValuePath): ValuePath => {
    for (let length = path.length; length > 0; length -= 1) {
      const found = names.get(JSON.stringify(path.slice(0, length)));
      if (found !== undefined) return [...found, ...path.slice(length)];
    }
    return path;
  };
  return {
    ...{ file: document.file, value },
    writtenPath: written,
    valuesAt: (path) => ({
      english: valueAt(value, path),
      written: valueAt(document.value, written(path)),
    }),
    fieldWord: (field) => (isNorwegian(names) ? norwegianField(field) : field),
    valueWord: (field, of) => (isNorwegian(names) ? norwegianValue(field, of) : of),
    lineOf: (path) => document.lineOf(written(path)),
    lineOfKey: (path, key) => document.lineOfKey(written(path), key),
  };
}

/** One field in Norwegian makes it a Norwegian file. */
function isNorwegian(names: ReadonlyMap<string, ValuePath>): boolean {
  return [...names].some(([english, written]) => english !== JSON.stringify(written));
}

function norwegianField(field: string): string {
  return Object.hasOwn(KEY_WORDS, field) ? KEY_WORDS[field as keyof typeof KEY_WORDS] : field;
}

function norwegianValue(field: string, value: string): string {
  const words = Object.hasOwn(VALUE_WORDS, field) ? VALUE_WORDS[field] : undefined;
  return Object.entries(words ?? {}).find(([, english]) => english === value)?.[0] ?? value;
}

/** Says fields, and values of fields, that stand between backticks as the file writes them. */
export function inFileWords(document: EnglishDocument, words: string): string {
  return words.replaceAll(/`(\w+)(?:: ([\w-]+))?`/g, (_all, field: string, value?: string) => {
    const name = document.fieldWord(field);
    return value === undefined ? name : `${name}: ${document.valueWord(field, value)}`;
  });
}

function valueAt(value: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>(
    (inside, part) =>
      typeof inside === "object" && inside !== null && Object.hasOwn(inside, part)
        ? (inside as Record<string | number, unknown>)[part]
        : undefined,
    value,
  );
}

interface Way {
  readonly written: ValuePath;
  readonly english: ValuePath;
}

function translated(
  document: LocatedDocument,
  value: unknown,
  { written, english }: Way,
  names: Map<string, ValuePath>,
): unknown {
  names.set(JSON.stringify(english), written);
  if (typeof value === "string") return wordOf(english, value);
  if (typeof value !== "object" || value === null) return value;
  const below = (name: string | number, key: string | number): Way => ({
    written: [...written, key],
    english: [...english, name],
  });
  if (Array.isArray(value)) {
    return value.map((item, at) => translated(document, item, below(at, at), names));
  }
  const seen = new Set<string>();
  const fields = Object.entries(value).map(([key, inner]): [string, unknown] => {
    const name = ENGLISH.get(key.normalize("NFC")) ?? key;
    if (seen.has(name)) throw twice(document, written, key, name);
    seen.add(name);
    return [name, translated(document, inner, below(name, key), names)];
  });
  return Object.fromEntries(fields);
}

function wordOf(english: ValuePath, value: string): string {
  const field = english.findLast((part) => typeof part === "string");
  const words = Object.hasOwn(VALUE_WORDS, String(field)) ? VALUE_WORDS[String(field)] : undefined;
  const word = value.normalize("NFC");
  return words !== undefined && Object.hasOwn(words, word) ? (words[word] ?? value) : value;
}

function twice(document: LocatedDocument, path: ValuePath, key: string, name: string): UserError {
  const norwegian = KEY_WORDS[name as keyof typeof KEY_WORDS];
  return new UserError({
    code: "accept.twice",
    ...{ file: document.file, line: document.lineOfKey(path, key) },
    ...{ field: fieldName([...path, key]), found: "the same field under two names" },
    allowed: `either ${name} or ${norwegian}`,
    message: "A field is there twice.",
  });
}
