import { z } from "zod";
import { CHECK_IDS } from "../checkers/checker.ts";
import { UserError } from "../cli/user-error.ts";
import { fieldName, quoted, valueAt } from "../fleet/schema-mistake.ts";
import { RUN_SPEC_SCHEMA } from "./run-spec-schema.ts";
import { instantMs, text } from "./schema-parts.ts";

const finding = z.strictObject({
  rule: z.enum([...CHECK_IDS, "lost", "doubled", "stopped"]),
  deviceId: text.optional(),
  trueMs: instantMs.optional(),
  message: text,
});

const FAILURE_SCHEMA = z.strictObject({
  v: z.literal(1),
  file: z.enum(["failure", "regression"]),
  seed: text,
  command: text,
  findings: z.array(finding).min(1),
  versions: z.strictObject({ dosekit: text, node: text }),
  tzTable: text,
  spec: RUN_SPEC_SCHEMA,
});

/** Most fields of a mapping that a message names. */
const NAMED_MAX = 40;

/**
 * Checks what a failure file holds, down to its last field.
 *
 * @returns the file, with what older ones did not say filled in
 * @throws {@link UserError} `failure.malformed` about the first mistake
 */
export function checkedFailure(path: string, value: unknown): z.infer<typeof FAILURE_SCHEMA> {
  const result = FAILURE_SCHEMA.safeParse(value);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw mistakeOf(path, value, innermost(first));
}

/** Of a value that may have several forms: what is wrong in the form that comes closest. */
function innermost(issue: z.core.$ZodIssue | undefined): z.core.$ZodIssue | undefined {
  if (issue?.code !== "invalid_union") return issue;
  const inside = issue.errors
    .flatMap((branch) => branch.slice(0, 1))
    .find(({ code, path }) => path.length > 0 || code === "unrecognized_keys");
  if (inside === undefined) return issue;
  return innermost({ ...inside, path: [...issue.path, ...inside.path] });
}

function mistakeOf(file: string, value: unknown, issue: z.core.$ZodIssue | undefined): UserError {
  const at = (issue?.path ?? []).map((part) => (typeof part === "symbol" ? String(part) : part));
  const [unknownKey] = issue?.code === "unrecognized_keys" ? issue.keys : [];
  const path = unknownKey === undefined ? at : [...at, unknownKey];
  const found = valueAt(value, path);
  return new UserError({
    ...{ code: "failure.malformed", file, field: fieldName(path) || "(whole file)" },
    found: unknownKey ?? quoted(found),
    allowed: allowedAt(issue),
    message: messageOf(unknownKey, found),
  });
}

function messageOf(unknownKey: string | undefined, found: unknown): string {
  if (unknownKey !== undefined) return "There is no such field in the file of a failure.";
  return found === undefined
    ? "A field is missing in the file of a failure."
    : "A field of the file of a failure has a value that it can't have.";
}

function allowedAt(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return WRITTEN;
  switch (issue.code) {
    case "invalid_value":
      return issue.values.map(String).join(", ");
    case "invalid_type":
      return TYPES[issue.expected] ?? issue.expected;
    case "too_small":
      return `${issue.minimum} or more${issue.origin === "array" ? " of them" : ""}`;
    case "too_big":
      return `at most ${issue.maximum}`;
    case "unrecognized_keys":
      return fieldsAt(issue.path).slice(0, NAMED_MAX).join(", ") || WRITTEN;
    case "invalid_union":
      return issue.discriminator === undefined ? WRITTEN : (KNOWN[issue.discriminator] ?? WRITTEN);
    default:
      return issue.message;
  }
}

const WRITTEN = "what a run writes with --failure, or replay with --save";

/** What may stand where one word says which form the rest has. */
const KNOWN: Readonly<Record<string, string>> = {
  what: "gesture, asked, fresh-batteries",
  type: "press, take, tilt, right, open-lid, close-lid, refill",
};

const TYPES: Readonly<Record<string, string>> = {
  object: "a mapping",
  array: "a list",
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

/** Fields of the mapping at a place, where the schema has one form for it. */
function fieldsAt(path: readonly PropertyKey[]): readonly string[] {
  let schema: unknown = FAILURE_SCHEMA;
  for (const part of path) {
    schema = unwrapped(schema);
    if (schema instanceof z.ZodObject) schema = schema.shape[String(part)];
    else if (schema instanceof z.ZodArray) schema = schema.element;
    else return [];
  }
  const last = unwrapped(schema);
  return last instanceof z.ZodObject ? Object.keys(last.shape) : [];
}

function unwrapped(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return unwrapped(schema.unwrap());
  }
  return schema;
}
