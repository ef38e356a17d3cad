import { describe, expect, test } from "vitest";
import { PILLY } from "../../../support/firmware-model/tray-bench.ts";
import {
  FIRST,
  HOUR,
  MINUTE,
  recordsOf,
  take,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";
import { dosePlan, planEntry } from "../../../support/plans.ts";

/** When the power of a device goes whose first dose may be in somebody's hands. */
const CUT_MS = FIRST.dueMs + 150 * MINUTE;
const SPACING_MS = 4 * HOUR;
const WINDOW = { lateMin: 180 };
/** How long it runs without a clock. */
const UNSET_MS = 10 * MINUTE;

/** Doses of 08:00 and 12:00, four hours apart at the least, with windows of three hours. */
function closePlan() {
  const entries = [planEntry("m", "08:00", WINDOW), planEntry("n", "12:00", WINDOW)];
  return dosePlan(entries, { zone: "Asia/Kolkata", minimumSpacingMin: SPACING_MS / MINUTE });
}

/** A device that starts without a clock, a while before it is told the time, and a cut between. */
function startedWithoutClock(cutsAgain = false) {
  const bench = usedBench(28, PILLY, closePlan());
  bench.advanceTo(CUT_MS);
  bench.cutPower();
  bench.offsetMs = undefined;
  bench.advance(MINUTE);
  bench.boot();
  bench.advance(UNSET_MS);
  if (cutsAgain) {
    bench.cutPower();
    bench.boot();
    bench.advance(MINUTE);
  }
  bench.setClock(bench.trueMs);
  bench.advanceTo(FIRST.dueMs + 8 * HOUR);
  return bench;
}

function offersOf(bench: ReturnType<typeof usedBench>) {
  return recordsOf(bench, "dose.offering").map(({ doseId, civilMs }) => [doseId, civilMs]);
}

describe("the minimum spacing", () => {
  test("counts from the start after which a dose was uncertain, though there was no clock", () => {
    const bench = startedWithoutClock();
    expect(recordsOf(bench, "dose.closed")[0]).toMatchObject({ outcome: "uncertain" });
    const [, [doseId, offeredMs] = []] = offersOf(bench);
    expect(doseId).toBe("n/2026-11-22");
    expect(offeredMs).toBe(CUT_MS + MINUTE + 200 + SPACING_MS);
  });

  test("counts from a later start without a clock, where nobody knows how long power was off", () => {
    const bench = startedWithoutClock(true);
    const [, [, offeredMs] = []] = offersOf(bench);
    expect(offeredMs).toBe(CUT_MS + MINUTE + UNSET_MS + SPACING_MS);
  });

  test("counts from a release under a clock that was set", () => {
    const bench = usedBench(28, PILLY, closePlan());
    bench.advanceTo(CUT_MS);
    take(bench);
    bench.advanceTo(FIRST.dueMs + 8 * HOUR);
    expect(offersOf(bench)[1]).toEqual(["n/2026-11-22", CUT_MS + SPACING_MS]);
  });
});
