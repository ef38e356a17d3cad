import { checkPlan } from "@dosekit/firmware-model";
import type { DosePlan, PlanEntry } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { dosePlan, planEntry, tableOf } from "../../../support/plans.ts";

const oslo = tableOf("Europe/Oslo");
const limits = { dosesPerDayMax: 24, minimumSpacingMin: 0 };

describe("the check of a plan", () => {
  test("names field, found, allowed, reason and date", () => {
    const plan = dosePlan([planEntry("a", "02:30"), planEntry("b", "03:30")], {
      minimumSpacingMin: 60,
    });
    expect(checkPlan(plan, oslo, limits)).toEqual([
      {
        code: "too-close",
        field: "entries[1].minuteOfDay",
        found: "02:30 and 03:30, 0 min apart",
        allowed: "60 min apart or more",
        message: "Two doses are due closer to each other than the minimum spacing of the plan.",
        date: "2026-03-29",
      },
    ]);
  });

  test("refuses a table of another zone", () => {
    const problems = checkPlan(dosePlan([]), tableOf("Asia/Tokyo"), limits);
    expect(problems).toMatchObject([{ code: "unknown-zone", allowed: "Asia/Tokyo" }]);
  });

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["a list", []],
    ["text", "plan"],
    ["an empty object", {}],
    ["entries that are no list", { ...dosePlan([]), entries: "none" }],
    ["an entry that is nothing", { ...dosePlan([]), entries: [null] }],
    ["a fraction of a minute", dosePlan([planEntry("a", "08:00", { lateMin: 0.5 })])],
    ["a clock time as text", withEntry({ minuteOfDay: "08:00" })],
    ["a zone of a thousand characters", { ...dosePlan([]), zone: "x".repeat(1_000) }],
    ["more entries than a message holds", dosePlan(manyEntries(65))],
    ["a policy that nobody knows", { ...dosePlan([]), spacing: "drop" }],
  ])("refuses %s without falling over", (_what, plan) => {
    const problems = checkPlan(plan as DosePlan, oslo, limits);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every(({ code }) => code === "field-out-of-range")).toBe(true);
  });

  test("tells twenty problems at the most, however many there are", () => {
    const colliding = dosePlan(manyEntries(64).map((entry) => ({ ...entry, minuteOfDay: 480 })));
    expect(checkPlan(colliding, oslo, limits)).toHaveLength(20);
    const broken = dosePlan(
      manyEntries(64).map((entry) => ({ ...entry, startDate: "2026-13-01" })),
    );
    expect(checkPlan(broken, oslo, limits)).toHaveLength(20);
  });

  test("takes sixty-four doses a day where a device can give them", () => {
    const plan = dosePlan(manyEntries(64), { zone: "Asia/Tokyo" });
    const wide = { ...limits, dosesPerDayMax: 64 };
    expect(checkPlan(plan, tableOf("Asia/Tokyo"), wide)).toEqual([]);
  });

  test("refuses a window that opens earlier than the device allows", () => {
    const plan = dosePlan([planEntry("a", "08:00", { earlyMin: 60 })]);
    expect(checkPlan(plan, oslo, { ...limits, earlyMaxMin: 60 })).toEqual([]);
    expect(checkPlan(plan, oslo, { ...limits, earlyMaxMin: 59 })).toMatchObject([
      {
        code: "early-above-limit",
        field: "entries[0].earlyMin",
        found: "60",
        allowed: "59 or less",
      },
    ]);
  });

  test("refuses a window that stays open longer than the device allows", () => {
    const plan = dosePlan([planEntry("a", "08:00", { lateMin: 240 })]);
    expect(checkPlan(plan, oslo, { ...limits, lateMaxMin: 240 })).toEqual([]);
    expect(checkPlan(plan, oslo, { ...limits, lateMaxMin: 239 })).toMatchObject([
      {
        code: "late-above-limit",
        field: "entries[0].lateMin",
        found: "240",
        allowed: "239 or less",
      },
    ]);
  });

  test("counts doses by local date, on the days on which entries meet", () => {
    const plan = dosePlan([
      planEntry("a", "08:00", { everyDays: 2 }),
      planEntry("b", "12:00", { everyDays: 3, startDate: "2026-01-02" }),
      planEntry("c", "16:00", { weekdays: [7] }),
    ]);
    expect(checkPlan(plan, oslo, { ...limits, dosesPerDayMax: 2 })).toMatchObject([
      { code: "doses-per-day", found: "3", allowed: "2 or fewer", date: "2026-01-11" },
    ]);
  });

  test("takes windows of a whole day that touch", () => {
    const entry = planEntry("a", "08:00", { earlyMin: 300, lateMin: 1_080 });
    expect(checkPlan(dosePlan([entry]), oslo, limits)).toEqual([]);
    const wider = { ...entry, earlyMin: 361 };
    expect(checkPlan(dosePlan([wider]), oslo, limits)).toMatchObject([
      { code: "windows-overlap", date: "2026-01-02" },
    ]);
  });
});

function withEntry(more: object): unknown {
  return { ...dosePlan([]), entries: [{ ...planEntry("a", "08:00"), ...more }] };
}

function manyEntries(count: number): readonly PlanEntry[] {
  return Array.from({ length: count }, (_, at) => ({
    ...planEntry(`e${at}`, "00:00", { lateMin: 15 }),
    minuteOfDay: at * 22,
  }));
}
