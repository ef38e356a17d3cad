import { KIT_EXIT } from "../files/kit-mistake.ts";
import type { RequirementId } from "../requirements/registry.generated.ts";
import { VERDICTS, type Verdict, worstOf } from "../scenario/verdict.ts";
import { isExpired, isInScope } from "../waivers/waiver-fit.ts";
import type { CaseProfile, CaseRecord, RunRecord } from "./run-record.ts";

/**
 * What became of a waiver: `used` covered something; `passes` covers what passes, and `expired` is
 * out of date: both fail the run; `elsewhere` is for another device; `idle` covers no case of it.
 */
export type WaiverState = "used" | "passes" | "expired" | "elsewhere" | "idle";

/** What came of one requirement. */
export interface RequirementSummary {
  readonly id: RequirementId;
  readonly verdict: Verdict;
  /** Cases that decide about it, and what each says of it. */
  readonly cases: readonly { readonly id: string; readonly verdict: Verdict }[];
}

/** The verdict of a run, made from its record and nothing else. */
export interface RunSummary {
  readonly verdict: Verdict;
  readonly exitCode: number;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Every requirement that some case cites, in the order of their ids. */
  readonly requirements: readonly RequirementSummary[];
  readonly profiles: readonly { readonly profile: CaseProfile; readonly verdict: Verdict }[];
  /** In the order of {@link RunRecord.waivers}. */
  readonly waivers: readonly WaiverState[];
  /** What fails the run beside its cases, in whole sentences. */
  readonly problems: readonly string[];
}

/** Rolls up a run, worst first. Pure: the same record gives the same summary. */
export function rollUp(record: RunRecord): RunSummary {
  const { cases } = record;
  const waivers = record.waivers.map((_one, at) => stateOf(record, at));
  const problems = problemsOf(record, waivers);
  const profiles = profilesOf(record);
  // A whole run that decides nothing about a profile that was stated has not proved it.
  const whole = record.select.length === 0 ? profiles : [];
  const own = worstOf([...decisive(cases), ...whole].map(({ verdict }) => verdict));
  const verdict = problems.length > 0 ? "fail" : own;
  return {
    verdict,
    exitCode: exitCodeOf(record, verdict),
    counts: countsOf(cases),
    requirements: requirementsOf(cases),
    profiles,
    waivers,
    problems,
  };
}

/** Cases that were skipped or waived decide only when there is nothing else. */
function decisive(cases: readonly CaseRecord[]): readonly CaseRecord[] {
  const isLeft = ({ verdict }: CaseRecord) => verdict === "skipped" || verdict === "waived";
  const some = cases.filter((one) => !isLeft(one));
  // A run in which nothing was judged proves nothing.
  if (some.length === 0) return [];
  return cases.filter((one) => one.verdict !== "skipped");
}

function exitCodeOf(record: RunRecord, verdict: Verdict): number {
  if (record.endedEarly === "interrupted") return KIT_EXIT.interrupted;
  switch (verdict) {
    case "fail":
      return KIT_EXIT.failed;
    case "error":
      return isEnvironment(record) ? KIT_EXIT.environment : KIT_EXIT.internal;
    case "unverified":
    case "notrun":
      return KIT_EXIT.inconclusive;
    case "nonstrict":
      return record.strict ? KIT_EXIT.failed : KIT_EXIT.ok;
    default:
      return KIT_EXIT.ok;
  }
}

/** Whether port or broker are to blame for every error: an error of the kit weighs more. */
function isEnvironment({ cases }: RunRecord): boolean {
  const errors = cases.flatMap(({ checks }) => checks).filter(({ verdict }) => verdict === "error");
  return errors.length > 0 && errors.every(({ cause }) => cause === "environment");
}

function countsOf(cases: readonly CaseRecord[]): Readonly<Record<Verdict, number>> {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0]));
  for (const { verdict } of cases) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts as Record<Verdict, number>;
}

function requirementsOf(cases: readonly CaseRecord[]): readonly RequirementSummary[] {
  const ids = [...new Set(cases.flatMap(({ requirements }) => requirements))].sort();
  return ids.map((id) => {
    const rows = cases
      .filter(({ requirements }) => requirements.includes(id))
      .map((one) => ({ id: one.id, verdict: verdictAbout(one, id) }));
    const judged = rows.filter(({ verdict }) => verdict !== "skipped");
    const of = judged.length > 0 ? judged : rows;
    return { id, verdict: worstOf(of.map(({ verdict }) => verdict)), cases: rows };
  });
}

/** What a case says of one requirement: what its checks about it say, else all of it. */
function verdictAbout({ checks, verdict }: CaseRecord, id: RequirementId): Verdict {
  const about = checks.filter(({ requirements }) => requirements.includes(id));
  const hasOwn =
    about.length > 0 && (verdict === "pass" || checks.some((one) => one.verdict === verdict));
  return hasOwn ? worstOf(about.map((check) => check.verdict)) : verdict;
}

function profilesOf({ profiles, cases }: RunRecord): RunSummary["profiles"] {
  return profiles.map((profile) => {
    const own = decisive(cases.filter((one) => one.profile === profile));
    return { profile, verdict: worstOf(own.map(({ verdict }) => verdict)) };
  });
}

function stateOf({ waivers, dut, startedAt, cases }: RunRecord, at: number): WaiverState {
  const waiver = waivers[at];
  if (waiver === undefined) throw new RangeError(`no waiver ${at}`);
  if (isExpired(waiver, startedAt.slice(0, 10))) return "expired";
  if (!isInScope(waiver, dut)) return "elsewhere";
  const covered = cases.filter((one) => one.waiver === at);
  const judged = covered.filter(({ verdict }) => verdict !== "skipped");
  if (judged.length === 0) return "idle";
  return judged.some(({ verdict }) => verdict !== "pass") ? "used" : "passes";
}

function problemsOf(
  { waivers, cases }: RunRecord,
  states: readonly WaiverState[],
): readonly string[] {
  return waivers.flatMap(({ req, case: pattern, expires, owner }, at) => {
    const what = [req, pattern].filter((part) => part !== undefined).join(" in ");
    if (states[at] === "expired") {
      return [`The waiver of ${what} by ${owner} expired after ${expires}.`];
    }
    const passed = cases.filter((one) => one.waiver === at && one.verdict === "pass");
    // A waiver of one case is for that case; one of many holds as long as any of them needs it.
    const isOver = states[at] === "passes";
    if (!isOver) return [];
    const names = passed.map(({ id }) => id).join(", ");
    return [`What the waiver of ${what} covers passes: ${names}.`];
  });
}
