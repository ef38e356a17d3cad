import { nextWindow } from "@dosekit/firmware-model";
import type { DosePlan } from "@dosekit/protocols";
import { type PathwayCalendar, pathwayCalendar } from "@dosekit/simulator";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dosePlan, planEntry, tableOf } from "../../../support/plans.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const TABLE = tableOf("Europe/Oslo");

/** Plans with doses every day, so far apart that errands fit between. */
const plans: fc.Arbitrary<DosePlan> = fc
  .uniqueArray(fc.constantFrom("06:00", "08:00", "13:00", "18:00", "22:00"), { minLength: 1 })
  .map((times) => dosePlan(times.map((time) => planEntry(time.replace(":", ""), time))));
const startDays = fc.integer({ min: 20_600, max: 21_900 });

/** Errands for which somebody stands at the device. */
function errands(when: PathwayCalendar): readonly number[] {
  const { trainingMs, dailyUseMs, pauseMs, resumeMs, travelMs, evaluationMs, endedMs, resetMs } =
    when;
  return [trainingMs, dailyUseMs, pauseMs, resumeMs, travelMs, evaluationMs, endedMs, resetMs];
}

describe("the calendar of one user's way", () => {
  test("never has an errand while a dose waits, nor right before one", () => {
    fc.assert(
      fc.property(plans, startDays, (plan, startDay) => {
        for (const atMs of errands(pathwayCalendar(plan, startDay))) {
          let window = nextWindow(plan, TABLE, atMs - 6 * HOUR_MS);
          while (window !== undefined && window.lateMs <= atMs) {
            window = nextWindow(plan, TABLE, window.dueMs);
          }
          expect((window?.earlyMs ?? Number.POSITIVE_INFINITY) - atMs).toBeGreaterThan(
            30 * MINUTE_MS,
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  test("always goes forward, over some six weeks", () => {
    fc.assert(
      fc.property(plans, startDays, (plan, startDay) => {
        const when = pathwayCalendar(plan, startDay);
        const order = [when.startMs, ...errands(when), when.endMs];
        expect(order).toEqual([...order].sort((a, b) => a - b));
        const weeks = (when.endMs - when.startMs) / (7 * 24 * HOUR_MS);
        expect(weeks).toBeGreaterThan(6);
        expect(weeks).toBeLessThan(6.5);
      }),
      { numRuns: 50 },
    );
  });
});
