import { z } from "zod";
import { allowedWords } from "../files/allowed-words.ts";
import { KitMistake } from "../files/kit-mistake.ts";
import type { CaseRecord } from "../run/run-record.ts";
import { TRACE_HEAD_SCHEMA } from "./results-document.ts";
import { caseOfTrace } from "./trace-lines.ts";

const TIME = z.number();
const PLACE = z.int().min(0);
const HEX = z.string().regex(/^(?:[0-9a-f]{2})*$/, "bytes in hexadecimal");
const WIRE = z.looseObject({
  index: PLACE,
  atMs: TIME,
  sinceMs: TIME.optional(),
  connection: z.int(),
  way: z.enum(["in", "out", "opened", "closed"]),
  hex: HEX,
  as: z.enum(["packet", "frame", "bytes"]),
  says: z.string(),
  note: z.string().optional(),
});
const SEEN = z.union([
  z.object({ wire: PLACE }),
  z.object({
    message: z.object({ channel: z.string(), hex: HEX, deviceId: z.string() }),
  }),
  z.object({ answer: z.string(), value: z.unknown().optional(), atMs: TIME }),
]);
const MARK = z.object({ step: PLACE, at: PLACE, atMs: TIME, over: z.boolean().optional() });
const HEAD_LINE = z.object({ case: TRACE_HEAD_SCHEMA });
const OTHER_LINE = z.union([
  z.object({ wire: WIRE }),
  z.object({ seen: SEEN }),
  z.object({ mark: MARK }),
]);

/**
 * Reads a case from the text of its trace file. A last line that was cut off is left out.
 *
 * @param file as messages name it
 * @throws KitMistake `bundle.unreadable`, with line, field, what was found and what may stand there
 */
export function readTrace(text: string, file: string): CaseRecord {
  text
    .split("\n")
    .slice(0, -1)
    .forEach((line, index) => {
      checkLine(line, { file, line: index + 1 }, index === 0 ? HEAD_LINE : OTHER_LINE);
    });
  try {
    return caseOfTrace(text);
  } catch (cause) {
    throw unreadable({ file, line: 1 }, { found: String(cause) });
  }
}

interface LinePlace {
  readonly file: string;
  readonly line: number;
}

function checkLine(text: string, place: LinePlace, schema: z.ZodType): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unreadable(place, { found: cause instanceof Error ? cause.message : String(cause) });
  }
  checkForm(value, place, schema);
}

/**
 * Holds a value of a bundle to its form.
 *
 * @throws KitMistake `bundle.unreadable`, with the field
 */
export function checkForm(
  value: unknown,
  place: { readonly file: string; readonly line?: number },
  schema: z.ZodType,
): void {
  const read = schema.safeParse(value);
  if (read.success) return;
  const issue = closest(read.error.issues);
  const field = issue?.path.map(String).join(".") ?? "";
  const found = quoted(valueAt(value, issue?.path ?? []));
  throw unreadable(place, {
    field,
    found,
    allowed: issue === undefined ? "another form" : allowedWords(issue),
  });
}

/** Of a line that may have several forms: what is wrong in the one that it comes closest to. */
function closest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  const [issue] = issues;
  if (issue?.code !== "invalid_union") return issue;
  const inner = issue.errors
    .map((branch) => closest(branch))
    .filter((one) => one !== undefined)
    .sort((one, other) => other.path.length - one.path.length)[0];
  if (inner === undefined || inner.path.length === 0) return issue;
  return { ...inner, path: [...issue.path, ...inner.path] };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((present, part) => {
    if (typeof present !== "object" || present === null) return undefined;
    return (present as Readonly<Record<PropertyKey, unknown>>)[part];
  }, value);
}

function quoted(value: unknown): string {
  return value === undefined ? "nothing" : (JSON.stringify(value) ?? String(value)).slice(0, 80);
}

function unreadable(
  place: { readonly file: string; readonly line?: number },
  about: { readonly field?: string; readonly found: string; readonly allowed?: string },
): KitMistake {
  return new KitMistake({
    code: "bundle.unreadable",
    ...place,
    ...(about.field === undefined || about.field === "" ? {} : { field: about.field }),
    found: about.found,
    allowed: about.allowed ?? "a line of JSON",
    message: "That is no evidence of this kit.",
  });
}
