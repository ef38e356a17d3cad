import type { ProductProfile } from "@dosekit/firmware-model";
import type { DeviceInput } from "@dosekit/protocols";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  complaints,
  dosesWithoutOutcome,
  isAskedFor,
} from "../../support/firmware-model/journal-oracle.ts";
import { profileNamed } from "../../support/firmware-model/mechanism-bench.ts";
import { RollBench } from "../../support/firmware-model/roll-bench.ts";
import { MEDIDO_THAT_PUTS_AWAY, wrongPouches } from "../../support/firmware-model/roll-stories.ts";
import {
  BETWEEN_DOSES_H,
  calmDown,
  type Happening,
  happen,
  happenings,
  happeningsWithCommands,
  happeningsWithPlans,
  hourlyPlan,
} from "../../support/firmware-model/tray-chaos.ts";
import { follow } from "../../support/firmware-model/tray-stories.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const RUNS = { numRuns: LONG ? 3_000 : 60 };
const HOUR_OF_DOSE = 8;
const HOURS = [HOUR_OF_DOSE, HOUR_OF_DOSE + BETWEEN_DOSES_H];
const E300 = profileNamed("evondos-e300");
const MEDIDO = profileNamed("medido");
const ROLLS: readonly (readonly [string, ProductProfile])[] = [
  ["a roll with a reader", E300],
  ["a roll on a plan", MEDIDO],
  ["a roll on a plan that puts missed pouches away", MEDIDO_THAT_PUTS_AWAY],
];

function started(profile: ProductProfile): RollBench {
  const bench = new RollBench(profile);
  bench.boot("first-boot");
  bench.advance(1_000);
  follow(bench, hourlyPlan(HOUR_OF_DOSE, 1), 1);
  bench.load(28);
  bench.advance(1_000);
  return bench;
}

function live(profile: ProductProfile, days: readonly Happening[]): RollBench {
  const bench = started(profile);
  for (const what of days) happen(bench, what);
  return bench;
}

/** Staff take the pouches off the front of the roll whose doses are over, as far as they can know. */
function takeOffPassed(bench: RollBench): void {
  const open = new Set(bench.openDoses(60).map(({ doseId }) => doseId));
  const staying = bench.roll.findIndex(({ doseId }) => open.has(doseId));
  if (bench.on) bench.takeOff(staying < 0 ? bench.roll.length : staying);
}

/** Days on which whoever takes a dose does so when it is called. */
function heeded(days: readonly Happening[]): readonly Happening[] {
  return days.flatMap((what): readonly Happening[] =>
    what.do === "take" ? [{ do: "approach", moment: "plan/", seconds: 0 }, what] : [what],
  );
}

/** Loads where nobody starts in the middle of the roll, which is what a plan has to trust. */
function alignedLoads(days: readonly Happening[]): readonly Happening[] {
  return days.map((what) => (what.do === "load" ? { ...what, firstSlot: 0 } : what));
}

describe.each(ROLLS)("whatever happens to %s", (_title, profile) => {
  test("S1, S2, S7, S8 and S9 hold in its journal at every moment", () => {
    fc.assert(
      fc.property(happenings, (days) => {
        expect(complaints(live(profile, days))).toEqual([]);
      }),
      RUNS,
    );
  });

  test("they hold when plans come again and move doses within their day", () => {
    fc.assert(
      fc.property(happeningsWithPlans, (days) => {
        const bench = live(profile, days);
        calmDown(bench);
        expect(complaints(bench)).toEqual([]);
      }),
      RUNS,
    );
  });

  test("S3: once all is well again every known dose has exactly one outcome", () => {
    fc.assert(
      fc.property(happenings, (days) => {
        const bench = live(profile, days);
        calmDown(bench);
        expect(complaints(bench)).toEqual([]);
        expect(dosesWithoutOutcome(bench, HOURS)).toEqual([]);
      }),
      RUNS,
    );
  });

  test("no pouch comes within reach twice or in place of another one", () => {
    let released = 0;
    fc.assert(
      fc.property(happenings.map(alignedLoads).map(heeded), (days) => {
        const bench = live(profile, days);
        calmDown(bench);
        expect(wrongPouches(bench)).toEqual([]);
        released += bench.letGo.length;
      }),
      RUNS,
    );
    expect(released, "pouches let go in all runs").toBeGreaterThan(RUNS.numRuns / 20);
  });

  test("none does so when journeys, visits, pauses and hands on the roll are asked for", () => {
    let asked = 0;
    const days = fc.array(
      fc.oneof(
        { weight: 6, arbitrary: happeningsWithCommands },
        { weight: 1, arbitrary: fc.constant("take-off" as const) },
      ),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(days, (lives) => {
        const bench = started(profile);
        for (const part of lives) {
          if (part === "take-off") takeOffPassed(bench);
          else for (const what of heeded(alignedLoads(part))) happen(bench, what);
        }
        calmDown(bench);
        expect(wrongPouches(bench)).toEqual([]);
        asked += bench.records.filter(isAskedFor).length;
      }),
      { numRuns: Math.ceil(RUNS.numRuns / 3) },
    );
    expect(asked, "records of releases that were asked for").toBeGreaterThan(RUNS.numRuns / 20);
  });

  test("S6: no hands let a pouch go before its window", () => {
    const hands = happenings.map((days) =>
      days.filter(
        ({ do: what }) => !["load", "wait", "plan", "set-clock", "approach"].includes(what),
      ),
    );
    fc.assert(
      fc.property(hands, (days) => {
        const bench = live(
          profile,
          days.filter((what) => what.do !== "cut" || what.offMinutes < 5),
        );
        fc.pre(bench.trueMs - started(profile).trueMs < 3_600_000);
        expect(bench.letGo).toEqual([]);
      }),
      RUNS,
    );
  });

  test("a checkpoint that went through JSON has the same future", () => {
    fc.assert(
      fc.property(happenings, happenings, (past, future) => {
        const [bench, twin] = [live(profile, past), live(profile, past)];
        twin.keepsCheckpointAsText = false;
        for (const one of [bench, twin]) {
          one.cutPower();
          one.boot();
          for (const what of future) happen(one, what);
        }
        expect(twin.records).toEqual(bench.records);
        expect(twin.state).toEqual(bench.state);
      }),
      { numRuns: LONG ? 1_000 : 20 },
    );
  });
});

describe("hostile data", () => {
  const numbers = fc.oneof(fc.integer(), fc.double(), fc.constant(Number.NaN));
  const reading = fc.oneof(
    fc.record({
      found: fc.constant("print"),
      date: fc.oneof(fc.string(), fc.constant("2026-11-22")),
      minuteOfDay: numbers,
      owner: fc.constantFrom("own", "other", "unknown"),
    }),
    fc.record({ found: fc.constantFrom("blank", "torn", "unreadable", "none") }),
  );
  const inputs = fc.oneof(
    fc.record({
      type: fc.constant("pouch.read"),
      motion: fc.constantFrom("roll.read", "roll.check", "other"),
      reading,
    }),
    fc.record({
      type: fc.constantFrom("motion.finished", "motion.failed"),
      motion: fc.constantFrom("roll.read", "roll.park", "roll.release", "roll.check"),
      slot: fc.option(numbers, { nil: undefined }),
      cause: fc.constantFrom("stall", "cut"),
    }),
    fc.record({ type: fc.constant("stock.loaded"), doses: numbers, firstSlot: numbers }),
    fc.record({ type: fc.constantFrom("outlet.filled", "outlet.emptied", "store.emptied") }),
    fc.record({ type: fc.constant("button.pressed"), actor: fc.constant("user") }),
  );

  test.each(ROLLS)(
    "no input makes a step of %s throw, before or after an offer",
    (_title, profile) => {
      const bench = started(profile);
      fc.assert(
        fc.property(fc.array(inputs, { maxLength: 25 }), fc.nat(200), (rows, minutes) => {
          let state = bench.state;
          const now = { ...bench.now(), civilMs: (bench.now().civilMs ?? 0) + minutes * 60_000 };
          for (const input of rows) {
            if (state === undefined) throw new Error("the bench is off");
            [state] = bench.logic.step(state, input as unknown as DeviceInput, now as never);
          }
          expect(state?.journal.epoch).toBe(bench.state?.journal.epoch);
        }),
        RUNS,
      );
    },
  );
});
