import type { HomeSpoilers } from "../home/home-spoilers.ts";
import type { RunSpec } from "../home/run-spec.ts";
import { explicitTimeline, type Timeline } from "./explicit-timeline.ts";
import { homesByFinding, withOwnOperators } from "./failing-homes.ts";
import { type Finding, isSameKind } from "./finding.ts";
import { tryHome } from "./try-home.ts";

/** A failure that was seen again in one home, and the timeline of that home. */
export interface Reproduced {
  readonly timeline: Timeline;
  /** The finding as it showed again. */
  readonly finding: Finding;
  readonly traceHash: string;
  /** Whether the timeline, played without people and drawn faults, left the same trace. */
  readonly isSameTrace: boolean;
  /** Whether it failed in the same way. */
  readonly isSameFailure: boolean;
}

/**
 * Runs homes of a failed run again, one by one, until one fails in the same way; then plays what
 * happened there once more as a timeline.
 *
 * @returns `undefined` when no home fails so by itself
 */
export function reproduce(
  spec: RunSpec,
  finding: Finding,
  spoil?: HomeSpoilers,
): Reproduced | undefined {
  const options = spoil === undefined ? {} : { spoil };
  const alone = withOwnOperators(spec);
  for (const device of homesByFinding(alone, finding)) {
    const seen = tryHome(alone, device, options);
    const again = seen.findings.find((one) => isSameKind(one, finding));
    if (again === undefined) continue;
    const timeline = explicitTimeline(alone, device, seen.happenings);
    const played = tryHome(timeline, device, options);
    return {
      ...{ timeline, finding: again, traceHash: seen.traceHash },
      isSameTrace: played.traceHash === seen.traceHash,
      isSameFailure: played.findings.some((one) => isSameKind(one, again)),
    };
  }
  return undefined;
}
