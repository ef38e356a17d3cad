import { DAY_MS, HOUR_MS } from "@dosekit/protocols";
import { ROLL_FAULT_CHANCES, type RollFaultChances } from "../plant/roll-packing.ts";
import { DEFAULT_RESPONSE } from "../response/response-plan.ts";
import { fewestParts, type Search } from "./delta-debugging.ts";
import type { Timeline } from "./explicit-timeline.ts";
import { snapInstants } from "./snap-instants.ts";
import { partsOf, withParts } from "./timeline-parts.ts";
import { earliestEnd, latestStart, shortestDrain, shortestPauses } from "./timeline-time.ts";

/** Rounds after which shrinking ends even if the last one still gained something. */
const ROUNDS_MAX = 5;

/**
 * Shrinks a timeline that fails: fewest days, then fewest faults, gestures, visits, orders and doses,
 * shortest pauses, and instants that tell something.
 *
 * It proposes timelines one after the other and is told of each whether it fails in the same way.
 */
export function* shrinkTimeline(timeline: Timeline): Search<Timeline, Timeline> {
  let best = timeline;
  for (let round = 1; round <= ROUNDS_MAX; round += 1) {
    const before = JSON.stringify(best);
    best = yield* earliestEnd(best, DAY_MS);
    best = yield* latestStart(best);
    best = yield* fewerParts(best, true);
    best = yield* quieter(best);
    best = yield* fewerEntries(best);
    best = yield* fewerParts(best, false);
    best = yield* shortestPauses(best);
    best = yield* snapInstants(best);
    best = yield* earliestEnd(best, HOUR_MS);
    best = yield* shortestDrain(best);
    if (JSON.stringify(best) === before) break;
  }
  return best;
}

function* fewerParts(timeline: Timeline, areVisits: boolean): Search<Timeline, Timeline> {
  const build = (parts: ReturnType<typeof partsOf>) => withParts(timeline, parts);
  return build(yield* fewestParts(partsOf(timeline, areVisits), build));
}

/** Leaves out times of the plan, all but one. */
function* fewerEntries(timeline: Timeline): Search<Timeline, Timeline> {
  const [device] = timeline.devices;
  const { plan } = device;
  const [first, ...others] = plan.entries;
  if (first === undefined || others.length === 0) return timeline;
  const build = (entries: typeof plan.entries): Timeline => {
    const kept = entries.length === 0 ? [first] : entries;
    return { ...timeline, devices: [{ ...device, plan: { ...plan, entries: kept } }] };
  };
  return build(yield* fewestParts(plan.entries, build));
}

/** Leaves out what else goes on: operators who answer, bad rolls, a clock that drifts. */
function* quieter(timeline: Timeline): Search<Timeline, Timeline> {
  let best = timeline;
  for (const change of QUIETER) {
    const candidate = change(best);
    if (JSON.stringify(candidate) !== JSON.stringify(best) && (yield candidate)) best = candidate;
  }
  return best;
}

const QUIETER: readonly ((timeline: Timeline) => Timeline)[] = [
  (timeline) => ({
    ...timeline,
    response: { ...DEFAULT_RESPONSE, ...timeline.response, centre: "none" },
  }),
  (timeline) => ({ ...timeline, rollFaults: NO_ROLL_FAULTS }),
  ({ devices: [device], ...timeline }) => ({ ...timeline, devices: [{ ...device, driftPpm: 0 }] }),
];

const NO_ROLL_FAULTS = Object.fromEntries(
  Object.keys(ROLL_FAULT_CHANCES).map((name) => [name, 0]),
) as unknown as RollFaultChances;
