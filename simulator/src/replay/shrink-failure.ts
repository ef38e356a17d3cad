import type { HomeSpoilers } from "../home/home-spoilers.ts";
import type { Timeline } from "./explicit-timeline.ts";
import { type Finding, isSameKind } from "./finding.ts";
import { shrinkTimeline } from "./shrink-timeline.ts";
import { tryHome } from "./try-home.ts";

/** How a failure is shrunk. */
export interface ShrinkOptions {
  /** The finding that every attempt has to show again. */
  readonly finding: Finding;
  /** Time after which the smallest so far is taken, host ms. */
  readonly limitMs: number;
  /** Monotonic host time, ms. */
  readonly hostMs: () => number;
  readonly signal: AbortSignal;
  /** Told now and then. */
  readonly onProgress?: (progress: ShrinkProgress) => void;
  /** Deliberate defects; none when absent. */
  readonly spoil?: HomeSpoilers;
}

/** How far shrinking is. */
export interface ShrinkProgress {
  readonly attempts: number;
  /** The smallest timeline so far. */
  readonly smallest: Timeline;
  readonly passedMs: number;
}

/** What shrinking came to. */
export interface Shrunk {
  readonly timeline: Timeline;
  readonly attempts: number;
  /** Why it ended: nothing more could be left out, the time was over, or it was interrupted. */
  readonly ended: "smallest" | "time" | "interrupted";
}

/** How long the caller's thread is held before it can look after other things, host ms. */
const HOLD_MS = 50;

/** Shrinks a timeline that fails to a small one that fails in the same way. */
export async function shrinkFailure(timeline: Timeline, options: ShrinkOptions): Promise<Shrunk> {
  const { finding, limitMs, hostMs, signal, onProgress, spoil } = options;
  const startedMs = hostMs();
  const search = shrinkTimeline(timeline);
  let [smallest, attempts, heldMs] = [timeline, 0, startedMs];
  let next = search.next();
  while (next.done !== true) {
    if (signal.aborted) return { timeline: smallest, attempts, ended: "interrupted" };
    const passedMs = hostMs() - startedMs;
    if (passedMs > limitMs) return { timeline: smallest, attempts, ended: "time" };
    const candidate = next.value;
    const isFailing = failsAlike(candidate, finding, spoil);
    attempts += 1;
    if (isFailing) smallest = candidate;
    if (hostMs() - heldMs > HOLD_MS) {
      onProgress?.({ attempts, smallest, passedMs });
      await new Promise<void>((resolve) => setImmediate(resolve));
      heldMs = hostMs();
    }
    next = search.next(isFailing);
  }
  // What the search ends with was put in order after its last attempt.
  const last = failsAlike(next.value, finding, spoil) ? next.value : smallest;
  return { timeline: last, attempts, ended: "smallest" };
}

/** A timeline that can't be run at all does not fail in the same way. */
function failsAlike(timeline: Timeline, finding: Finding, spoil?: HomeSpoilers): boolean {
  try {
    const options = spoil === undefined ? {} : { spoil };
    const { findings } = tryHome(timeline, timeline.devices[0], options);
    return findings.some((one) => isSameKind(one, finding));
  } catch {
    return false;
  }
}
