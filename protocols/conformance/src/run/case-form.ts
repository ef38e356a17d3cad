import { KitMistake } from "../files/kit-mistake.ts";
import type { IcsStatement } from "../ics/ics-statement.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { ALL_CASES, casesFor, missingFor } from "./case-choice.ts";
import { headOf } from "./case-record.ts";
import type { CaseRecord, RunRecord } from "./run-record.ts";

/**
 * Why a record can't be what a run of that case left, in whole sentences: another form of the case,
 * checks that are missing, or a reason to have none that does not hold. Pure.
 */
export function formProblems(
  record: CaseRecord,
  scenario: Scenario,
  ics: IcsStatement,
): readonly string[] {
  const { id, judged } = record;
  const problems: string[] = [];
  const head = Object.entries(headOf(scenario));
  const isOther = head.some(([name, value]) => {
    const kept = record[name as keyof CaseRecord];
    return JSON.stringify(kept) !== JSON.stringify(value);
  });
  if (isOther) problems.push(`${id} is another case in this kit.`);
  if (judged === "skipped" && missingFor(scenario, ics).length === 0) {
    problems.push(`${id} was skipped, and what it takes was stated to be there.`);
  }
  const missing = uncheckedIn(record, scenario);
  if (missing.length > 0) {
    problems.push(`${id} was ${judged} without a check of: ${missing.join("; ")}.`);
  }
  if (record.checks.some((check) => check.step === undefined && check.judged !== "error")) {
    problems.push(`${id} has a check that belongs to no step of it.`);
  }
  return problems;
}

/**
 * Cases that such a run has, whatever came of them, and the record does not; and those that the
 * record has, and no such run. Pure.
 */
export function choiceProblems(record: RunRecord, codec: readonly Scenario[]): readonly string[] {
  const { ics, role, profiles, select, cases } = record;
  let asked: readonly Scenario[];
  try {
    asked = casesFor(ics, { role, profiles, select, pool: poolOf(record, codec) });
  } catch (cause) {
    if (!(cause instanceof KitMistake)) throw cause;
    return [`No such run has a case that ${cause.mistake.found} selects.`];
  }
  const left = without(asked, cases);
  const added = without(cases, asked);
  return [
    ...left.map(({ id }) => `${id} is a case of such a run, and is not there.`),
    ...added.map(({ id }) => `${id} is there, and is no case of such a run.`),
  ];
}

/** What a run by these adapters chooses from: a codec has cases of its own. */
function poolOf({ adapters }: RunRecord, codec: readonly Scenario[]): readonly Scenario[] {
  const isCodec = (name: string) => name.startsWith("exec:");
  const hasCodec = adapters.some(isCodec);
  const hasOther = adapters.length === 0 || !adapters.every(isCodec);
  return [...(hasCodec ? codec : []), ...(hasOther ? ALL_CASES : [])];
}

type Named = Pick<Scenario, "role" | "id">;

function without(some: readonly Named[], others: readonly Named[]): readonly Named[] {
  const names = new Set(others.map(nameOf));
  return some.filter((one) => !names.has(nameOf(one)));
}

function nameOf({ role, id }: Named): string {
  return `${role} ${id}`;
}

/** What is expected of it and nobody was asked about. */
function uncheckedIn(record: CaseRecord, { steps }: Scenario): readonly string[] {
  const { checks, judged, dependsOn } = record;
  const isUnbegun = checks.every((check) => check.judged === "error");
  const mayLack = ["skipped", "notrun", "error"].includes(judged) || dependsOn !== undefined;
  if (isUnbegun && mayLack) return [];
  const asked = new Set(checks.map(({ step }) => step));
  const left = steps.filter(
    (step) => step.type === "check" && !step.gate && !asked.has(steps.indexOf(step)),
  );
  return left.map(({ text }) => text);
}
