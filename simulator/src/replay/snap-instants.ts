import type { Search } from "./delta-debugging.ts";
import type { Timeline } from "./explicit-timeline.ts";
import { tellingInstants } from "./telling-instants.ts";
import { withSpan } from "./timeline-time.ts";

/** One instant of a timeline that can be moved. */
interface Handle {
  readonly ms: number;
  readonly moved: (timeline: Timeline, ms: number) => Timeline;
}

/** Moves every instant of a timeline to the most telling one near it at which it still fails. */
export function* snapInstants(timeline: Timeline): Search<Timeline, Timeline> {
  let best = timeline;
  const count = handlesOf(best).length;
  for (let at = 0; at < count; at += 1) {
    const handles = handlesOf(best);
    const handle = handles[at];
    if (handle === undefined) continue;
    const others = handles.filter((one) => one !== handle).map(({ ms }) => ms);
    for (const ms of tellingInstants(best, others).near(handle.ms)) {
      const candidate = handle.moved(best, ms);
      if (!(yield candidate)) continue;
      best = candidate;
      break;
    }
  }
  return inOrder(best);
}

function handlesOf({ happenings, faults, orders = [] }: Timeline): readonly Handle[] {
  return [
    ...happenings.map(({ atMs }, at) => ({ ms: atMs, moved: movedHappening(at) })),
    ...orders.map(({ atMs }, at) => ({ ms: atMs, moved: movedOrder(at) })),
    ...faults.planned.flatMap(({ fault: { fromMs, durationMs } }, at) => [
      { ms: fromMs, moved: movedFault(at) },
      ...(Number.isFinite(durationMs) && durationMs > 0
        ? [{ ms: fromMs + durationMs, moved: movedFaultEnd(at) }]
        : []),
    ]),
  ];
}

function movedHappening(at: number): Handle["moved"] {
  return (timeline, atMs) => ({
    ...timeline,
    happenings: timeline.happenings.map((one, index) => (index === at ? { ...one, atMs } : one)),
  });
}

function movedOrder(at: number): Handle["moved"] {
  return (timeline, atMs) => ({
    ...timeline,
    orders: (timeline.orders ?? []).map((one, index) => (index === at ? { ...one, atMs } : one)),
  });
}

/** A fault that begins at another instant lasts as long as before. */
function movedFault(at: number): Handle["moved"] {
  return (timeline, ms) => withFault(timeline, at, () => ms);
}

function movedFaultEnd(at: number): Handle["moved"] {
  return (timeline, ms) =>
    withFault(
      timeline,
      at,
      (fromMs) => fromMs,
      (fromMs) => Math.max(0, ms - fromMs),
    );
}

function withFault(
  timeline: Timeline,
  at: number,
  begins: (fromMs: number) => number,
  lasts?: (fromMs: number) => number,
): Timeline {
  const planned = timeline.faults.planned.map((one, index) => {
    const { fromMs, durationMs } = one.fault;
    return index === at ? withSpan(one, begins(fromMs), lasts?.(fromMs) ?? durationMs) : one;
  });
  return { ...timeline, faults: { ...timeline.faults, planned } };
}

/** Those of one instant stay in their order, so the run is the same. */
function inOrder(timeline: Timeline): Timeline {
  return {
    ...timeline,
    happenings: [...timeline.happenings].sort((a, b) => a.atMs - b.atMs),
  };
}
