import { DAY_MS, HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import type { PlannedFault } from "../faults/fault.ts";
import { leastNumber, type Search } from "./delta-debugging.ts";
import type { Timeline } from "./explicit-timeline.ts";

/** How long after the start staff are still putting the dispenser up, ms. */
const SETTING_UP_MS = 15 * MINUTE_MS;

/** Ends a timeline as early as it still fails, in whole days or whole hours after its start. */
export function* earliestEnd(timeline: Timeline, stepMs: number): Search<Timeline, Timeline> {
  const { startMs, endMs } = timeline;
  const most = Math.ceil((endMs - startMs) / stepMs);
  const build = (steps: number) =>
    steps === most ? timeline : endingAt(timeline, startMs + steps * stepMs);
  return build(yield* leastNumber(1, most, build));
}

/** Makes the drain as short as the timeline still fails, in whole hours. */
export function* shortestDrain(timeline: Timeline): Search<Timeline, Timeline> {
  const most = Math.ceil(timeline.drainMs / HOUR_MS);
  const build = (hours: number): Timeline => ({
    ...timeline,
    drainMs: Math.min(timeline.drainMs, hours * HOUR_MS),
  });
  return build(yield* leastNumber(0, most, build));
}

/** Begins a timeline as late as it still fails, by whole days; the dispenser is put up then. */
export function* latestStart(timeline: Timeline): Search<Timeline, Timeline> {
  const { startMs, endMs } = timeline;
  const most = Math.max(0, Math.ceil((endMs - startMs) / DAY_MS) - 1);
  const build = (daysKept: number) =>
    daysKept === most ? timeline : startingAfter(timeline, (most - daysKept) * DAY_MS);
  return build(yield* leastNumber(0, most, build));
}

/** Takes whole days out of the pauses between what happens, from the last pause to the first. */
export function* shortestPauses(timeline: Timeline): Search<Timeline, Timeline> {
  let best = timeline;
  for (const afterMs of [...new Set(instantsOf(timeline))].sort((a, b) => b - a)) {
    const nextMs = instantsOf(best).reduce(
      (next, ms) => (ms > afterMs ? Math.min(next, ms) : next),
      best.endMs,
    );
    const before = best;
    const most = Math.floor((nextMs - afterMs) / DAY_MS);
    const build = (days: number) =>
      days === most ? before : shifted(before, afterMs, (most - days) * DAY_MS);
    if (most > 0) best = build(yield* leastNumber(0, most, build));
  }
  return best;
}

function endingAt(timeline: Timeline, endMs: number): Timeline {
  const { happenings, faults } = timeline;
  const newEndMs = Math.min(endMs, timeline.endMs);
  const overMs = newEndMs + timeline.drainMs;
  return {
    ...timeline,
    endMs: newEndMs,
    happenings: happenings.filter(({ atMs }) => atMs <= overMs),
    faults: {
      ...faults,
      planned: faults.planned.filter(({ fault }) => fault.fromMs < newEndMs),
    },
  };
}

function startingAfter(timeline: Timeline, byMs: number): Timeline {
  const startMs = timeline.startMs + byMs;
  const setUpMs = timeline.startMs + SETTING_UP_MS;
  const { happenings, faults, orders } = timeline;
  return {
    ...timeline,
    startMs,
    happenings: happenings
      .map((one) => (one.atMs <= setUpMs ? { ...one, atMs: one.atMs + byMs } : one))
      .filter(({ atMs }) => atMs >= startMs),
    ...(orders === undefined ? {} : { orders: orders.filter(({ atMs }) => atMs >= startMs) }),
    faults: { ...faults, planned: faults.planned.flatMap((one) => beginningAt(one, startMs)) },
  };
}

/** What began before the start and goes on then begins with it. */
function beginningAt(one: PlannedFault, startMs: number): readonly PlannedFault[] {
  const { fromMs, durationMs } = one.fault;
  if (fromMs >= startMs) return [one];
  const leftMs = fromMs + durationMs - startMs;
  return leftMs > 0 ? [withSpan(one, startMs, leftMs)] : [];
}

/** Gives a fault another span. */
export function withSpan(one: PlannedFault, fromMs: number, durationMs: number): PlannedFault {
  return { ...one, fault: { ...one.fault, fromMs, durationMs } } as PlannedFault;
}

function shifted(timeline: Timeline, afterMs: number, byMs: number): Timeline {
  const move = (ms: number) => (ms <= afterMs ? ms : Math.max(afterMs, ms - byMs));
  const { happenings, faults, orders } = timeline;
  return {
    ...timeline,
    endMs: move(timeline.endMs),
    happenings: happenings.map((one) => ({ ...one, atMs: move(one.atMs) })),
    ...(orders === undefined
      ? {}
      : { orders: orders.map((one) => ({ ...one, atMs: move(one.atMs) })) }),
    faults: {
      ...faults,
      planned: faults.planned.map((one) => {
        const { fromMs, durationMs } = one.fault;
        const isEndless = !Number.isFinite(durationMs);
        const lastsMs = isEndless ? durationMs : move(fromMs + durationMs) - move(fromMs);
        return withSpan(one, move(fromMs), lastsMs);
      }),
    },
  };
}

function instantsOf({ happenings, faults, orders = [], startMs }: Timeline): readonly number[] {
  return [
    startMs,
    ...happenings.map(({ atMs }) => atMs),
    ...orders.map(({ atMs }) => atMs),
    ...faults.planned.map(({ fault }) => fault.fromMs),
  ];
}
