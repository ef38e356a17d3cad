import type { CaseRecord } from "../run/run-record.ts";
import type { TraceRecord, WireRecord } from "../run/trace-record.ts";
import type { StepMark } from "../scenario/run-scenario.ts";

/** A case without what went over the wire. */
export type UntracedCase = Omit<CaseRecord, "wire" | "trace" | "marks">;

/** Takes off a case what its trace file holds. Pure. */
export function headOfCase({ wire: _w, trace: _t, marks: _m, ...head }: CaseRecord): UntracedCase {
  return head;
}

/**
 * Writes a case as lines of JSON: the case, then every line of its wire log, everything that its
 * checks were asked about, and when its steps began. Pure.
 */
export function traceText(one: CaseRecord): string {
  return [
    { case: headOfCase(one) },
    ...one.wire.map((wire) => ({ wire })),
    ...one.trace.map((seen) => ({ seen })),
    ...one.marks.map((mark) => ({ mark })),
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");
}

/**
 * Reads what {@link traceText} wrote. A last line that was cut off is left out.
 *
 * @throws SyntaxError when a line is no JSON, or the first one names no case
 */
export function caseOfTrace(text: string): CaseRecord {
  const lines = text.split("\n").slice(0, -1);
  const [first, ...rest] = lines.map((line) => JSON.parse(line) as TraceLine);
  if (first === undefined || !("case" in first)) throw new SyntaxError("it names no case");
  const wire = rest.flatMap((line) => ("wire" in line ? [line.wire] : []));
  const trace = rest.flatMap((line) => ("seen" in line ? [line.seen] : []));
  const marks = rest.flatMap((line) => ("mark" in line ? [line.mark] : []));
  return { ...first.case, wire, trace, marks };
}

type TraceLine =
  | { readonly case: UntracedCase }
  | { readonly wire: WireRecord }
  | { readonly seen: TraceRecord }
  | { readonly mark: StepMark };
