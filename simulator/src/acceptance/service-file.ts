import { type Mistake, UserError } from "../cli/user-error.ts";
import { parseLocated, type ValuePath } from "../fleet/located-document.ts";
import { fieldName, schemaMistake } from "../fleet/schema-mistake.ts";
import { type EnglishDocument, inEnglish, inFileWords } from "./english-service.ts";
import { refuseIdentities } from "./refuse-identities.ts";
import type { IncidentName } from "./result/incident-result.ts";
import { refuseContradictions } from "./service-contradictions.ts";
import { serviceAllowed } from "./service-format.ts";
import { SERVICE_SCHEMA, type ServiceFile } from "./service-schema.ts";
import { KEY_WORDS } from "./service-words.ts";
import { DEFAULT_RULE, type VerdictRule } from "./verdict.ts";
import { withWay } from "./written-as.ts";

/**
 * Reads a municipality's acceptance file, YAML or JSON, with Norwegian or English fields. Files that
 * it names are not opened.
 *
 * @throws {@link UserError} with file, line, field as written, what was found and what is allowed
 */
export function readService(text: string, file: string): ServiceFile {
  const written = parseLocated(text, file);
  refuseIdentities(written, text);
  const document = inEnglish(written);
  const checked = SERVICE_SCHEMA.safeParse(document.value);
  if (!checked.success) {
    const { issues } = checked.error;
    // A misspelt field is told before the one that is missing because of it.
    const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
    if (issue === undefined) throw new TypeError("the schema refused a file without a reason");
    throw asWritten(schemaMistake(issue, document, serviceAllowed()), document);
  }
  refuseContradictions(checked.data, document);
  return checked.data;
}

/** Time zone of every municipality of Norway. */
export const SERVICE_ZONE = "Europe/Oslo";

/** The seed of a run whose file names none: the same file then gives the same result. */
const USUAL_SEED = "1";
/** Incidents of a file that names none. */
const USUAL_INCIDENTS: readonly IncidentName[] = [
  "area-power-cut",
  "mobile-outage",
  "centre-overloaded",
];

/** Takes the seed from a file; everything that is drawn comes from it. */
export function seedOf({ seed = USUAL_SEED }: ServiceFile): string {
  return String(seed);
}

/** Takes the incidents that a service is put through from its file. */
export function incidentsOf({ incidents }: ServiceFile): readonly IncidentName[] {
  return incidents ?? USUAL_INCIDENTS;
}

/** Takes the rule of the verdict from a file; what it leaves unsaid is as by default. */
export function ruleOf({ approval: { openAllowed } }: ServiceFile): VerdictRule {
  const { B = DEFAULT_RULE.B, C = DEFAULT_RULE.C } = openAllowed ?? {};
  return { A: 0, B, C };
}

/** Names the field of a mistake, and those that are allowed, as the file does. */
function asWritten({ mistake }: UserError, document: EnglishDocument): UserError {
  const parts = mistake.field?.match(/[^.[\]]+/g) ?? [];
  const path = parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const isUnknown = mistake.code === "fleet.unknown-field";
  if (isUnknown && typeof path.at(-1) === "number") return splitNumber(mistake, path, document);
  const { found = "", allowed: words = "" } = mistake;
  const told = isUnknown
    ? withWay(found, inBothWords(words))
    : inFileWords(document, withWay(found, words));
  const allowed = mistake.allowed === undefined ? {} : { allowed: told };
  const code = mistake.code.replace("fleet.", "accept.");
  return new UserError({ ...mistake, ...fieldAt(path, document), ...allowed, code });
}

function fieldAt(path: ValuePath, document: EnglishDocument) {
  return path.length === 0 ? {} : { field: fieldName(document.writtenPath(path)) };
}

/** In brackets a decimal comma ends the value, and what stands behind it reads as a field. */
function splitNumber(mistake: Mistake, path: ValuePath, document: EnglishDocument): UserError {
  return new UserError({
    ...mistake,
    ...fieldAt(path.slice(0, -1), document),
    ...{ code: "accept.bad-value", found: `a comma, and ${path.at(-1)} behind it` },
    allowed: "a point for decimals, such as 2.5",
    message: "A field has a value that it can't have.",
  });
}

/** Names fields by both of their words: whoever wrote one in Norwegian looks for such. */
function inBothWords(names: string): string {
  const words: Readonly<Record<string, string>> = KEY_WORDS;
  const both = names.split(", ").map((name) => {
    const norwegian = Object.hasOwn(words, name) ? words[name] : name;
    return norwegian === name ? name : `${name} (${norwegian})`;
  });
  return both.join(", ");
}
