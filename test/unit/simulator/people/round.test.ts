import { EventQueue, roundComesMs, Staff, streamOf } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { tableOf } from "../../../support/plans.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const OSLO = tableOf("Europe/Oslo");
/** Noon of a winter and of a summer day in Oslo. */
const WINTER_MS = Date.UTC(2027, 0, 12, 11);
const SUMMER_MS = Date.UTC(2027, 6, 13, 10);

function morning(seed: string, dayMs: number, round = "north-round-1"): readonly number[] {
  return Array.from({ length: 10 }, (_, stop) => roundComesMs(seed, { round, stop }, OSLO, dayMs));
}

describe("a round of home care", () => {
  test("comes to its homes in order within a morning, by local time", () => {
    for (const [dayMs, eightMs] of [
      [WINTER_MS, Date.UTC(2027, 0, 12, 7)],
      [SUMMER_MS, Date.UTC(2027, 6, 13, 6)],
    ] as const) {
      const times = morning("1", dayMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times[0]).toBeGreaterThanOrEqual(eightMs);
      expect(times[0]).toBeLessThan(eightMs + 25 * MINUTE_MS);
      expect(times[9]).toBeGreaterThan(eightMs + 63 * MINUTE_MS);
      expect(times[9]).toBeLessThan(eightMs + 8 * HOUR_MS);
    }
  });

  test("is late at every home behind the one that took long", () => {
    const days = Array.from({ length: 60 }, (_, day) => morning("1", WINTER_MS + day * DAY_MS));
    // A stop and its way take 30 minutes at most, unless it is one of the long ones.
    const isLong = (times: readonly number[], stop: number) =>
      (times[stop + 1] ?? 0) - (times[stop] ?? 0) > 30 * MINUTE_MS;
    const late = days.filter((times) => isLong(times, 2)).map((times) => sinceStart(times, 9));
    const plain = days
      .filter((times) => [0, 1, 2, 3, 4, 5, 6, 7, 8].every((stop) => !isLong(times, stop)))
      .map((times) => sinceStart(times, 9));
    expect(late.length).toBeGreaterThan(0);
    expect(plain.length).toBeGreaterThan(0);
    expect(mean(late)).toBeGreaterThan(mean(plain) + 30 * MINUTE_MS);
  });

  test("goes the same way for the same seed, round and day, and another way for others", () => {
    const times = morning("1", WINTER_MS);
    expect(morning("1", WINTER_MS - HOUR_MS)).toEqual(times);
    expect(morning("2", WINTER_MS)).not.toEqual(times);
    expect(morning("1", WINTER_MS, "north-round-2")).not.toEqual(times);
  });

  test("brings the staff of a home when its turn comes, until the service ends", () => {
    const queue = new EventQueue(WINTER_MS);
    const opened: number[] = [];
    const roundStop = { round: "north-round-1", stop: 4 };
    const comesMs = (dayMs: number) => roundComesMs("1", roundStop, OSLO, dayMs);
    const staff = new Staff({
      ...{ scheduler: queue, lane: 0, random: streamOf("1", "d1", "staff"), capacity: 28 },
      everyDays: 7,
      roundComesMs: comesMs,
      hands: ({ type }) => type === "open-lid" && opened.push(queue.nowMs()),
      isOn: () => true,
    });
    staff.start();
    queue.runUntil(WINTER_MS + 15 * DAY_MS);
    expect(opened).toEqual([7, 14].map((days) => comesMs(WINTER_MS + days * DAY_MS)));
    staff.end();
    queue.runUntil(WINTER_MS + 40 * DAY_MS);
    expect(opened).toHaveLength(2);
    expect(queue.pending()).toBe(0);
  });
});

function sinceStart(times: readonly number[], stop: number): number {
  return (times[stop] ?? 0) - (times[0] ?? 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
