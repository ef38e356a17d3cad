import { type Observation, observationText } from "./observation.ts";
import type { Pattern } from "./pattern.ts";
import type { Trace } from "./trace.ts";
import type { Verdict } from "./verdict.ts";

/** What a check makes of what was observed. */
export interface Judgement {
  readonly verdict: Verdict;
  /** What was seen, for the report. */
  readonly seen: string;
  /**
   * True when it rests on something that did not happen: it counts only if the peer is known to
   * have been alive since.
   */
  readonly restsOnSilence?: boolean;
}

/** The part of a trace that a check looks at. */
export interface Span {
  /** Place of the first observation. */
  readonly from: number;
  /** Whether nothing more will come. */
  readonly over: boolean;
}

/** A question to a trace: pure. `undefined` as long as it is undecided and more may come. */
export type Judge = (trace: Trace, span: Span) => Judgement | undefined;

const SHOWN_MAX = 6;

/** One of several reactions has to be seen. */
export function oneOf(patterns: readonly Pattern[]): Judge {
  return (trace, { from, over }) => {
    const found = trace
      .since(from)
      .find((seen) => patterns.some((pattern) => pattern.matches(seen, trace)));
    if (found !== undefined) return { verdict: "pass", seen: observationText(found) };
    if (!over) return undefined;
    return { verdict: "fail", seen: showAll(trace.since(from)), restsOnSilence: true };
  };
}

/** Something must not be seen. */
export function noneOf(pattern: Pattern): Judge {
  return (trace, { from, over }) => {
    const found = trace.since(from).find((seen) => pattern.matches(seen, trace));
    if (found !== undefined) return { verdict: "fail", seen: observationText(found) };
    if (!over) return undefined;
    return { verdict: "pass", seen: showAll(trace.since(from)), restsOnSilence: true };
  };
}

/** Everything of a kind has to fulfil a condition; nothing of that kind decides nothing. */
export function everyOne(
  pattern: Pattern,
  fulfils: (seen: Observation, trace: Trace) => boolean,
): Judge {
  return (trace, { from, over }) => {
    const all = trace.since(from).filter((seen) => pattern.matches(seen, trace));
    const wrong = all.find((seen) => !fulfils(seen, trace));
    if (wrong !== undefined) return { verdict: "fail", seen: observationText(wrong) };
    if (!over) return undefined;
    if (all.length === 0) return { verdict: "unverified", seen: `nothing of: ${pattern.text}` };
    return { verdict: "pass", seen: `${all.length} of: ${pattern.text}` };
  };
}

/** What the peer did, in one line. */
export function showAll(observations: readonly Observation[]): string {
  const own = observations.filter(({ type }) => type !== "sent");
  if (own.length === 0) return "nothing";
  const shown = own.slice(-SHOWN_MAX).map(observationText).join("; ");
  return own.length > SHOWN_MAX ? `… ${shown}` : shown;
}
