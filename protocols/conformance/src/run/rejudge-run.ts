import { CODEC_CASE_PREFIX, codecCases } from "../codec/codec-cases.ts";
import { KitMistake } from "../files/kit-mistake.ts";
import { icsCases } from "../ics/ics-cases.ts";
import { differencesIn, restsOn } from "../ics/ics-differences.ts";
import type { IcsStatement } from "../ics/ics-statement.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { worstOf } from "../scenario/verdict.ts";
import { applyWaivers } from "../waivers/apply-waivers.ts";
import { ALL_CASES, specificationHash } from "./case-choice.ts";
import { formProblems } from "./case-form.ts";
import { checkCertifying } from "./certify-rules.ts";
import { type Rejudged, rejudge } from "./rejudge.ts";
import type { CaseRecord, RunRecord } from "./run-record.ts";

/** A run that was judged again without the device. */
export interface RejudgedRun {
  readonly record: RunRecord;
  /** In what it differs from what the record says, in whole sentences. */
  readonly differences: readonly string[];
}

/**
 * Judges every case of a run again by what was observed: its checks, what rests on the statement,
 * and the waivers; and names the cases that no run can have left so. Pure.
 */
export function rejudgeRun(record: RunRecord): RejudgedRun {
  const known = casesByName([
    ...icsCases(record.ics),
    ...ALL_CASES,
    ...(record.cases.some(({ id }) => id.startsWith(CODEC_CASE_PREFIX))
      ? codecCases(record.ics)
      : []),
  ]);
  const again = record.cases.map((one) => {
    const scenario = known.get(`${one.role} ${one.id}`);
    return withForm(rejudge(one, scenario, record.params), scenario, record.ics);
  });
  const differences = again.flatMap((one) => one.differences);
  const { waivers, dut, startedAt } = record;
  const day = startedAt.slice(0, 10);
  const found = differencesIn(again.map((one) => one.record));
  const cases = again.map(({ record: one }) => {
    differences.push(...restDifferences(one, restsOn(one, found).length > 0));
    return applyWaivers(one, { waivers, dut, day });
  });
  cases.forEach((one, at) => {
    const before = record.cases[at];
    if (before === undefined || before.verdict === one.verdict || before.judged !== one.judged)
      return;
    differences.push(`${one.id} was ${before.verdict}, and is ${one.verdict} by its waivers.`);
  });
  if (record.versions.specification !== specificationHash()) {
    differences.push("The specification has changed since: other sentences are judged by.");
  }
  differences.push(...certifyDifferences(record, [...known.values()]));
  return { record: { ...record, cases }, differences };
}

/** What a run that says that it certifies was begun with, and none may be. */
function certifyDifferences(record: RunRecord, known: readonly Scenario[]): readonly string[] {
  const { certify, simulationOnly, cases: kept } = record;
  if (!certify) return [];
  const names = new Set(kept.map(({ role, id }) => `${role} ${id}`));
  const cases = known.filter(({ role, id }) => names.has(`${role} ${id}`));
  try {
    checkCertifying({ ...record, cases }, [{ adapter: { simulationOnly } }]);
  } catch (cause) {
    if (!(cause instanceof KitMistake)) throw cause;
    const { field, found, allowed } = cause.mistake;
    return [`It certifies nothing: ${field} ${found}; allowed: ${allowed}.`];
  }
  return [];
}

/** Holds a case to its form as well: one that can't have been left by a run decides nothing. */
function withForm(again: Rejudged, scenario: Scenario | undefined, ics: IcsStatement): Rejudged {
  const problems = scenario === undefined ? [] : formProblems(again.record, scenario, ics);
  if (problems.length === 0) return again;
  const judged = worstOf([again.record.judged, "unverified"]);
  const record = { ...again.record, judged, verdict: judged };
  return { record, differences: [...again.differences, ...problems] };
}

function restDifferences(one: CaseRecord, rests: boolean): readonly string[] {
  const didRest = one.dependsOn !== undefined;
  if (didRest === rests || one.verdict === "skipped") return [];
  return didRest
    ? [`${one.id} failed by a difference from the statement that is not there.`]
    : [`${one.id} rests on a difference from the statement, and was not failed by it.`];
}

function casesByName(cases: readonly Scenario[]): ReadonlyMap<string, Scenario> {
  return new Map(cases.map((one) => [`${one.role} ${one.id}`, one]));
}
