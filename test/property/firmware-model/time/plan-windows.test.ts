import { checkPlan, type DoseWindow, nextWindow, windowsBetween } from "@dosekit/firmware-model";
import {
  type DosePlan,
  dayNumberOf,
  localDateOf,
  localTimeOf,
  weekdayOf,
} from "@dosekit/protocols";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import {
  anyEntry,
  anyPlan,
  dosePlan,
  planEntry,
  TRYING_ZONES,
  tableOf,
} from "../../../support/plans.ts";

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 1);
const LIMITS = { dosesPerDayMax: 24, minimumSpacingMin: 0 };
const numRuns = process.env["DOSEKIT_LONG"] === "1" ? 3_000 : 100;

/** Plans that a device takes. */
const goodPlan = anyPlan.filter((plan) => checkPlan(plan, tableOf(plan.zone), LIMITS).length === 0);
/** Some months between 2025 and 2028, as days since the start of 2026. */
const span = fc
  .tuple(fc.integer({ min: -200, max: 700 }), fc.integer({ min: 0, max: 200 }))
  .map(
    ([from, length]) => [START_MS + from * DAY_MS, START_MS + (from + length) * DAY_MS] as const,
  );
const anyMinuteMs = fc
  .integer({ min: -200 * 1_440, max: 900 * 1_440 })
  .map((min) => START_MS + min * 60_000);

describe("windows of a plan", () => {
  test("are those of a day-by-day reading by an independent calendar", () => {
    const refusing = goodPlan.filter(({ spacing }) => spacing === "refuse");
    fc.assert(
      fc.property(refusing, span, (plan, [from, until]) => {
        expect(dosesOf(windowsOf(plan, from, until))).toEqual(readDayByDay(plan, from, until));
      }),
      { numRuns },
    );
  });

  test("are in order of due instants, and no dose has the name of another", () => {
    fc.assert(
      fc.property(goodPlan, span, (plan, [from, until]) => {
        const windows = windowsOf(plan, from, until);
        expect(new Set(windows.map(({ doseId }) => doseId)).size).toBe(windows.length);
        expect(pairs(windows).every(([a, b]) => a.dueMs < b.dueMs)).toBe(true);
      }),
      { numRuns },
    );
  });

  test("are never two open at once, nor due closer than the spacing", () => {
    fc.assert(
      fc.property(goodPlan, span, (plan, [from, until]) => {
        const unsafe = pairs(windowsOf(plan, from, until)).filter(
          ([a, b]) => b.earlyMs < a.lateMs || b.dueMs - a.dueMs < plan.minimumSpacingMin * 60_000,
        );
        expect(unsafe).toEqual([]);
      }),
      { numRuns },
    );
  });

  test("leave time for every dose, however late the one before is released", () => {
    fc.assert(
      fc.property(goodPlan, span, (plan, [from, until]) => {
        const starved = pairs(windowsOf(plan, from, until)).filter(
          ([a, b]) => a.lateMs - 1 + plan.minimumSpacingMin * 60_000 >= b.lateMs,
        );
        expect(starved).toEqual([]);
      }),
      { numRuns },
    );
  });

  test("are the same wherever the span is cut", () => {
    fc.assert(
      fc.property(goodPlan, fc.tuple(anyMinuteMs, anyMinuteMs, anyMinuteMs), (plan, instants) => {
        const [a = 0, b = 0, c = 0] = [...instants].sort((x, y) => x - y);
        expect([...windowsOf(plan, a, b), ...windowsOf(plan, b, c)]).toEqual(windowsOf(plan, a, c));
      }),
      { numRuns },
    );
  });

  test("follow each other as the next window says", () => {
    fc.assert(
      fc.property(goodPlan, anyMinuteMs, (plan, after) => {
        const table = tableOf(plan.zone);
        const [first] = windowsOf(plan, after + 1, after + 900 * DAY_MS);
        const next = nextWindow(plan, table, after);
        if (first === undefined) {
          const isLater = next === undefined || next.dueMs >= after + 900 * DAY_MS;
          expect(isLater).toBe(true);
        } else {
          expect(next).toEqual(first);
        }
      }),
      { numRuns },
    );
  });

  test("hold one dose of a daily entry for every date of ten years, whatever its clock time", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TRYING_ZONES),
        fc.integer({ min: 0, max: 1_439 }),
        (zone, minuteOfDay) => {
          const plan = dosePlan([{ ...planEntry("d", "00:00"), minuteOfDay }], { zone });
          const from = Date.UTC(2025, 11, 25);
          const dates = windowsOf(plan, from, Date.UTC(2036, 0, 10)).map((w) => w.localDate);
          const first = dayNumberOf("2026-01-01") ?? 0;
          expect(dates.slice(0, 3_652)).toEqual(
            Array.from({ length: 3_652 }, (_, at) => localDateOf(first + at)),
          );
        },
      ),
      { numRuns: Math.ceil(numRuns / 10) },
    );
  });

  test("number as many per date as entries fall on it, also where the clock changes", () => {
    fc.assert(
      fc.property(goodPlan, (plan) => {
        const counts = new Map<string, number>();
        for (const { localDate } of windowsOf(
          plan,
          START_MS - 3 * DAY_MS,
          START_MS + 403 * DAY_MS,
        )) {
          counts.set(localDate, (counts.get(localDate) ?? 0) + 1);
        }
        const first = dayNumberOf("2026-01-01") ?? 0;
        for (let day = first; day < first + 400; day += 1) {
          const wanted = plan.entries.filter((entry) => isDueOn(entry, day)).length;
          expect(counts.get(localDateOf(day)) ?? 0, localDateOf(day)).toBe(wanted);
        }
      }),
      { numRuns },
    );
  });
});

describe("the policy shift-later", () => {
  /** Daily doses in the small hours, where most zones lose one. */
  const nightPlan = fc
    .record({
      zone: fc.constantFrom(...TRYING_ZONES),
      minimumSpacingMin: fc.integer({ min: 5, max: 60 }),
      times: fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 2, maxLength: 4 }),
      lateMin: fc.integer({ min: 1, max: 5 }),
    })
    .map(({ times, lateMin, ...more }) =>
      dosePlan(
        times.map((minuteOfDay, at) => ({ ...planEntry(`e${at}`, "00:00"), minuteOfDay, lateMin })),
        { ...more, spacing: "shift-later" },
      ),
    )
    .filter((plan) => checkPlan(plan, tableOf(plan.zone), LIMITS).length === 0);

  test("moves a dose only to the minimum spacing after the one before, its window with it", () => {
    fc.assert(
      fc.property(nightPlan, (plan) => {
        const [from, until] = [Date.UTC(2026, 0, 2), Date.UTC(2027, 0, 1)];
        const plainDue = new Map(
          readDayByDay(plan, from, until).map(({ doseId, dueMs }) => [doseId, dueMs]),
        );
        const windows = windowsOf(plan, from, until);
        expect(windows.map(({ doseId }) => doseId).sort()).toEqual([...plainDue.keys()].sort());
        for (const [earlier, later] of pairs(windows)) {
          const isMoved = later.dueMs !== plainDue.get(later.doseId);
          const spacingMs = later.dueMs - earlier.dueMs;
          expect(later.lateMs - later.dueMs).toBe((plan.entries[0]?.lateMin ?? 0) * 60_000);
          if (isMoved) expect(spacingMs).toBe(plan.minimumSpacingMin * 60_000);
          else expect(spacingMs).toBeGreaterThanOrEqual(plan.minimumSpacingMin * 60_000);
        }
      }),
      { numRuns },
    );
  });
});

describe("the check of a plan", () => {
  const shortEntry = anyEntry.map((entry) => ({ ...entry, endDate: "2027-11-30" }));
  const shortPlan = fc
    .record({
      zone: fc.constantFrom(...TRYING_ZONES),
      minimumSpacingMin: fc.integer({ min: 0, max: 90 }),
      entries: fc.array(shortEntry, { minLength: 2, maxLength: 4 }),
    })
    .map(({ entries, ...more }) =>
      dosePlan(
        entries.map((entry, at) => ({ id: `e${at}`, ...entry })),
        more,
      ),
    );

  test("refuses for closeness exactly what a day-by-day reading finds too close", () => {
    fc.assert(
      fc.property(shortPlan, (plan) => {
        const problems = checkPlan(plan, tableOf(plan.zone), LIMITS);
        fc.pre(problems.every(({ code }) => code !== "never-due"));
        const clash = firstClash(plan);
        expect(problems.length > 0).toBe(clash !== undefined);
        expect(problems[0]?.date).toBe(clash);
      }),
      { numRuns },
    );
  });
});

function windowsOf(plan: DosePlan, from: number, until: number): DoseWindow[] {
  return windowsBetween(plan, tableOf(plan.zone), from, until);
}

function dosesOf(windows: readonly DoseWindow[]) {
  return windows.map(({ doseId, dueMs }) => ({ doseId, dueMs }));
}

function pairs(windows: readonly DoseWindow[]): readonly (readonly [DoseWindow, DoseWindow])[] {
  return windows.flatMap((b, at) => {
    const a = windows[at - 1];
    return a === undefined ? [] : [[a, b] as const];
  });
}

function isDueOn(entry: DosePlan["entries"][number], day: number): boolean {
  const date = localDateOf(day);
  const start = dayNumberOf(entry.startDate) ?? 0;
  return (
    date >= entry.startDate &&
    date <= (entry.endDate ?? "9999-12-31") &&
    (day - start) % entry.everyDays === 0 &&
    (entry.weekdays?.includes(weekdayOf(day)) ?? true)
  );
}

/** Every dose by asking each day and each entry, with Temporal for the zone. */
function readDayByDay(plan: DosePlan, from: number, until: number) {
  const doses: { doseId: string; dueMs: number }[] = [];
  for (let day = Math.floor(from / DAY_MS) - 2; day <= Math.ceil(until / DAY_MS) + 2; day += 1) {
    for (const entry of plan.entries.filter((candidate) => isDueOn(candidate, day))) {
      const wall = `${localDateOf(day)}T${localTimeOf(entry.minuteOfDay)}`;
      const dueMs = Temporal.PlainDateTime.from(wall).toZonedDateTime(plan.zone).epochMilliseconds;
      doses.push({ doseId: `${entry.id}/${localDateOf(day)}`, dueMs });
    }
  }
  return doses
    .filter(({ dueMs }) => dueMs >= from && dueMs < until)
    .sort((a, b) => a.dueMs - b.dueMs);
}

/** First planned date of a dose that comes too close to any dose before it. */
function firstClash(plan: DosePlan): string | undefined {
  const lengths = new Map(plan.entries.map((entry) => [entry.id, entry]));
  const doses = readDayByDay(plan, Date.UTC(2025, 11, 1), Date.UTC(2027, 11, 30));
  const spacing = plan.minimumSpacingMin;
  return doses
    .map(({ doseId, dueMs }) => ({
      id: doseId.split("/")[0] ?? "",
      date: doseId.slice(-10),
      dueMs,
    }))
    .find((later, at, all) => {
      const earlier = all[at - 1];
      const [a, b] = [lengths.get(earlier?.id ?? ""), lengths.get(later.id)];
      if (earlier === undefined || a === undefined || b === undefined) return false;
      const distance = (later.dueMs - earlier.dueMs) / 60_000;
      return distance < Math.max(spacing, a.lateMin + b.earlyMin, a.lateMin + spacing - b.lateMin);
    })?.date;
}
