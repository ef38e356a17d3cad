import type { Scenario } from "../scenario/scenario.ts";
import { settledVerdict, UNDECIDED } from "../scenario/settled-verdict.ts";
import type { Trace } from "../scenario/trace.ts";
import { worstOf } from "../scenario/verdict.ts";
import { adviceVerdict } from "./case-record.ts";
import type { CaseRecord, CheckRecord } from "./run-record.ts";
import { rebuildTrace } from "./trace-record.ts";

/** A case that was judged again, and in what it differs from what its record says. */
export interface Rejudged {
  readonly record: CaseRecord;
  /** In whole sentences; empty when all is as it was. */
  readonly differences: readonly string[];
}

/**
 * Judges a case again by what was observed, without the device.
 *
 * Checks that no judge decided about, such as an error of the kit or what was never reached, stay as
 * they are. A case that the kit does not have any more can't be judged: that is a difference.
 * Pure.
 */
export function rejudge(record: CaseRecord, scenario: Scenario | undefined): Rejudged {
  if (scenario === undefined) {
    return { record, differences: [`${record.id} is no case of this kit.`] };
  }
  if (record.checks.length === 0) return { record, differences: [] };
  const whole = rebuildTrace(record.wire, record.trace);
  const checks = record.checks.map((check) => askAgain(record, check, scenario, whole));
  const judged = worstOf(checks.map((check) => check.judged));
  const differences = checks.flatMap((check, at) => {
    const before = record.checks[at]?.judged;
    if (before === check.judged) return [];
    return [`${record.id}: "${check.expected}" was ${before}, and is ${check.judged}.`];
  });
  if (judged !== record.judged && differences.length === 0) {
    differences.push(`${record.id} was ${record.judged}, and its checks say ${judged}.`);
  }
  return { record: { ...record, checks, judged, verdict: judged }, differences };
}

function askAgain(
  { wire, trace }: CaseRecord,
  check: CheckRecord,
  scenario: Scenario,
  whole: Trace,
): CheckRecord {
  const step = check.step === undefined ? undefined : scenario.steps[check.step];
  if (step?.type !== "check" || check.judged === "notrun" || check.judged === "skipped") {
    return check;
  }
  const then = rebuildTrace(wire, trace, check.to);
  const judgement = step.judge(then, { from: check.from, over: check.over }) ?? UNDECIDED;
  const settled = settledVerdict(step, judgement, whole.isAliveSince(check.from));
  const verdict = adviceVerdict(settled.verdict, step.reqs);
  return { ...check, requirements: step.reqs, verdict, judged: verdict, seen: settled.seen };
}
