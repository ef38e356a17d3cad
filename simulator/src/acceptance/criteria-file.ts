import { UserError } from "../cli/user-error.ts";
import { type LocatedDocument, parseLocated, type ValuePath } from "../fleet/located-document.ts";
import { fieldName, schemaMistake } from "../fleet/schema-mistake.ts";
import type { CriteriaOfStory, CriterionCheck } from "./criterion.ts";
import { CRITERIA_ALLOWED, CRITERIA_SCHEMA, criteriaOf } from "./criterion-schema.ts";
import { JUDGE_FIGURES } from "./judges/judge-names.ts";
import { refuseIdentities } from "./refuse-identities.ts";

/** Who wrote a file of criteria: those of this project name tests too, a municipality's own can't. */
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
  check: CriterionCheck,
  origin: CriteriaOrigin,
): void {
  const { method, judge, tests, steps, open } = check;
  const isAutomatic = method === "automatic";
  const refuse = (field: string, found: string, allowed: string) => {
    throw mistake(document, [...path, field], found, allowed);
  };
  if (origin === "own" && tests !== undefined) refuse("tests", "tests", "a `judge`, or steps");
  if (isAutomatic && steps !== undefined) refuse("steps", "steps", "none in an automatic check");
  if (!isAutomatic && tests !== undefined) refuse("tests", "tests", "only in an automatic check");
  if (!isAutomatic && judge !== undefined) refuse("judge", judge, "only in an automatic check");
  const decided = judge ?? steps;
  if (decided !== undefined && open !== undefined) {
    refuse("open", "a reason why nothing decides it", "nothing where something decides it");
  }
  if (decided === undefined && open === undefined) {
    const field = isAutomatic ? "judge" : "steps";
    refuse(field, "nothing", `\`${field}\`, or \`open\` with the reason why there are none`);
  }
  refuseFigures(document, path, check);
}

/** Holds figures to those that the judge takes, each in its range. */
function refuseFigures(
  document: LocatedDocument,
  path: ValuePath,
  { judge, with: figures = {} }: CriterionCheck,
): void {
  const taken = (judge === undefined ? undefined : JUDGE_FIGURES[judge]) ?? {};
  const names = Object.keys(taken);
  for (const [name, value] of Object.entries(figures)) {
    const range = Object.hasOwn(taken, name) ? taken[name] : undefined;
    if (range === undefined) {
      const allowed =
        names.length === 0 ? "nothing: this judge takes no figures" : names.join(", ");
      throw mistake(document, [...path, "with", name], name, allowed);
    }
    if (value < range.min || value > range.max) {
      const allowed = `${range.min} to ${range.max}`;
      throw mistake(document, [...path, "with", name], String(value), allowed);
    }
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
