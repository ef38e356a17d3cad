import type { ScenarioParams } from "../scenario/params.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { settledVerdict, UNDECIDED } from "../scenario/settled-verdict.ts";
import type { CheckStep } from "../scenario/step.ts";
import type { Trace } from "../scenario/trace.ts";
import { worstOf } from "../scenario/verdict.ts";
import { adviceVerdict } from "./case-record.ts";
import type { CaseRecord, CheckRecord } from "./run-record.ts";
import { boundsOf, type CheckBounds, markProblems } from "./step-bounds.ts";
import { rebuildTrace } from "./trace-record.ts";

/** A case that was judged again, and in what it differs from what its record says. */
export interface Rejudged {
  readonly record: CaseRecord;
  /** In whole sentences; empty when all is as it was. */
  readonly differences: readonly string[];
}

/**
 * Judges a case again by what was observed, without the device. What each check looked at, and
 * whether more was waited for, follows from when the steps of the case began and from the tolerances,
 * and not from what its record says of itself.
 *
 * Checks that no judge decided about, such as an error of the kit or what was never reached, stay as
 * they are. A case that the kit does not have any more can't be judged: that is a difference.
 * Pure.
 */
export function rejudge(
  record: CaseRecord,
  scenario: Scenario | undefined,
  params: ScenarioParams,
): Rejudged {
  if (scenario === undefined) {
    return { record, differences: [`${record.id} is no case of this kit.`] };
  }
  if (record.checks.length === 0) return { record, differences: [] };
  const whole = rebuildTrace(record.wire, record.trace);
  const again = record.checks.map((check) => askAgain(record, check, { scenario, whole, params }));
  const checks = again.map(({ check }) => check);
  const judged = worstOf(checks.map((check) => check.judged));
  const differences = [
    ...markProblems(record, scenario, params),
    ...again.flatMap((one) => one.differences),
    ...checks.flatMap((check, at) => {
      const before = record.checks[at]?.judged;
      if (before === check.judged) return [];
      return [`${record.id}: "${check.expected}" was ${before}, and is ${check.judged}.`];
    }),
  ];
  if (judged !== record.judged && differences.length === 0) {
    differences.push(`${record.id} was ${record.judged}, and its checks say ${judged}.`);
  }
  return { record: { ...record, checks, judged, verdict: judged }, differences };
}

interface AskedAgain {
  readonly check: CheckRecord;
  readonly differences: readonly string[];
}

function askAgain(
  record: CaseRecord,
  check: CheckRecord,
  around: {
    readonly scenario: Scenario;
    readonly whole: Trace;
    readonly params: ScenarioParams;
  },
): AskedAgain {
  const { scenario, whole, params } = around;
  const at = check.step ?? -1;
  const step = scenario.steps[at];
  if (step?.type !== "check" || check.judged === "notrun" || check.judged === "skipped") {
    return { check, differences: [] };
  }
  const found = boundsOf(at, scenario, record.marks);
  const bounds = found ?? check;
  const then = rebuildTrace(record.wire, record.trace, bounds.to);
  const judgement = step.judge(then, bounds) ?? UNDECIDED;
  const settled = settledVerdict(step, judgement, whole.isAliveSince(bounds.from));
  const verdict = adviceVerdict(settled.verdict, step.reqs);
  const { from, to, over } = bounds;
  const again = { requirements: step.reqs, verdict, judged: verdict, seen: settled.seen };
  return {
    check: { ...check, ...again, from, to, over },
    differences: [
      ...boundProblems(record.id, check, found),
      ...waitProblems(record.id, { step, then, bounds, limitMs: step.withinMs(params) }),
    ],
  };
}

function boundProblems(
  id: string,
  { expected, from, to, over }: CheckRecord,
  found: CheckBounds | undefined,
): readonly string[] {
  if (found === undefined) return [`${id}: nothing says when "${expected}" was asked for.`];
  if (found.from === from && found.to === to && found.over === over) return [];
  const [said, is] = [boundsText({ from, to, over }), boundsText(found)];
  return [`${id}: "${expected}" was judged by ${said}, and its steps say ${is}.`];
}

function boundsText({ from, to, over }: CheckBounds): string {
  return `observations ${from} to ${to}${over ? ", when its time was over" : ""}`;
}

/** A check is decided as soon as it can be: what is left to the end of its time was undecided before. */
function waitProblems(
  id: string,
  asked: {
    readonly step: CheckStep;
    readonly then: Trace;
    readonly bounds: CheckBounds;
    readonly limitMs: number;
  },
): readonly string[] {
  const { step, then, bounds, limitMs } = asked;
  if (!bounds.over || limitMs === 0) return [];
  const isEarly = step.judge(then, { from: bounds.from, over: false }) !== undefined;
  return isEarly ? [`${id}: "${step.text}" was decided before its time was over.`] : [];
}
