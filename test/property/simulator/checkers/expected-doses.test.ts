import { checkPlan, windowsBetween, zoneNames, zoneTableOf } from "@dosekit/firmware-model";
import type { DosePlan } from "@dosekit/protocols";
import { ExpectedDoses, expectedDoses } from "@dosekit/simulator";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entry, plan } from "../../../support/checked.ts";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 2_000 : 150;
const ZONES = zoneNames();
const DAY = 86_400_000;
/** Days from 1970 to 2026-01-01 and 2027-12-31. */
const [FIRST_DAY, LAST_DAY] = [20_454, 21_183];

const dateText = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);

/** One to three entries, often at night, when clocks change. */
const plans: fc.Arbitrary<DosePlan> = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    spacing: fc.constantFrom("refuse" as const, "shift-later" as const),
    minimumSpacingMin: fc.integer({ min: 0, max: 90 }),
    entries: fc.uniqueArray(
      fc.record({
        minuteOfDay: fc.oneof(
          fc.integer({ min: 0, max: 1_439 }),
          fc.integer({ min: 60, max: 240 }),
        ),
        everyDays: fc.integer({ min: 1, max: 4 }),
        earlyMin: fc.integer({ min: 0, max: 30 }),
        lateMin: fc.integer({ min: 1, max: 60 }),
        weekdays: fc.option(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 })),
      }),
      { minLength: 1, maxLength: 3, selector: ({ minuteOfDay }) => minuteOfDay },
    ),
  })
  .map(({ entries, ...rest }) =>
    plan({
      ...rest,
      entries: entries.map(({ weekdays, ...one }, index) => ({
        ...entry(`entry-${index}`, 0, one),
        ...(weekdays === null ? {} : { weekdays }),
      })),
    }),
  );

describe("expected doses", () => {
  test("give every entry exactly one dose on each of its dates, in order, on its own day", () => {
    const days = fc.integer({ min: FIRST_DAY, max: LAST_DAY - 10 });
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: 0, max: 1_439 }),
        days,
        (zone, minuteOfDay, day) => {
          const daily = plan({ zone, entries: [entry("dose", 0, { minuteOfDay })] });
          const doses = expectedDoses(daily, dateText(day), dateText(day + 10));
          expect(doses.map(({ doseId }) => doseId)).toEqual(
            Array.from({ length: 11 }, (_, offset) => `dose/${dateText(day + offset)}`),
          );
          for (const [index, { dueMs }] of doses.entries()) {
            const before = doses[index - 1]?.dueMs ?? dueMs - DAY;
            expect(Math.abs(dueMs - before - DAY)).toBeLessThanOrEqual(2 * 3_600_000);
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  test("find the same windows as the device's own tables in every plan that a device takes", () => {
    let taken = 0;
    fc.assert(
      fc.property(plans, fc.integer({ min: FIRST_DAY, max: LAST_DAY - 200 }), (any, day) => {
        const table = zoneTableOf(any.zone);
        if (table === undefined) throw new Error(`no table of ${any.zone}`);
        const limits = { dosesPerDayMax: 24, minimumSpacingMin: 0 };
        if (checkPlan(any, table, limits).length > 0) return;
        taken += 1;
        const doses = expectedDoses(any, dateText(day), dateText(day + 190));
        const [fromMs, untilMs] = [(day + 2) * DAY, (day + 188) * DAY];
        const ours = doses.filter(({ dueMs }) => fromMs <= dueMs && dueMs < untilMs);
        const theirs = windowsBetween(any, table, fromMs, untilMs);
        expect(ours).toEqual(
          theirs.map(({ doseId, earlyMs, dueMs, lateMs }) => ({ doseId, earlyMs, dueMs, lateMs })),
        );
      }),
      { numRuns: RUNS },
    );
    expect(taken).toBeGreaterThan(RUNS / 10);
  });

  test("find the window of each dose again by its name", () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: FIRST_DAY, max: LAST_DAY }), (any, day) => {
        const expansion = new ExpectedDoses(any);
        for (const dose of expansion.on(day)) {
          expect(expansion.windowOf(dose.doseId)).toEqual(dose);
          expect(expansion.openAt(dose.earlyMs)).toBe(true);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
