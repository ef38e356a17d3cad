import { comparePlans, type PlanReach } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import { dosePlan, planEntry, tableOf } from "../../../support/plans.ts";

const REACH: PlanReach = {
  fromMs: Date.UTC(2026, 10, 22),
  count: 10,
  isOver: () => false,
  zoneTableOf: tableOf,
};
const OLD = dosePlan([planEntry("m", "08:00"), planEntry("e", "20:00")]);
const compare = (plan: typeof OLD, reach: Partial<PlanReach> = {}) =>
  comparePlans(OLD, plan, { ...REACH, ...reach });

describe("another plan asks a roll", () => {
  test("for the same in another revision", () => {
    expect(compare({ ...OLD, revision: 2 })).toEqual({ sameDoses: true, samePrints: true });
  });

  test("for the same doses at other times", () => {
    const plan = dosePlan([planEntry("m", "08:30"), planEntry("e", "20:00")]);
    expect(compare(plan)).toEqual({ sameDoses: true, samePrints: false });
  });

  test("for other doses at the same times", () => {
    const plan = dosePlan([planEntry("m", "08:00"), planEntry("x", "20:00")]);
    expect(compare(plan)).toEqual({ sameDoses: false, samePrints: true });
  });

  test("for other doses when two change places", () => {
    const plan = dosePlan([planEntry("m", "20:00"), planEntry("e", "08:00")]);
    expect(compare(plan)).toEqual({ sameDoses: false, samePrints: true });
  });

  test("for fewer than it holds when the plan ends sooner", () => {
    const entries = OLD.entries.map((entry) => ({ ...entry, endDate: "2026-11-23" }));
    expect(compare(dosePlan(entries)).sameDoses).toBe(false);
    expect(compare(dosePlan(entries), { count: 2 }).sameDoses).toBe(true);
  });

  test("for nothing of what is over", () => {
    const plan = dosePlan([planEntry("m", "08:30"), planEntry("e", "20:00")]);
    const fromMs = Date.UTC(2026, 10, 22, 7, 10);
    expect(compare(plan, { fromMs }).sameDoses).toBe(false);
    const isOver = (doseId: string) => doseId === "m/2026-11-22";
    expect(compare(plan, { fromMs, isOver }).sameDoses).toBe(true);
  });

  test("for nothing where none is left", () => {
    const plan = dosePlan([planEntry("x", "07:00")]);
    expect(compare(plan, { count: 0 })).toEqual({ sameDoses: true, samePrints: true });
  });
});
