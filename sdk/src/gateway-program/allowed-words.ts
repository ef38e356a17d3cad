import type { z } from "zod";

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a section with fields",
  record: "a section with names and values",
};

/** What the parser says by itself begins so; what this project says does not. */
const PARSERS_OWN = /^(Invalid|Too (small|big)|Unrecognized)\b/;

/** Says in plain words what a field may hold, of which something is wrong. */
export function allowedWords(issue: z.core.$ZodIssue): string {
  if (!PARSERS_OWN.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? issue.expected;
    case "invalid_value":
      return oneOf(issue.values.map(String));
    case "too_small":
      return `at least ${amount(Number(issue.minimum), issue.origin)}`;
    case "too_big":
      return `at most ${amount(Number(issue.maximum), issue.origin)}`;
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    case "invalid_union":
      return oneOf(
        issue.errors.flatMap(([first]) => (first === undefined ? [] : [first])).map(allowedWords),
      );
    case "invalid_key":
    case "invalid_element": {
      const [first] = issue.issues;
      return first === undefined ? "another value" : allowedWords(first);
    }
    default:
      return "a value of the form that the schema shows";
  }
}

function amount(count: number, origin: string): string {
  const shown = count.toLocaleString("en");
  if (origin === "string") return `${shown} ${count === 1 ? "character" : "characters"}`;
  if (origin === "number" || origin === "int" || origin === "bigint") return shown;
  return `${shown} ${count === 1 ? "entry" : "entries"}`;
}

function oneOf(choices: readonly string[]): string {
  const words = [...new Set(choices)];
  return words.length < 2 ? words.join("") : `one of ${words.join(", ")}`;
}
