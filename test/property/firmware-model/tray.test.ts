import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PILLY_IN_HAND, type TrayBench } from "../../support/firmware-model/tray-bench.ts";
import {
  earlyPlan,
  FIRST,
  HOUR,
  MINUTE,
  recordsOf,
  usedBench,
} from "../../support/firmware-model/tray-stories.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const RUNS = { numRuns: LONG ? 3_000 : 80 };
const SETTLE_MS = 10_000;
const GESTURE_MS = 60_000;
/** Neither the end of a settling nor that of a gesture falls on the half second. */
const HALF_MS = 500;

/** One tilt: how long the device is held over, and how long it stands upright after that. */
interface Tilt {
  readonly heldMs: number;
  readonly restMs: number;
}

const halfSeconds = (min: number, max: number) =>
  fc.integer({ min, max }).map((seconds) => seconds * 1_000 + HALF_MS);
const tilts = fc.array(
  fc.record({
    heldMs: halfSeconds(0, 8),
    restMs: fc.oneof(halfSeconds(0, 9), halfSeconds(10, 90)),
  }),
  { maxLength: 10 },
);
const shakes = fc.array(fc.record({ heldMs: halfSeconds(0, 8), restMs: halfSeconds(0, 9) }), {
  minLength: 1,
  maxLength: 12,
});

function turnOver(bench: TrayBench, { heldMs, restMs }: Tilt): void {
  bench.tilt();
  bench.advance(heldMs);
  bench.right();
  bench.advance(restMs);
}

/**
 * Says when a row of tilts asks for a dose, by arithmetic alone: tilts that follow within ten
 * seconds of standing upright are one, and two of them within a minute ask.
 */
function askedAt(row: readonly Tilt[], startMs: number): number | undefined {
  const gestures: { readonly fromMs: number; settledMs: number }[] = [];
  let now = startMs;
  for (const { heldMs, restMs } of row) {
    const last = gestures.at(-1);
    const settledMs = now + heldMs + SETTLE_MS;
    if (last !== undefined && now < last.settledMs) last.settledMs = settledMs;
    else gestures.push({ fromMs: now, settledMs });
    now += heldMs + restMs;
  }
  for (const [at, second] of gestures.entries()) {
    const first = gestures[at - 1];
    if (first !== undefined && second.fromMs < first.settledMs + GESTURE_MS) {
      return second.settledMs;
    }
  }
  return undefined;
}

describe("whatever hands do to a tray", () => {
  test("a dose comes early exactly when two separate tilts asked for it, without a stand only", () => {
    let early = 0;
    fc.assert(
      fc.property(tilts, fc.boolean(), (row, isOnStand) => {
        const bench = isOnStand ? usedBench() : usedBench(28, PILLY_IN_HAND, earlyPlan());
        const startMs = FIRST.dueMs - 50 * MINUTE;
        bench.advanceTo(startMs);
        const asked = isOnStand ? undefined : askedAt(row, startMs);
        for (const one of row) turnOver(bench, one);
        bench.advanceTo(Math.max(bench.trueMs, asked ?? 0));
        bench.advance(1_000);
        expect(recordsOf(bench, "dose.offering")[0]?.civilMs).toBe(asked);
        if (asked !== undefined) early += 1;
      }),
      RUNS,
    );
    expect(early, "doses that came early").toBeGreaterThan(5);
  });

  test("shakes less than ten seconds apart never bring a dose, and take one at the most", () => {
    fc.assert(
      fc.property(shakes, shakes, (before, during) => {
        const bench = usedBench(28, PILLY_IN_HAND, earlyPlan());
        bench.advanceTo(FIRST.dueMs - 50 * MINUTE);
        for (const shake of before) turnOver(bench, shake);
        bench.advanceTo(FIRST.dueMs - MINUTE);
        expect(recordsOf(bench, "dose.offering")).toEqual([]);
        bench.advanceTo(FIRST.dueMs + 5_000);
        for (const shake of during) turnOver(bench, shake);
        bench.advance(5 * MINUTE);
        expect(recordsOf(bench, "dose.released")).toHaveLength(1);
        expect([...bench.emptied]).toEqual([0]);
      }),
      RUNS,
    );
  });

  test("however long it lies tilted, the compartment that it presents is that of the dose", () => {
    let passed = 0;
    const spans = fc.array(
      fc.record({
        uprightH: fc.integer({ min: 1, max: 20 }),
        tiltedH: fc.integer({ min: 1, max: 40 }),
      }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(spans, (rows) => {
        const bench = usedBench();
        for (const { uprightH, tiltedH } of rows) {
          bench.advance(uprightH * HOUR);
          bench.tilt();
          bench.advance(tiltedH * HOUR);
          bench.right();
        }
        bench.advance(24 * HOUR);
        const wrong = recordsOf(bench, "dose.offered").filter(({ seq, slot }) => {
          const ended = recordsOf(bench, "dose.closed").filter((one) => one.seq < seq).length;
          return slot !== ended % 28;
        });
        expect(wrong).toEqual([]);
        passed += recordsOf(bench, "dose.closed").filter(
          ({ reason }) => reason === "misplaced",
        ).length;
      }),
      RUNS,
    );
    expect(passed, "doses passed for lying tilted").toBeGreaterThan(20);
  });
});
