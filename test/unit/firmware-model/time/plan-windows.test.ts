import { nextWindow, windowsBetween } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import { dosePlan, planEntry, tableOf } from "../../../support/plans.ts";

const oslo = tableOf("Europe/Oslo");
const morning = dosePlan([planEntry("m", "08:00", { earlyMin: 60, lateMin: 120 })]);

describe("windows of a plan", () => {
  test("carry the entry, the local date and the limits of the dose", () => {
    expect(nextWindow(morning, oslo, Date.UTC(2026, 5, 1))).toEqual({
      doseId: "m/2026-06-01",
      entryId: "m",
      localDate: "2026-06-01",
      earlyMs: Date.UTC(2026, 5, 1, 5),
      dueMs: Date.UTC(2026, 5, 1, 6),
      lateMs: Date.UTC(2026, 5, 1, 8),
      timeCritical: false,
    });
  });

  test("say which doses are time critical", () => {
    const plan = dosePlan([planEntry("m", "08:00", { timeCritical: 1 })]);
    expect(nextWindow(plan, oslo, Date.UTC(2026, 5, 1))?.timeCritical).toBe(true);
  });

  test("go on strictly after the due instant", () => {
    const due = Date.UTC(2026, 5, 1, 6);
    expect(nextWindow(morning, oslo, due - 1)?.doseId).toBe("m/2026-06-01");
    expect(nextWindow(morning, oslo, due)?.doseId).toBe("m/2026-06-02");
  });

  test("find a dose of the gap from within the hour after the jump", () => {
    const plan = dosePlan([planEntry("n", "02:30", { lateMin: 10 })]);
    const found = nextWindow(plan, oslo, Date.UTC(2026, 2, 29, 1, 10));
    expect(found).toMatchObject({ doseId: "n/2026-03-29", dueMs: Date.UTC(2026, 2, 29, 1, 30) });
  });

  test("come in the order of due instants where the gap turns planned times round", () => {
    const entries = [
      planEntry("a", "02:45", { lateMin: 5 }),
      planEntry("b", "03:15", { lateMin: 5 }),
    ];
    const [from, until] = [Date.UTC(2026, 2, 29), Date.UTC(2026, 2, 30)];
    const found = windowsBetween(dosePlan(entries), oslo, from, until);
    expect(found.map(({ doseId }) => doseId)).toEqual(["b/2026-03-29", "a/2026-03-29"]);
  });

  test("end with the plan", () => {
    const plan = dosePlan([planEntry("m", "08:00", { endDate: "2026-06-01" })]);
    expect(nextWindow(plan, oslo, Date.UTC(2026, 5, 1, 5))?.doseId).toBe("m/2026-06-01");
    expect(nextWindow(plan, oslo, Date.UTC(2026, 5, 1, 6))).toBeUndefined();
  });

  test("begin with the table and end with it", () => {
    const plan = dosePlan([planEntry("m", "08:00", { startDate: "2014-06-01" })]);
    expect(nextWindow(plan, oslo, 0)?.doseId).toBe("m/2015-01-01");
    expect(nextWindow(plan, oslo, Date.UTC(2049, 11, 31))?.doseId).toBe("m/2049-12-31");
    expect(nextWindow(plan, oslo, Date.UTC(2049, 11, 31, 7))).toBeUndefined();
    expect(nextWindow(plan, oslo, Date.UTC(2060, 0, 1))).toBeUndefined();
  });

  test("are none for an empty plan, an empty span and a span turned round", () => {
    const [from, until] = [Date.UTC(2026, 5, 1), Date.UTC(2026, 6, 1)];
    expect(windowsBetween(dosePlan([]), oslo, from, until)).toEqual([]);
    expect(windowsBetween(morning, oslo, from, from)).toEqual([]);
    expect(windowsBetween(morning, oslo, until, from)).toEqual([]);
  });

  test("of a plan sent again are the same", () => {
    const [from, until] = [Date.UTC(2026, 2, 1), Date.UTC(2026, 3, 1)];
    const again = dosePlan([...morning.entries], { revision: 2 });
    expect(windowsBetween(again, oslo, from, until)).toEqual(
      windowsBetween(morning, oslo, from, until),
    );
  });

  test("follow the table that they are asked with", () => {
    const tokyo = tableOf("Asia/Tokyo");
    const after = Date.UTC(2026, 5, 1);
    expect(nextWindow(morning, oslo, after)?.dueMs).toBe(Date.UTC(2026, 5, 1, 6));
    expect(nextWindow(morning, tokyo, after)?.dueMs).toBe(Date.UTC(2026, 5, 1, 23));
    expect(nextWindow(morning, oslo, after)?.dueMs).toBe(Date.UTC(2026, 5, 1, 6));
  });

  test("find a dose a year away without looking at the days between", () => {
    const plan = dosePlan([planEntry("y", "08:00", { everyDays: 366, startDate: "2026-03-01" })]);
    expect(nextWindow(plan, oslo, Date.UTC(2026, 2, 1, 7))?.doseId).toBe("y/2027-03-02");
  });

  test("of a plan that nobody checked are a caller's bug", () => {
    const plan = dosePlan([planEntry("m", "08:00", { startDate: "2026-02-30" })]);
    expect(() => nextWindow(plan, oslo, 0)).toThrow(RangeError);
  });
});
