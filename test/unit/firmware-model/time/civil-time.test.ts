import { instantOf, isCovered, localOf, OUTSIDE_TABLE, offsetAt } from "@dosekit/firmware-model";
import { dayNumberOf } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { tableOf } from "../../../support/plans.ts";

const oslo = tableOf("Europe/Oslo");
const day = dayNumberOf("2026-03-29") ?? 0;

describe("civil time", () => {
  test("reads a wall clock down to the millisecond", () => {
    expect(localOf(oslo, Date.UTC(2026, 2, 29, 0, 59, 59, 999))).toEqual({
      dayNumber: day,
      minuteOfDay: 119,
      msOfMinute: 59_999,
      offsetMin: 60,
    });
  });

  test("refuses an instant outside the table by name, also one that is no number", () => {
    const outside = [oslo.fromMs - 1, oslo.untilMs, 0, Number.NaN, Number.POSITIVE_INFINITY];
    expect(outside.map((ms) => offsetAt(oslo, ms))).toEqual(outside.map(() => OUTSIDE_TABLE));
    expect(outside.map((ms) => isCovered(oslo, ms))).toEqual(outside.map(() => false));
  });

  test.each([
    [day, 1_440],
    [day, -1],
    [day, 0.5],
    [day + 0.5, 0],
    [Number.NaN, 0],
  ])("takes no day %d with minute %d", (dayNumber, minute) => {
    expect(() => instantOf(oslo, dayNumber, minute)).toThrow(RangeError);
  });

  test("reads a table without changes as one offset from end to end", () => {
    const tokyo = tableOf("Asia/Tokyo");
    expect(tokyo.changeMs).toEqual([]);
    expect(offsetAt(tokyo, tokyo.fromMs)).toBe(540);
    expect(instantOf(tokyo, day, 0)).toEqual({ ms: Date.UTC(2026, 2, 28, 15), kind: "plain" });
  });

  test("reads every whole hour around every change of a made-up zone with uneven changes", () => {
    const uneven = {
      ...tableOf("UTC"),
      zone: "Test/Uneven",
      initialOffsetMin: 0,
      changeMs: [1, 2, 3, 500].map((n) => Date.UTC(2020, 0, 1) + n * 86_400_000),
      offsetMin: [60, 0, -30, 720],
    };
    for (const [at, ms] of uneven.changeMs.entries()) {
      expect(offsetAt(uneven, ms - 1)).toBe([0, 60, 0, -30][at]);
      expect(offsetAt(uneven, ms)).toBe(uneven.offsetMin[at]);
    }
    const gapDay = Math.floor((uneven.changeMs[3] ?? 0) / 86_400_000);
    expect(instantOf(uneven, gapDay, 60)).toEqual({
      ms: (uneven.changeMs[3] ?? 0) + 90 * 60_000,
      kind: "gap",
    });
  });
});
