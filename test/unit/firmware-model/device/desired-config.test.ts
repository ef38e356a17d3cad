import { describe, expect, test } from "vitest";
import {
  MEDIDO,
  offeredRoll,
  READERS,
  releasedRoll,
  usedRoll,
} from "../../../support/firmware-model/roll-stories.ts";
import { PILLY_IN_HAND } from "../../../support/firmware-model/tray-bench.ts";
import {
  active,
  FIRST,
  FIRST_LATE_MS,
  follow,
  freshBench,
  HOUR,
  MINUTE,
  offeredBench,
  outcomes,
  recordsOf,
  storyPlan,
  take,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";
import { dosePlan, planEntry } from "../../../support/plans.ts";

describe("a configuration", () => {
  test("is followed and reported with its version and plan", () => {
    const bench = usedBench();
    expect(bench.reports.at(-1)).toEqual({ version: 1, planRevision: 1, result: "applied" });
    expect(recordsOf(bench, "plan.accepted")).toHaveLength(1);
    expect(active(bench)).toEqual([]);
  });

  test("with doses too close to each other is refused with the first date of it", () => {
    const bench = usedBench();
    const close = [planEntry("a", "08:00"), planEntry("b", "09:59", { startDate: "2026-12-01" })];
    follow(bench, dosePlan(close, { minimumSpacingMin: 120 }), 2);
    expect(bench.reports.at(-1)?.detail).toMatch(/119 min apart on 2026-12-01, allowed /);
  });

  test("that comes again changes nothing and is reported again", () => {
    const bench = usedBench();
    const before = bench.records.length;
    follow(bench, storyPlan(), 1);
    expect(bench.records).toHaveLength(before);
    expect(bench.reports).toHaveLength(2);
  });

  test("that is older is answered with what is followed", () => {
    const bench = usedBench();
    follow(bench, storyPlan({ revision: 7 }), 5);
    follow(bench, storyPlan({ revision: 6 }), 4);
    expect(bench.reports.at(-1)).toMatchObject({ version: 5, planRevision: 7 });
  });

  test("with an impossible plan is refused whole with field, found and allowed", () => {
    const bench = usedBench();
    bench.input({
      type: "config.received",
      config: { version: 2, plan: storyPlan({ zone: "Mars/Olympus" }), lowStockDoses: 28 },
    });
    expect(bench.reports.at(-1)).toMatchObject({
      version: 1,
      planRevision: 1,
      result: "refused",
      refusedVersion: 2,
    });
    expect(bench.reports.at(-1)?.detail).toMatch(/^zone: found Mars\/Olympus, allowed /);
    expect(active(bench)).toEqual([]);
    const before = bench.records.length;
    follow(bench, storyPlan({ zone: "Mars/Olympus" }), 2);
    expect(bench.records).toHaveLength(before);
  });

  test("can raise the count at which stock is low", () => {
    const bench = usedBench(10);
    bench.input({ type: "config.received", config: { version: 2, lowStockDoses: 10 } });
    expect(active(bench)).toEqual(["1.12"]);
    bench.input({ type: "config.received", config: { version: 3, lowStockDoses: 9 } });
    expect(active(bench)).toEqual([]);
    expect(bench.reports.at(-1)).toMatchObject({ version: 3, planRevision: 1 });
  });
});

describe("a plan change", () => {
  test("knows doses from the moment of its acceptance on", () => {
    const bench = freshBench();
    bench.advanceTo(FIRST.dueMs + 1);
    follow(bench, storyPlan(), 1);
    bench.load(28);
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    expect(outcomes(bench)).toEqual([]);
  });

  test("counts a dose that is due at that very moment as known", () => {
    const bench = freshBench();
    bench.load(28);
    bench.advanceTo(FIRST.dueMs);
    follow(bench, storyPlan(), 1);
    bench.advance(5_000);
    expect(bench.position).toBe(0);
  });

  test("takes back a dose within reach that is no longer planned", () => {
    const bench = offeredBench();
    follow(bench, withoutDoses(), 2);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} withheld plan-changed`]);
    expect(recordsOf(bench, "dose.closed")[0]).toMatchObject({ evidence: "presented" });
    bench.advance(MINUTE);
    expect(bench.position).toBe("locked");
    take(bench);
    bench.advance(24 * HOUR);
    expect(recordsOf(bench, "dose.released")).toEqual([]);
    expect(outcomes(bench)).toHaveLength(1);
  });

  test("takes back a dose that was on its way and is no longer planned", () => {
    const bench = usedRoll(READERS[0]);
    bench.advanceTo(FIRST.dueMs + 1);
    expect(bench.state?.held).toBeDefined();
    follow(bench, withoutDoses(), 2);
    bench.press();
    bench.advance(MINUTE);
    bench.press();
    expect(bench.letGo).toEqual([]);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} withheld plan-changed`]);
  });

  test.each([
    ["a plan without it", () => withoutDoses()],
    ["a plan with it at another time", () => movedPlan("16:00", 120)],
  ])("leaves a dose that was released to its own plan: %s", (_which, plan) => {
    const bench = releasedRoll(MEDIDO);
    follow(bench, plan(), 2);
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([]);
    bench.takeOut();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("lets the mechanism say first what came of a press at that moment", () => {
    const bench = offeredRoll(MEDIDO);
    bench.press();
    follow(bench, withoutDoses(), 2);
    expect(outcomes(bench)).toEqual([]);
    bench.advance(2 * MINUTE);
    expect(bench.letGo).toHaveLength(1);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} uncertain`]);
  });

  test("does not call any more for a dose behind the button that is no longer planned", () => {
    const bench = offeredRoll(MEDIDO);
    follow(bench, withoutDoses(), 2);
    bench.press();
    bench.advance(MINUTE);
    expect(bench.letGo).toEqual([]);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} withheld plan-changed`]);
  });

  test("lets a dose within reach wait for its new window when that is still to come", () => {
    const bench = offeredBench();
    follow(bench, movedPlan("11:00", 120), 2);
    bench.advance(MINUTE);
    expect(bench.position).toBe("locked");
    expect(outcomes(bench)).toEqual([]);
    bench.advanceTo(FIRST.dueMs + 3 * HOUR - 1_000);
    expect(bench.position).toBe("locked");
    bench.advance(6_000);
    expect(bench.position).toBe(0);
    take(bench);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("leaves a dose within reach whose new window is open, to the new late limit", () => {
    const bench = offeredBench();
    follow(bench, movedPlan("07:45", 45), 2);
    bench.advanceTo(FIRST.dueMs + 30 * MINUTE - 1);
    expect(bench.position).toBe(0);
    bench.advance(MINUTE);
    expect(bench.position).toBe("locked");
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
  });

  test("with a window longer than the product's is refused", () => {
    const bench = usedBench();
    follow(bench, movedPlan("08:00", 301), 2);
    expect(bench.reports.at(-1)).toMatchObject({
      result: "refused",
      detail: "entries[0].lateMin: found 301, allowed 300 or less",
    });
    follow(bench, movedPlan("08:00", 300), 3);
    expect(bench.reports.at(-1)).toMatchObject({ result: "applied", planRevision: 2 });
  });

  test("withholds a known dose that is no longer planned", () => {
    const bench = usedBench();
    bench.tilt();
    bench.advanceTo(FIRST.dueMs + MINUTE);
    follow(bench, dosePlan([], { zone: "Asia/Kolkata", minimumSpacingMin: 240 }), 2);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} withheld plan-changed`]);
    expect(active(bench)).toEqual(["1.23"]);
  });

  test("gives a dose that waits its new window when that is open, or over", () => {
    const bench = usedBench();
    bench.tilt();
    bench.advanceTo(FIRST.dueMs + MINUTE);
    follow(bench, movedPlan("07:45", 45), 2);
    expect(outcomes(bench)).toEqual([]);
    bench.right();
    bench.advance(5_000);
    expect(bench.position).toBe(0);

    const late = usedBench();
    late.tilt();
    late.advanceTo(FIRST.dueMs + HOUR);
    follow(late, movedPlan("07:30", 60), 2);
    expect(outcomes(late)).toEqual([`${FIRST.doseId} prevented misplaced`]);
    expect(active(late)).toEqual(["1.1", "1.23"]);
  });

  test.each([
    ["that waits", (bench: ReturnType<typeof usedBench>) => bench.tilt()],
    ["within reach", () => undefined],
  ])("makes a dose %s time-critical", (_where, before) => {
    const bench = usedBench();
    before(bench);
    bench.advanceTo(FIRST.dueMs + MINUTE);
    const { entries, ...plan } = storyPlan();
    follow(bench, { ...plan, entries: entries.map((one) => ({ ...one, timeCritical: 1 })) }, 2);
    bench.advanceTo(FIRST.dueMs + 3 * HOUR);
    const told = recordsOf(bench, "alert.raised").find(({ alert }) => alert === "1.1");
    expect(told?.severity).toBe(40);
  });

  test("forgets doses that are no longer planned and were not known", () => {
    const bench = usedBench();
    follow(bench, dosePlan([], { zone: "Asia/Kolkata", minimumSpacingMin: 240 }), 2);
    bench.advance(24 * HOUR);
    expect(outcomes(bench)).toEqual([]);
  });

  test("moves a known dose to its new time when that is still to come", () => {
    const bench = usedBench();
    bench.tilt();
    bench.advanceTo(FIRST.dueMs + MINUTE);
    bench.right();
    bench.tilt();
    const later = planEntry("m", "10:00", { lateMin: 120 });
    const plan = dosePlan([later], { zone: "Asia/Kolkata", minimumSpacingMin: 240, revision: 2 });
    const moved = usedBench();
    moved.tilt();
    moved.advanceTo(FIRST.dueMs + MINUTE);
    follow(moved, plan, 2);
    moved.right();
    moved.advance(MINUTE);
    expect(outcomes(moved)).toEqual([]);
    expect(moved.position).toBe("locked");
    moved.advanceTo(FIRST.dueMs + 2 * HOUR + 5_000);
    expect(moved.position).toBe(0);
  });

  test("lets no dose that is put off stand before one that is due", () => {
    const bench = usedBench(28, PILLY_IN_HAND);
    bench.advanceTo(FIRST.dueMs + MINUTE);
    const entries = [
      planEntry("n", "09:00", { earlyMin: 60, lateMin: 120 }),
      planEntry("m", "20:00", { lateMin: 120 }),
    ];
    follow(
      bench,
      dosePlan(entries, { zone: "Asia/Kolkata", minimumSpacingMin: 240, revision: 2 }),
      2,
    );
    bench.advance(HOUR);
    expect(recordsOf(bench, "dose.offered").at(-1)?.doseId).toBe("n/2026-11-22");
  });

  test("loses no known dose that it puts off while the clock is not trusted", () => {
    const bench = usedBench();
    bench.tilt();
    bench.advanceTo(FIRST.dueMs + MINUTE);
    bench.clockErrorMs = 11 * MINUTE;
    follow(bench, movedPlan("09:00", 60), 2);
    bench.advance(5 * HOUR);
    bench.clockErrorMs = 0;
    bench.right();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented clock-untrusted`]);
  });

  test("never brings back a dose that was taken, however its clock time moves", () => {
    const bench = offeredBench();
    take(bench);
    const later = planEntry("m", "16:00", { lateMin: 120 });
    follow(
      bench,
      dosePlan([later], { zone: "Asia/Kolkata", minimumSpacingMin: 240, revision: 2 }),
      2,
    );
    bench.advance(12 * HOUR);
    expect(recordsOf(bench, "dose.offering")).toHaveLength(1);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("never brings back doses of the days before when the clock was set back", () => {
    const bench = offeredBench();
    take(bench);
    bench.advance(10 * 24 * HOUR);
    const closed = outcomes(bench).length;
    bench.setClock(FIRST.dueMs - HOUR);
    follow(bench, storyPlan({ revision: 2 }), 2);
    bench.advance(9 * 24 * HOUR);
    expect(outcomes(bench)).toHaveLength(closed);
    expect(active(bench)).toContain("1.5");
  });
});

/** The story plan's zone with no dose any more. */
function withoutDoses() {
  return dosePlan([], { zone: "Asia/Kolkata", minimumSpacingMin: 240, revision: 2 });
}

/** The first dose of the story plan alone, at another clock time. */
function movedPlan(time: string, lateMin: number) {
  return dosePlan([planEntry("m", time, { lateMin })], {
    ...{ zone: "Asia/Kolkata", minimumSpacingMin: 240, revision: 2 },
  });
}
