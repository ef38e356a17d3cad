import type { IcsStatement } from "../ics/ics-statement.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { casesFor, missingFor } from "./case-choice.ts";
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

/** Cases that such a run has, whatever came of them, and the record does not. Pure. */
export function leftOutOf(record: RunRecord, codec: readonly Scenario[]): readonly string[] {
  const { ics, role, profiles, select, adapters, cases } = record;
  const areCodecs = adapters.length > 0 && adapters.every((name) => name.startsWith("exec:"));
  const asked = casesFor(ics, { role, profiles, select, ...(areCodecs ? { pool: codec } : {}) });
  const kept = new Set(cases.map((one) => `${one.role} ${one.id}`));
  const left = asked.filter((one) => !kept.has(`${one.role} ${one.id}`));
  return left.map(({ id }) => `${id} is a case of such a run, and is not there.`);
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
