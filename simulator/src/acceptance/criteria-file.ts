import { UserError } from "../cli/user-error.ts";
import { type LocatedDocument, parseLocated, type ValuePath } from "../fleet/located-document.ts";
import { fieldName, schemaMistake } from "../fleet/schema-mistake.ts";
import type { CriteriaOfStory, CriterionCheck } from "./criterion.ts";
import { CRITERIA_ALLOWED, CRITERIA_SCHEMA, criteriaOf } from "./criterion-schema.ts";
import { refuseIdentities } from "./refuse-identities.ts";

/** Who wrote a file of criteria: those of this project name tests, a municipality's own can't. */
export type CriteriaOrigin = "shipped" | "own";

/**
 * Reads a file of criteria, YAML or JSON.
 *
 * @param taken ids of criteria that there are already
 * @throws {@link UserError} with file, line, field, what was found and what is allowed
 */
export function readCriteria(
  { text, file }: { readonly text: string; readonly file: string },
  origin: CriteriaOrigin,
  taken: readonly string[] = [],
): CriteriaOfStory {
  const document = parseLocated(text, file);
  refuseIdentities(document, text);
  const checked = CRITERIA_SCHEMA.safeParse(document.value);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    if (issue === undefined) throw new TypeError("the schema refused criteria without a reason");
    const { mistake: found } = schemaMistake(issue, document, CRITERIA_ALLOWED);
    throw new UserError({ ...found, code: found.code.replace("fleet.", "accept.") });
  }
  const story = criteriaOf(checked.data);
  const ids = new Set(taken);
  story.criteria.forEach(({ id, checks }, at) => {
    const path = ["criteria", at];
    if (ids.has(id)) throw mistake(document, [...path, "id"], id, "an id that no other has");
    ids.add(id);
    checks.forEach((check, place) => {
      refuseCheck(document, [...path, "checks", place], check, origin);
    });
  });
  return story;
}

/** Holds a check to what its method needs, so that each can be decided or says why it can't. */
function refuseCheck(
  document: LocatedDocument,
  path: ValuePath,
  { method, tests, steps, open }: CriterionCheck,
  origin: CriteriaOrigin,
): void {
  const isAutomatic = method === "automatic";
  const refuse = (field: string, found: string, allowed: string) => {
    throw mistake(document, [...path, field], found, allowed);
  };
  if (origin === "own" && isAutomatic) {
    refuse("method", method, "assisted or manual in criteria of your own");
  }
  if (isAutomatic && steps !== undefined) refuse("steps", "steps", "none in an automatic check");
  if (!isAutomatic && tests !== undefined) refuse("tests", "tests", "only in an automatic check");
  const decided = tests ?? steps;
  if (decided !== undefined && open !== undefined) {
    refuse("open", "a reason why nothing decides it", "nothing where something decides it");
  }
  if (decided === undefined && open === undefined) {
    const field = isAutomatic ? "tests" : "steps";
    refuse(field, "nothing", `\`${field}\`, or \`open\` with the reason why there are none`);
  }
}

function mistake(
  document: LocatedDocument,
  path: ValuePath,
  found: string,
  allowed: string,
): UserError {
  return new UserError({
    code: "accept.bad-criterion",
    ...{ file: document.file, line: document.lineOf(path), field: fieldName(path) },
    ...{ found, allowed },
    message: "The criterion is refused.",
  });
}
