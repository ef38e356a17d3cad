import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CarouselBench } from "../../support/firmware-model/carousel-bench.ts";
import { complaints, dosesWithoutOutcome } from "../../support/firmware-model/journal-oracle.ts";
import {
  BETWEEN_DOSES_H,
  calmDown,
  type Happening,
  happen,
  happenings,
  happeningsWithCommands,
  hourlyPlan,
} from "../../support/firmware-model/tray-chaos.ts";
import { follow } from "../../support/firmware-model/tray-stories.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
// The short form repeats one seed, as 60 lives are too few for the counts below; the long form draws.
const RUNS = LONG ? { numRuns: 3_000 } : { numRuns: 60, seed: 731_055_202 };
const HOUR_OF_DOSE = 8;
const HOURS = [HOUR_OF_DOSE, HOUR_OF_DOSE + BETWEEN_DOSES_H];

function live(days: readonly Happening[]): CarouselBench {
  const bench = new CarouselBench();
  bench.boot("first-boot");
  bench.advance(10_000);
  follow(bench, hourlyPlan(HOUR_OF_DOSE, 1), 1);
  bench.load(28);
  bench.advance(10_000);
  for (const what of days) happen(bench, what);
  return bench;
}

/** Days on which whoever takes a dose does so when it is called. */
function heeded(days: readonly Happening[]): readonly Happening[] {
  return days.flatMap((what): readonly Happening[] =>
    what.do === "take" ? [{ do: "approach", moment: "plan/", seconds: 0 }, what] : [what],
  );
}

/** Days on which the drive sticks but loses no step. */
function withoutLostSteps(days: readonly Happening[]): readonly Happening[] {
  return days.map((what) =>
    what.do === "motions"
      ? { ...what, fates: what.fates.map((fate) => (fate === "too-far" ? "stuck" : fate)) }
      : what,
  );
}

/** Compartments that came within reach twice, or in the place of another dose. */
function wrongCompartments({ fallen }: CarouselBench): readonly string[] {
  const seen = new Set<string>();
  return fallen.flatMap(({ compartment, load, announced, asked, turn }) => {
    const names = [`compartment ${compartment} of load ${load}`, `dose ${announced}`];
    const again = names.filter((name) => seen.has(name)).map((name) => `${name} came again`);
    for (const name of names) seen.add(name);
    const isAstray = compartment !== asked || (turn !== undefined && compartment !== turn);
    const astray = `${names.join(" as ")}: asked for ${asked}, by the journal ${turn}`;
    return isAstray ? [...again, astray] : again;
  });
}

describe("whatever happens to a carousel", () => {
  test("S1, S2, S3, S7, S8 and S9 hold in its journal at every moment", () => {
    fc.assert(
      fc.property(happenings, (days) => {
        const bench = live(days);
        calmDown(bench);
        expect(complaints(bench)).toEqual([]);
        expect(dosesWithoutOutcome(bench, HOURS)).toEqual([]);
      }),
      RUNS,
    );
  });

  test("they hold with commands of all roles", () => {
    fc.assert(
      fc.property(happeningsWithCommands, (days) => {
        const bench = live(days);
        calmDown(bench);
        expect(complaints(bench)).toEqual([]);
      }),
      RUNS,
    );
  });

  test("no compartment comes within reach twice or in another dose's place", () => {
    let fallen = 0;
    fc.assert(
      fc.property(happenings.map(withoutLostSteps).map(heeded), (days) => {
        const bench = live(days);
        calmDown(bench);
        expect(wrongCompartments(bench)).toEqual([]);
        fallen += bench.fallen.length;
      }),
      RUNS,
    );
    expect(fallen, "doses let go in all runs").toBeGreaterThan(RUNS.numRuns / 4);
  });

  test("a dose of another compartment is followed by an alert before the next one", () => {
    let astray = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), fc.nat(3), (doses, slipAt) => {
        const bench = live([]);
        for (let dose = 0; dose <= doses; dose += 1) {
          if (dose === slipAt) bench.fates = ["too-far"];
          happen(bench, { do: "approach", moment: "plan/", seconds: 4 });
          bench.take();
          bench.advance(60_000);
        }
        const wrong = bench.fallen.findIndex(({ compartment, asked }) => compartment !== asked);
        if (wrong < 0) return;
        astray += 1;
        expect(bench.fallen).toHaveLength(wrong + 1);
        expect(bench.cycle).toBe("stopped");
        expect(bench.state?.alerts.map(({ code }) => code)).toContain("1.5");
      }),
      { numRuns: 40 },
    );
    expect(astray).toBeGreaterThan(5);
  });

  test("S6: no hands let anything fall before a window", () => {
    const hands = happenings.map((days) =>
      days.filter(
        ({ do: what }) => !["load", "wait", "plan", "set-clock", "approach"].includes(what),
      ),
    );
    fc.assert(
      fc.property(hands, (days) => {
        const bench = live(days.filter((what) => what.do !== "cut" || what.offMinutes < 5));
        fc.pre(bench.trueMs - live([]).trueMs < 3_600_000);
        expect(bench.fallen).toEqual([]);
      }),
      RUNS,
    );
  });

  test("doses are conserved: loaded, in the cup, or with the user", () => {
    fc.assert(
      fc.property(happenings.map(heeded), (days) => {
        const bench = live(days);
        expect(bench.cup + bench.taken).toBe(bench.fallen.length);
      }),
      RUNS,
    );
  });

  test("a checkpoint that went through JSON has the same future", () => {
    fc.assert(
      fc.property(happenings, happenings, (past, future) => {
        const [bench, twin] = [live(past), live(past)];
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
