import { ExpectedDoses, expectedDoses } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { entry, plan } from "../../../support/checked.ts";

/** Due times of one entry's doses on some dates, in UTC. */
function dues(
  zone: string,
  minuteOfDay: number,
  dates: readonly [string, string],
): readonly string[] {
  const [from, through] = dates;
  const one = { ...entry("dose", 0), minuteOfDay };
  const doses = expectedDoses(plan({ zone, entries: [one] }), from, through);
  return doses.map(({ dueMs }) => new Date(dueMs).toISOString().slice(0, 16));
}

describe("expected doses", () => {
  test("follow the clock on the wall through a year of Europe/Oslo", () => {
    expect(dues("Europe/Oslo", 480, ["2026-03-28", "2026-03-29"])).toEqual([
      "2026-03-28T07:00",
      "2026-03-29T06:00",
    ]);
    expect(dues("Europe/Oslo", 480, ["2026-10-24", "2026-10-25"])).toEqual([
      "2026-10-24T06:00",
      "2026-10-25T07:00",
    ]);
  });

  test.each([
    ["01:59 before the gap", 119, "2026-03-29T00:59"],
    ["02:00 at its start", 120, "2026-03-29T01:00"],
    ["02:30 inside it", 150, "2026-03-29T01:30"],
    ["02:59 at its end", 179, "2026-03-29T01:59"],
    ["03:00 behind it", 180, "2026-03-29T01:00"],
  ])("read %s of 2026-03-29 in Oslo with the offset before the gap", (_, minuteOfDay, due) => {
    expect(dues("Europe/Oslo", minuteOfDay, ["2026-03-29", "2026-03-29"])).toEqual([due]);
  });

  test.each([
    ["01:59 before the fold", 119, "2026-10-24T23:59"],
    ["02:00 at its start", 120, "2026-10-25T00:00"],
    ["02:30 inside it", 150, "2026-10-25T00:30"],
    ["02:59 at its end", 179, "2026-10-25T00:59"],
    ["03:00 behind it", 180, "2026-10-25T02:00"],
  ])("take the first %s of 2026-10-25 in Oslo", (_, minuteOfDay, due) => {
    expect(dues("Europe/Oslo", minuteOfDay, ["2026-10-25", "2026-10-25"])).toEqual([due]);
  });

  test("know the half hour by which Lord Howe Island changes", () => {
    const zone = "Australia/Lord_Howe";
    // 2026-10-04: 02:00 becomes 02:30 (+10:30 to +11:00); 2026-04-05: 02:00 becomes 01:30 again.
    expect(dues(zone, 135, ["2026-10-04", "2026-10-04"])).toEqual(["2026-10-03T15:45"]);
    expect(dues(zone, 480, ["2026-10-03", "2026-10-04"])).toEqual([
      "2026-10-02T21:30",
      "2026-10-03T21:00",
    ]);
    expect(dues(zone, 105, ["2026-04-05", "2026-04-05"])).toEqual(["2026-04-04T14:45"]);
    expect(dues(zone, 120, ["2026-04-05", "2026-04-05"])).toEqual(["2026-04-04T15:30"]);
  });

  test("give a window before and after the due time in elapsed minutes", () => {
    const one = { ...entry("dose", 3), earlyMin: 90, lateMin: 45 };
    const [dose] = expectedDoses(plan({ entries: [one] }), "2026-03-29", "2026-03-29");
    const dueMs = Date.UTC(2026, 2, 29, 1);
    expect(dose).toEqual({
      doseId: "dose/2026-03-29",
      earlyMs: dueMs - 90 * 60_000,
      dueMs,
      lateMs: dueMs + 45 * 60_000,
    });
  });

  test("count every n days from the first date, and keep to the weekdays", () => {
    const dates = (changes: Parameters<typeof entry>[2]) =>
      expectedDoses(
        plan({ entries: [entry("dose", 8, { startDate: "2026-03-02", ...changes })] }),
        "2026-02-20",
        "2026-03-12",
      ).map(({ doseId }) => doseId.slice(-5));
    expect(dates({ everyDays: 3 })).toEqual(["03-02", "03-05", "03-08", "03-11"]);
    expect(dates({ weekdays: [1, 7] })).toEqual(["03-02", "03-08", "03-09"]);
    expect(dates({ everyDays: 2, weekdays: [1, 5] })).toEqual(["03-02", "03-06"]);
    expect(dates({ endDate: "2026-03-03" })).toEqual(["03-02", "03-03"]);
  });

  test("move a dose that the gap brings too close, its window with it, under shift-later", () => {
    const entries = [
      entry("early", 2, { minuteOfDay: 150 }),
      entry("next", 3, { minuteOfDay: 210 }),
    ];
    const shifting = plan({ spacing: "shift-later", minimumSpacingMin: 60, entries });
    const doses = expectedDoses(shifting, "2026-03-28", "2026-03-29");
    expect(
      doses.map(({ doseId, dueMs }) => [doseId, new Date(dueMs).toISOString().slice(11, 16)]),
    ).toEqual([
      ["early/2026-03-28", "01:30"],
      ["next/2026-03-28", "02:30"],
      ["early/2026-03-29", "01:30"],
      ["next/2026-03-29", "02:30"],
    ]);
    expect(doses[3]?.earlyMs).toBe(doses[3]?.dueMs);
  });

  test("say which instants stand in a window, the late limit not", () => {
    const expansion = new ExpectedDoses(plan());
    const dose = expansion.windowOf("morning/2026-03-02");
    if (dose === undefined) throw new Error("no dose");
    expect(
      [dose.earlyMs - 1, dose.earlyMs, dose.lateMs - 1, dose.lateMs].map((at) =>
        expansion.openAt(at),
      ),
    ).toEqual([false, true, true, false]);
    expect(
      [dose.lateMs - 1, dose.lateMs, dose.lateMs + 9, dose.lateMs + 10].map((at) =>
        expansion.closedWithin(at, 10),
      ),
    ).toEqual([false, true, true, false]);
  });

  test.each(["noon/2026-03-02", "morning/2026-13-01", "morning/2025-12-31", "morning", "/", ""])(
    "have no window for %j",
    (doseId) => {
      expect(new ExpectedDoses(plan()).windowOf(doseId)).toBeUndefined();
    },
  );

  test("refuse a zone or a date that does not exist", () => {
    expect(() => new ExpectedDoses(plan({ zone: "Europe/Olso" }))).toThrow(RangeError);
    const entries = [entry("dose", 8, { startDate: "2026-02-30" })];
    expect(() => new ExpectedDoses(plan({ entries }))).toThrow(RangeError);
  });
});
