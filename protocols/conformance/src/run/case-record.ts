import { REQUIREMENTS } from "../requirements/registry.generated.ts";
import type { CheckResult, ScenarioResult } from "../scenario/run-scenario.ts";
import { needsOf, type Scenario } from "../scenario/scenario.ts";
import { type Verdict, worstOf } from "../scenario/verdict.ts";
import type { AssistedStep, CaseRecord, CheckRecord, PlaceRecord } from "./run-record.ts";
import { recordTrace, recordWire } from "./trace-record.ts";

/** What the run knows of a case beside what came of it. */
export interface CaseAround {
  readonly adapter: string;
  readonly startedMs: number;
  readonly assisted: readonly AssistedStep[];
}

/** What is known of a case before it runs. */
export type CaseHead = Pick<
  CaseRecord,
  "id" | "role" | "requirements" | "profile" | "kind" | "needs" | "line" | "isSlow"
>;

/** Writes a case down that was run. */
export function caseRecordOf(
  one: Scenario,
  result: ScenarioResult,
  { adapter, startedMs, assisted }: CaseAround,
): CaseRecord {
  const checks = result.checks.map(checkRecordOf);
  const verdict = worstOf(checks.map((check) => check.verdict));
  const reason = reasonIn(checks, verdict);
  return {
    ...headOf(one),
    verdict,
    judged: verdict,
    ...(reason === undefined ? {} : { reason }),
    checks,
    place: placeOf(result),
    adapter,
    startedMs,
    elapsedMs: result.elapsedMs,
    wire: result.log.entries.map(recordWire),
    wireMissed: result.log.missed,
    trace: recordTrace(result.trace),
    marks: result.marks,
    assisted,
  };
}

/** Writes a case down that was never begun, and why. */
export function unrunCase(
  one: Scenario,
  verdict: Verdict,
  reason: string,
  dependsOn?: readonly string[],
): CaseRecord {
  return {
    ...headOf(one),
    verdict,
    judged: verdict,
    reason,
    ...(dependsOn === undefined ? {} : { dependsOn }),
    checks: [],
    startedMs: 0,
    elapsedMs: 0,
    wire: [],
    wireMissed: 0,
    trace: [],
    marks: [],
    assisted: [],
  };
}

/** A check that broke only what is advised is not strict; everything else stays as it is. Pure. */
export function adviceVerdict(
  verdict: Verdict,
  requirements: CheckRecord["requirements"],
): Verdict {
  const isAdvice =
    requirements.length > 0 && requirements.every((id) => REQUIREMENTS[id].level !== "MUST");
  return verdict === "fail" && isAdvice ? "nonstrict" : verdict;
}

/** What a case is, whatever comes of it. Pure. */
export function headOf(one: Scenario): CaseHead {
  const { id, role, reqs, profile, kind, line, isSlow = false } = one;
  const head = { id, role, requirements: reqs, profile, kind, needs: needsOf(one), isSlow };
  return line === undefined ? head : { ...head, line };
}

function checkRecordOf(check: CheckResult): CheckRecord {
  const { expected, seen, reqs, from, to, over, atMs, step, cause } = check;
  const verdict = adviceVerdict(check.verdict, reqs);
  return {
    ...{ expected, seen, requirements: reqs, verdict, judged: verdict, from, to, over, atMs },
    ...(step === undefined ? {} : { step }),
    ...(cause === undefined ? {} : { cause }),
  };
}

function reasonIn(checks: readonly CheckRecord[], verdict: Verdict): string | undefined {
  if (verdict === "pass") return undefined;
  return checks.find((check) => check.verdict === verdict)?.seen;
}

function placeOf({ target }: ScenarioResult): PlaceRecord {
  const { tenant, deviceId, url, line } = target;
  return {
    ...{ tenant, deviceId },
    ...(url === "" ? {} : { url }),
    ...(line === undefined ? {} : { line: { kind: line.kind, address: line.address } }),
  };
}
