import type { z } from "zod";
import { UserError } from "../cli/user-error.ts";
import { type LocatedDocument, parseLocated, type ValuePath } from "../fleet/located-document.ts";
import { isMapping, mergedOver } from "../fleet/merged-over.ts";
import { readTextFile } from "../fleet/read-text-file.ts";
import { fieldName, quoted, valueAt } from "../fleet/schema-mistake.ts";
import type { Persona } from "./persona.ts";
import { allowedInPersona, PERSONA_SCHEMA } from "./persona-schema.ts";

/** Field of a persona file that names the persona from which everything unsaid is taken. */
const LIKE = "like";

/** What a persona file is looked for by. */
export interface PersonaFile {
  readonly path: string;
  /** Where a relative path starts. */
  readonly folder: string;
  /** Option or field that names the file. */
  readonly field: string;
}

/**
 * Reads a persona, as a municipality writes it: YAML or JSON, whole or `like` one that there is, and
 * what differs.
 *
 * @param known personas that there are
 * @throws {@link UserError} `persona.…` with file, line, field, what was found and what is allowed
 */
export function readPersona(
  { path, folder, field }: PersonaFile,
  known: readonly Persona[],
): Persona {
  const document = parseLocated(readTextFile(path, folder, field), path);
  const checked = PERSONA_SCHEMA.safeParse(completed(document, known));
  if (!checked.success) throw shapeMistake(checked.error, document);
  const persona: Persona = checked.data;
  if (known.some(({ name }) => name === persona.name)) {
    throw mistake(document, ["name"], persona.name, "a name that no persona has yet");
  }
  for (const preset of ["A", "B"] as const) {
    const { takesAlone, takesAfterCall } = persona;
    const taken = takesAlone[preset].value + takesAfterCall[preset].value;
    if (taken <= 1) continue;
    const path = ["takesAfterCall", preset, "value"];
    throw mistake(document, path, `${taken} with takesAlone`, "at most 1 with takesAlone");
  }
  return persona;
}

/** Fills in from another persona what the file leaves unsaid. */
function completed(document: LocatedDocument, known: readonly Persona[]): unknown {
  const { value } = document;
  if (!isMapping(value) || !(LIKE in value)) return value;
  const { [LIKE]: like, ...own } = value;
  const base = known.find(({ name }) => name === like);
  if (base === undefined) {
    throw mistake(document, [LIKE], quoted(like), known.map(({ name }) => name).join(", "));
  }
  if (own["name"] === undefined) {
    throw mistake(document, ["name"], "nothing", "a name of its own");
  }
  return mergedOver(base, own);
}

function shapeMistake(error: z.ZodError, document: LocatedDocument): UserError {
  const [issue] = error.issues;
  if (issue === undefined) throw new TypeError("the schema refused a persona without a reason");
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const [unknown] = issue.code === "unrecognized_keys" ? issue.keys : [];
  if (unknown !== undefined) {
    return mistake(document, [...path, unknown], unknown, "the fields that a persona has");
  }
  return mistake(document, path, quoted(valueAt(document.value, path)), allowedInPersona(path));
}

function mistake(
  document: LocatedDocument,
  path: ValuePath,
  found: string,
  allowed: string,
): UserError {
  return new UserError({
    code: "persona.bad-value",
    ...{ file: document.file, line: document.lineOf(path), field: fieldName(path) },
    ...{ found, allowed },
    message: "The persona is refused.",
  });
}
