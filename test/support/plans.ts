import { type ZoneTable, zoneTableOf } from "@dosekit/firmware-model";
import { type DosePlan, dayNumberOf, localDateOf, type PlanEntry } from "@dosekit/protocols";
import fc from "fast-check";

/** Zones of every kind: north, south, half hours, midnight changes, Ramadan, none. */
export const TRYING_ZONES = [
  "Europe/Oslo",
  "Australia/Sydney",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
  "Asia/Tokyo",
  "Africa/Casablanca",
  "Africa/Cairo",
  "America/Havana",
  "America/New_York",
  "Pacific/Apia",
] as const;

/** Looks up a table that a test counts on. */
export function tableOf(zone: string): ZoneTable {
  const table = zoneTableOf(zone);
  if (table === undefined) throw new Error(`no table of ${zone}`);
  return table;
}

/** A daily entry at a clock time; only what matters to the test is set. */
export function planEntry(id: string, time: string, more: Partial<PlanEntry> = {}): PlanEntry {
  const [hour = "0", minute = "0"] = time.split(":");
  return {
    id,
    minuteOfDay: Number(hour) * 60 + Number(minute),
    startDate: "2026-01-01",
    everyDays: 1,
    earlyMin: 0,
    lateMin: 60,
    ...more,
  };
}

/** A plan in Oslo; only what matters to the test is set. */
export function dosePlan(
  entries: readonly PlanEntry[],
  more: Partial<Omit<DosePlan, "entries">> = {},
): DosePlan {
  return {
    planId: "plan",
    revision: 1,
    zone: "Europe/Oslo",
    spacing: "refuse",
    minimumSpacingMin: 0,
    ...more,
    entries,
  };
}

const FIRST_DAY = dayNumberOf("2026-01-01") ?? 0;
const weekdays = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });

/** Clock times, half of them where zones change their clocks. */
const minuteOfDay = fc.oneof(fc.integer({ max: 1_439, min: 0 }), fc.integer({ min: 0, max: 300 }));

/** Any entry that starts in 2026, of any rhythm, with windows of minutes or of hours. */
export const anyEntry: fc.Arbitrary<Omit<PlanEntry, "id">> = fc
  .record({
    minuteOfDay,
    startDay: fc.integer({ min: 0, max: 300 }),
    lengthDays: fc.option(fc.integer({ min: 0, max: 500 })),
    everyDays: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 15 })),
    weekdays: fc.option(weekdays, { freq: 3 }),
    earlyMin: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90 })),
    lateMin: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 180 })),
    timeCritical: fc.option(fc.constantFrom(0, 1)),
  })
  .map(({ startDay, lengthDays, weekdays: on, timeCritical, ...entry }) => ({
    ...entry,
    startDate: localDateOf(FIRST_DAY + startDay),
    ...(lengthDays !== null && { endDate: localDateOf(FIRST_DAY + startDay + lengthDays) }),
    ...(on !== null && { weekdays: on }),
    ...(timeCritical !== null && { timeCritical }),
  }));

/** Any plan with up to five entries; most, not all, would be taken by a device. */
export const anyPlan: fc.Arbitrary<DosePlan> = fc
  .record({
    zone: fc.constantFrom(...TRYING_ZONES),
    spacing: fc.constantFrom("refuse" as const, "shift-later" as const),
    minimumSpacingMin: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90 })),
    entries: fc.array(anyEntry, { minLength: 1, maxLength: 5 }),
  })
  .map(({ entries, ...plan }) =>
    dosePlan(
      entries.map((entry, at) => ({ id: `e${at}`, ...entry })),
      plan,
    ),
  );
