import type { z } from "zod";

/** What a value can be, as a message names it. */
const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object with fields",
  record: "an object with fields",
};
const FORMATS: Readonly<Record<string, string>> = {
  date: "a day, such as 2026-12-31",
  datetime: "a time in UTC, such as 2026-12-31T12:00:00Z",
};
/** What a bound counts; a number is its own. */
const UNITS: Readonly<Record<string, string>> = { string: " characters", array: " entries" };

/** Says in plain words what may stand where a schema refused a value. Pure. */
export function allowedWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return KINDS[issue.expected] ?? issue.expected;
    case "invalid_value":
      return issue.values.map(String).join(", ");
    case "too_small":
      return `at least ${issue.minimum}${UNITS[issue.origin] ?? ""}`;
    case "too_big":
      return `at most ${issue.maximum}${UNITS[issue.origin] ?? ""}`;
    case "unrecognized_keys":
      return `no field ${issue.keys.join(", ")}`;
    case "invalid_union":
      return "another form";
    default:
      return FORMATS["format" in issue ? issue.format : ""] ?? issue.message;
  }
}
