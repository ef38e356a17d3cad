import type { z } from "zod";
import { UserError } from "../cli/user-error.ts";
import type { LocatedDocument, ValuePath } from "./located-document.ts";

/** Longest piece of a file that a message quotes. */
const QUOTE_MAX = 80;

/**
 * Turns the first thing that a schema finds wrong into a message about one place of the file.
 *
 * @param allowed what may stand in each field, list places written `[]`
 */
export function schemaMistake(
  issue: z.core.$ZodIssue,
  document: LocatedDocument,
  allowed: Readonly<Record<string, string>>,
): UserError {
  const inner = issueInUnion(issue);
  if (inner !== undefined) return schemaMistake(inner, document, allowed);
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const [unknownKey] = issue.code === "unrecognized_keys" ? issue.keys : [];
  if (unknownKey !== undefined) return unknownField(path, unknownKey, document, allowed);
  const found = valueAt(document.value, path);
  const expected = expectedAt(path, allowed);
  return new UserError({
    code: "fleet.bad-value",
    file: document.file,
    line: document.lineOf(path),
    field: fieldName(path),
    found: quoted(found),
    ...(expected === undefined ? {} : { allowed: expected }),
    message:
      found === undefined ? "A field is missing." : "A field has a value that it can't have.",
  });
}

/** What may stand in a field; of a piece of a list, what may stand in the list. */
function expectedAt(path: ValuePath, allowed: Readonly<Record<string, string>>) {
  const whole = fieldName(path).replaceAll(/\[\d+\]/g, "[]");
  const pattern = patternOf(path);
  const anyName = patternOf([...path.slice(0, -1), "*"]);
  return (
    allowed[whole] ??
    allowed[pattern] ??
    allowed[anyName] ??
    allowed[pattern.replace(/(\[\])+$/, "")]
  );
}

/** Writes the way to a value as people do: `groups[1].plans[0].file`. */
export function fieldName(path: ValuePath): string {
  return path.reduce<string>(
    (name, part) =>
      typeof part === "number" ? `${name}[${part}]` : name === "" ? part : `${name}.${part}`,
    "",
  );
}

/** Of a value that may have several forms: what is wrong inside the form that it tries to have. */
function issueInUnion(issue: z.core.$ZodIssue): z.core.$ZodIssue | undefined {
  if (issue.code !== "invalid_union") return undefined;
  const inside = issue.errors
    .flatMap((branch) => branch.slice(0, 1))
    .find(({ code, path }) => path.length > 0 || code === "unrecognized_keys");
  return inside === undefined ? undefined : { ...inside, path: [...issue.path, ...inside.path] };
}

function unknownField(
  path: ValuePath,
  key: string,
  document: LocatedDocument,
  allowed: Readonly<Record<string, string>>,
): UserError {
  return new UserError({
    code: "fleet.unknown-field",
    file: document.file,
    line: document.lineOfKey(path, key),
    field: fieldName([...path, key]),
    found: key,
    allowed: fieldsBelow(patternOf(path), allowed).join(", "),
    message: "There is no such field.",
  });
}

function fieldsBelow(pattern: string, allowed: Readonly<Record<string, string>>): string[] {
  const prefix = pattern === "" ? "" : `${pattern}.`;
  return Object.keys(allowed)
    .filter((name) => name !== "" && name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .filter((name) => !/[.[*]/.test(name));
}

/** A group has the fields of the fleet, so its inner fields are described there. */
function patternOf(path: ValuePath): string {
  const pattern = fieldName(path).replaceAll(/\[\d+\]/g, "[]");
  return /^groups\[\]\.(?!name$|devices$)/.test(pattern) ? pattern.slice(9) : pattern;
}

/** Looks up what a file says at a place; `undefined` where it says nothing. */
export function valueAt(value: unknown, path: ValuePath): unknown {
  let present = value;
  for (const part of path) {
    if (typeof present !== "object" || present === null) return undefined;
    present = (present as Readonly<Record<string | number, unknown>>)[part];
  }
  return present;
}

/** Quotes a piece of a file, shortened. */
export function quoted(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.length > QUOTE_MAX ? `${text.slice(0, QUOTE_MAX)}…` : text;
}
