import { explicitTimeline, shrinkTimeline, type Timeline, timelineSize } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";
import { HOUR, MINUTE, MONDAY_MS } from "../../../support/checked.ts";
import { livedHome } from "../../../support/replay/lived-home.ts";

function shrunk(timeline: Timeline, fails: (timeline: Timeline) => boolean): Timeline {
  expect(fails(timeline)).toBe(true);
  const search = shrinkTimeline(timeline);
  let next = search.next();
  while (next.done !== true) next = search.next(fails(next.value));
  expect(fails(next.value)).toBe(true);
  return next.value;
}

const WEEK = livedHome("medido", 7, { faults: { preset: "none", planned: [] } });
const [DEVICE] = WEEK.devices;

function withJams(hours: readonly number[]): Timeline {
  const planned = hours.map((hour, at) => ({
    fault: {
      kind: "jam",
      fromMs: MONDAY_MS + hour * HOUR + at * 1_234,
      durationMs: 7 * MINUTE + 321,
    } as const,
    target: { all: true } as const,
  }));
  return explicitTimeline({ ...WEEK, faults: { preset: "none", planned } }, DEVICE, []);
}

function jamsOf({ faults }: Timeline): readonly number[] {
  return faults.planned.map(({ fault }) => fault.fromMs).sort((a, b) => a - b);
}

describe("a timeline that fails after three jams and more than 36 hours", () => {
  const small = shrunk(withJams([3, 9, 20, 31, 44, 58, 77, 90, 120]), (timeline) => {
    const jams = jamsOf(timeline);
    return jams.length >= 3 && (jams.at(-1) ?? 0) - (jams[0] ?? 0) > 36 * HOUR;
  });

  it("keeps three jams: the pauses around those left out go into their neighbours", () => {
    expect(timelineSize(small)).toMatchObject({ faults: 3, happenings: 0, planTimes: 1 });
  });

  it("has no pause that a whole day could be taken out of, and ends in the hour of the last jam", () => {
    const jams = jamsOf(small);
    const [first = 0, , last = 0] = jams;
    expect(last - first).toBeLessThan(60 * HOUR);
    expect(small.endMs - last).toBeLessThanOrEqual(HOUR);
    expect(small.drainMs).toBe(0);
  });

  it("has jams at instants that tell something", () => {
    for (const ms of jamsOf(small)) expect(ms % HOUR).toBe(0);
  });
});

describe("a timeline with gestures", () => {
  it("snaps a press to the late limit that it has to come after", () => {
    const lateMs = MONDAY_MS + 10 * HOUR;
    const happenings = [11, 95, 601, 640, 1_222].map((minutes) => ({
      atMs: MONDAY_MS + minutes * MINUTE + 77,
      what: "gesture",
      action: { type: "press", actor: "user" },
    })) satisfies Timeline["happenings"];
    const small = shrunk(explicitTimeline(WEEK, DEVICE, happenings), (timeline) =>
      timeline.happenings.some(({ atMs }) => atMs >= lateMs && atMs < lateMs + 30 * MINUTE),
    );
    expect(small.happenings.map(({ atMs }) => atMs)).toEqual([lateMs]);
  });

  it("snaps to the hour that is left out in spring", () => {
    const edgeMs = Date.UTC(2026, 2, 29, 1);
    const month = { ...WEEK, endMs: MONDAY_MS + 30 * 24 * HOUR };
    const happenings = [
      { atMs: edgeMs + 4 * MINUTE + 5, what: "fresh-batteries" },
    ] satisfies Timeline["happenings"];
    const small = shrunk(explicitTimeline(month, DEVICE, happenings), (timeline) =>
      timeline.happenings.some(({ atMs }) => Math.abs(atMs - edgeMs) < 10 * MINUTE),
    );
    expect(small.happenings.map(({ atMs }) => atMs)).toEqual([edgeMs]);
  });
});
