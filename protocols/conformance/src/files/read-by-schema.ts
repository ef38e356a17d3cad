import { z } from "zod";
import { allowedWords } from "./allowed-words.ts";
import { KitMistake } from "./kit-mistake.ts";
import type { LocatedFile, ValuePath } from "./located-file.ts";

/** Longest piece of a file that a message quotes. */
const QUOTE_MAX = 80;

/**
 * Reads a file by its schema.
 *
 * @param kind first word of the codes of mistakes, such as `ics`
 * @throws KitMistake with file, line, field, what was found and what may stand there
 */
export function readBySchema<S extends z.ZodType>(
  schema: S,
  document: LocatedFile,
  kind: string,
): z.output<S> {
  const read = schema.safeParse(document.value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  if (issue === undefined) throw new Error("a schema refused and did not say why");
  throw mistakeOf(innermost(issue), document, schema, kind);
}

function mistakeOf(
  issue: z.core.$ZodIssue,
  { file, value, lineOf }: LocatedFile,
  schema: z.ZodType,
  kind: string,
): KitMistake {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const [unknownKey] = issue.code === "unrecognized_keys" ? issue.keys : [];
  if (unknownKey !== undefined) {
    return new KitMistake({
      code: `${kind}.unknown-field`,
      file,
      line: lineOf(path, unknownKey),
      field: fieldName([...path, unknownKey]),
      found: unknownKey,
      allowed: fieldsAt(schema, path).join(", "),
      message: "There is no such field.",
    });
  }
  const found = valueAt(value, path);
  return new KitMistake({
    code: `${kind}.bad-value`,
    file,
    line: lineOf(path),
    field: fieldName(path),
    found: quoted(found),
    allowed: allowedWords(issue),
    message:
      found === undefined ? "A field is missing." : "A field has a value that it can't have.",
  });
}

/** Of a value that may have several forms: what is wrong inside the form that it tries to have. */
function innermost(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors
    .flatMap((branch) => branch.slice(0, 1))
    .find(({ code, path }) => path.length > 0 || code === "unrecognized_keys");
  return inner === undefined
    ? issue
    : innermost({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue);
}

function fieldsAt(schema: z.ZodType, path: ValuePath): readonly string[] {
  let present: z.ZodType = bare(schema);
  for (const part of path) {
    if (present instanceof z.ZodArray) present = bare(present.element as z.ZodType);
    else if (present instanceof z.ZodObject) present = bare(present.shape[part] as z.ZodType);
  }
  return present instanceof z.ZodObject ? Object.keys(present.shape) : [];
}

function bare(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return bare(schema.unwrap() as z.ZodType);
  }
  return schema;
}

/** Writes the way to a value as people do: `waivers[1].scope.firmware`. */
function fieldName(path: ValuePath): string {
  return path.reduce<string>(
    (name, part) =>
      typeof part === "number" ? `${name}[${part}]` : name === "" ? part : `${name}.${part}`,
    "",
  );
}

function valueAt(value: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>((present, part) => {
    if (typeof present !== "object" || present === null) return undefined;
    return (present as Readonly<Record<string | number, unknown>>)[part];
  }, value);
}

function quoted(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.length > QUOTE_MAX ? `${text.slice(0, QUOTE_MAX)}…` : text;
}
