import { describe, expect, test } from "vitest";
import { ask } from "../../../support/firmware-model/asking.ts";
import {
  active,
  FIRST,
  FIRST_LATE_MS,
  follow,
  freshBench,
  HOUR,
  MINUTE,
  raised,
  SECOND,
  storyPlan,
  take,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";

describe("a device without a plan", () => {
  test("tells it by 1.14 after a quarter of an hour, and not before", () => {
    const bench = freshBench();
    bench.advance(14 * MINUTE);
    expect(raised(bench)).toEqual([]);
    bench.advance(MINUTE);
    expect(raised(bench)).toEqual(["1.14"]);
    follow(bench, storyPlan(), 1);
    expect(active(bench)).not.toContain("1.14");
  });

  test("that gets its plan in time tells nothing", () => {
    const bench = freshBench();
    bench.advance(10 * MINUTE);
    follow(bench, storyPlan(), 1);
    bench.advance(HOUR);
    expect(raised(bench)).toEqual([]);
  });

  test("counts the time that it ran, not the time that it was off", () => {
    const bench = freshBench();
    bench.advance(10 * MINUTE);
    bench.cutPower();
    bench.advance(10 * HOUR);
    bench.boot();
    bench.advance(4 * MINUTE);
    expect(raised(bench)).toEqual([]);
    // What it ran since its last record is not known after a power cut.
    bench.advance(11 * MINUTE);
    expect(raised(bench)).toEqual(["1.14"]);
  });

  test("tells it too when a plan ends with nothing after it", () => {
    const bench = usedBench();
    const plan = storyPlan({ revision: 2 });
    const entries = plan.entries.map((one) => ({ ...one, endDate: "2026-11-22" }));
    follow(bench, { ...plan, entries }, 2);
    bench.advanceTo(FIRST.dueMs + MINUTE);
    take(bench);
    bench.advanceTo(SECOND.dueMs + MINUTE);
    expect(active(bench)).toEqual([]);
    take(bench);
    bench.advance(16 * MINUTE);
    expect(active(bench)).toEqual(["1.14"]);
  });

  test("says nothing of it after the end of service", () => {
    const bench = usedBench();
    ask(bench, "set-mode", { mode: "ended" });
    bench.advanceTo(FIRST_LATE_MS);
    expect(raised(bench)).toEqual([]);
  });
});
