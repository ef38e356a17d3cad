import { describe, expect, test } from "vitest";
import { CAROUSEL_28 } from "../../../support/firmware-model/carousel-bench.ts";
import { PILLY, PILLY_IN_HAND } from "../../../support/firmware-model/tray-bench.ts";
import {
  active,
  earlyPlan,
  FIRST,
  FIRST_LATE_MS,
  follow,
  HOUR,
  motions,
  outcomes,
  recordsOf,
  SECOND,
  take,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";
import { expectPassed } from "../../../support/simulator/acceptance/expect-judged.ts";

describe("Peder: no multidose, a dosette that home care fills, little strength in the hands", () => {
  test("P-1: at due time the tray goes on by one step and frees the shutter, and only a turn of 135 degrees and back counts as taken", async () => {
    await expectPassed("tray-steps-and-tilt-takes", PILLY);
  });

  test("P-2: not taken, it is told at half of the late limit and at its end, where the shutter locks and the pills stay", async () => {
    await expectPassed("told-at-half-and-end", PILLY);
  });

  test("P-3: tilted at due time it presents nothing and raises 1.23; over several doses it never presents a wrong one", async () => {
    await expectPassed("misplaced-never-wrong", PILLY);
  });

  test("P-3: the doses that were due meanwhile are told as prevented", () => {
    const bench = usedBench();
    bench.tilt();
    bench.advanceTo(SECOND.dueMs + 3 * HOUR);
    expect(motions(bench)).not.toContain("tray.offer");
    expect(active(bench)).toContain("1.23");
    bench.right();
    bench.advanceTo(FIRST.dueMs + 24 * HOUR + 5_000);
    expect(bench.position).toBe(2);
    expect(outcomes(bench)).toEqual([
      `${FIRST.doseId} prevented misplaced`,
      `${SECOND.doseId} prevented misplaced`,
    ]);
  });

  test("P-4: four doses left are told as 1.12, none as 1.13, and then nothing can be told as taken", async () => {
    await expectPassed("low-and-empty-told", PILLY);
  });

  test("P-5: a jam of the rotation sounds a continuous alarm and raises 1.5 or 1.8, on a generic carousel too", async () => {
    await expectPassed("jam-alarmed", PILLY);
    await expectPassed("jam-alarmed", CAROUSEL_28);
  });

  test("P-6: a tremor that tilts twice within ten seconds gets no next dose, with the stand or without", async () => {
    await expectPassed("tremor-gets-no-next-dose", PILLY);
    await expectPassed("tremor-gets-no-next-dose", PILLY_IN_HAND);
  });

  test("P-6: with the stand there is no early window: a plan with one is refused, and no tilts ask for a dose", () => {
    const bench = usedBench();
    follow(bench, earlyPlan(), 2);
    expect(bench.reports.at(-1)).toMatchObject({ version: 1, refusedVersion: 2 });
    bench.advanceTo(FIRST.dueMs - HOUR / 2);
    for (let tilt = 0; tilt < 4; tilt += 1) {
      take(bench);
      bench.advance(15_000);
    }
    expect(motions(bench)).not.toContain("tray.offer");
  });

  test("P-7: a battery at 20 per cent raises 1.17", async () => {
    await expectPassed("low-battery-told", PILLY);
  });

  test("P-7: it tells three phones and one mail address itself, and refuses to tell a fourth phone", async () => {
    await expectPassed("own-notices-bounded", PILLY);
  });

  test("P-7: without coverage nothing is lost", async () => {
    await expectPassed("kept-without-coverage", PILLY);
  });

  test("P-7: what happened without coverage keeps its time and its place in the row", () => {
    const bench = usedBench();
    bench.input({ type: "link.changed", up: false });
    bench.advanceTo(FIRST_LATE_MS + HOUR);
    bench.input({ type: "link.changed", up: true });
    const told = recordsOf(bench, "alert.raised").map(({ alert, civilMs }) => [alert, civilMs]);
    expect(told).toEqual([
      ["1.10", FIRST.dueMs + HOUR],
      ["1.1", FIRST_LATE_MS],
    ]);
    expect(bench.records.map(({ seq }, at) => seq - at)).toEqual(bench.records.map(() => 1));
  });
});
