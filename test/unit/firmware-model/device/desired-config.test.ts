import { describe, expect, test } from "vitest";
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

  test("lets the dose within reach end under the plan that it was offered under", () => {
    const bench = offeredBench();
    follow(bench, dosePlan([], { zone: "Asia/Kolkata", minimumSpacingMin: 240 }), 2);
    bench.advanceTo(FIRST_LATE_MS - MINUTE);
    take(bench);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("withholds a known dose that is no longer planned", () => {
    const bench = usedBench();
    bench.tilt();
    bench.advanceTo(FIRST.dueMs + MINUTE);
    follow(bench, dosePlan([], { zone: "Asia/Kolkata", minimumSpacingMin: 240 }), 2);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} withheld plan-changed`]);
    expect(active(bench)).toEqual(["1.23"]);
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
