import type { ScenarioParams } from "../scenario/params.ts";
import { beginsSpan, type StepMark } from "../scenario/run-scenario.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { CaseRecord, CheckRecord } from "./run-record.ts";

/** What a check was decided by. */
export type CheckBounds = Pick<CheckRecord, "from" | "to" | "over">;

/** Room for rounding, ms. */
const ROUNDING_MS = 1;

/**
 * The bounds of a check as they follow from when the steps of its case began; `undefined` when that
 * was not written down. Pure.
 */
export function boundsOf(
  step: number,
  { steps }: Scenario,
  marks: readonly StepMark[],
): CheckBounds | undefined {
  const check = steps[step];
  const decided = marks.find((mark) => mark.step === step && mark.over !== undefined);
  if (check?.type !== "check" || decided?.over === undefined) return undefined;
  const first = steps.findLastIndex((one, at) => at < step && beginsSpan(one, steps[at - 1]));
  const began = marks.find((mark) => mark.step === first && mark.over === undefined);
  if (check.scope === "all" || first < 0) return { from: 0, to: decided.at, over: decided.over };
  return began === undefined ? undefined : { from: began.at, to: decided.at, over: decided.over };
}

/**
 * Why steps can't have begun as a record says: not in their order, not at those times of the wire log,
 * or a check that was given up before its time by the table of tolerances was over. Each in a whole
 * sentence. Pure.
 */
export function markProblems(
  record: CaseRecord,
  { steps }: Scenario,
  params: ScenarioParams,
): readonly string[] {
  const { id, marks } = record;
  const problems = new Set<string>();
  const complain = (step: number, what: string): void => {
    problems.add(`${id}: step ${step + 1} (${steps[step]?.text ?? "?"}) ${what}.`);
  };
  marks.forEach((mark, index) => {
    const before = marks[index - 1];
    const one = steps[mark.step];
    if (!followsOn(mark, before)) complain(mark.step, "does not follow on the step before");
    if (!fitsWire(record, mark)) complain(mark.step, "does not fit the times of the wire log");
    if (mark.over === undefined || one?.type !== "check") return;
    const limitMs = one.withinMs(params);
    const waitedMs = mark.atMs - (before?.atMs ?? 0);
    if (mark.over && waitedMs < limitMs - ROUNDING_MS) {
      complain(mark.step, `was given up after ${Math.round(waitedMs)} of ${limitMs} ms`);
    }
    if (!mark.over && limitMs === 0) complain(mark.step, "was waited for, and has no time to wait");
  });
  return [...problems];
}

/** Steps are taken one by one; a check is decided right after it began. */
function followsOn(mark: StepMark, before: StepMark | undefined): boolean {
  if (before === undefined) return mark.step === 0 && mark.over === undefined;
  const isNext =
    mark.over === undefined
      ? mark.step === before.step + 1
      : mark.step === before.step && before.over === undefined;
  return isNext && mark.at >= before.at && mark.atMs >= before.atMs - ROUNDING_MS;
}

/** What had been observed came before, and the rest after; what is no line has no time of its own. */
function fitsWire({ wire, trace }: CaseRecord, { at, atMs }: StepMark): boolean {
  if (at > trace.length) return false;
  const timeOf = (record: (typeof trace)[number] | undefined): number | undefined =>
    record !== undefined && "wire" in record ? wire[record.wire]?.atMs : undefined;
  const before = timeOf(trace.slice(0, at).findLast((record) => "wire" in record));
  const after = timeOf(trace.slice(at).find((record) => "wire" in record));
  const isBehind = before === undefined || before <= atMs + ROUNDING_MS;
  return isBehind && (after === undefined || after >= atMs - ROUNDING_MS);
}
