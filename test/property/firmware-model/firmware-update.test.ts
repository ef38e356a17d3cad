import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ask } from "../../support/firmware-model/asking.ts";
import { FIRST_VERSION } from "../../support/firmware-model/bench-loader.ts";
import { complaints, dosesWithoutOutcome } from "../../support/firmware-model/journal-oracle.ts";
import type { TrayBench } from "../../support/firmware-model/tray-bench.ts";
import {
  BETWEEN_DOSES_H,
  calmDown,
  happen,
  happenings,
  hourlyPlan,
} from "../../support/firmware-model/tray-chaos.ts";
import { follow, freshBench, HOUR } from "../../support/firmware-model/tray-stories.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const HOURS = [8, 8 + BETWEEN_DOSES_H];
const NEXT = "1.1.0";

/** A power cut in one of the update's writes of flash, or between two effects of the device. */
const cuts = fc.record({
  writes: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
  fate: fc.constantFrom("whole" as const, "torn" as const, "none" as const),
  effects: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
  failsOnTrial: fc.boolean(),
});

function startedBench(): TrayBench {
  const bench = freshBench();
  bench.load(28);
  bench.advance(1_000);
  follow(bench, hourlyPlan(8, 1), 1);
  return bench;
}

function updateWithCut(
  bench: TrayBench,
  cut: typeof cuts extends fc.Arbitrary<infer C> ? C : never,
) {
  bench.loader.writesUntilCut = cut.writes;
  bench.loader.cutFate = cut.fate;
  bench.loader.failsOnTrial = cut.failsOnTrial ? ["program"] : [];
  bench.effectsUntilCut = cut.effects;
  ask(bench, "update-firmware", {
    actor: "technician",
    firmware: NEXT,
    digest: new Uint8Array(32),
    notAfterMs: (bench.civilMs ?? bench.trueMs) + 6 * HOUR,
  } as Parameters<typeof ask>[2]);
  if (!bench.on) bench.boot();
}

describe("whatever cuts an update off", () => {
  test("one whole image boots, and it is the old one or the new one", () => {
    fc.assert(
      fc.property(fc.array(cuts, { minLength: 1, maxLength: 4 }), (rows) => {
        const bench = startedBench();
        for (const cut of rows) {
          updateWithCut(bench, cut);
          bench.advance(HOUR / 2);
          if (!bench.on) bench.boot();
        }
        const versions = bench.loader.started.map((one) => one.split(" ")[0]);
        expect(new Set([FIRST_VERSION, NEXT, ...versions]).size).toBe(2);
        const tries = bench.loader.started.filter((one) => one.endsWith("trial"));
        const failing = rows.every(({ failsOnTrial }) => failsOnTrial);
        bench.cutPower();
        bench.boot();
        expect(bench.loader.started.at(-1)).toMatch(/ confirmed$/);
        if (failing) expect(bench.loader.started.at(-1)).toBe(`${FIRST_VERSION} confirmed`);
        expect(tries.length).toBeLessThanOrEqual(rows.length * 2);
      }),
      { numRuns: LONG ? 3_000 : 80 },
    );
  });

  test("no dose is lost or doubled, whatever else happens to the device", () => {
    const lives = fc.array(fc.oneof(happenings, fc.tuple(cuts)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(lives, (parts) => {
        const bench = startedBench();
        for (const part of parts) {
          for (const one of part) {
            if ("do" in one) happen(bench, one);
            else updateWithCut(bench, one);
          }
        }
        bench.loader.writesUntilCut = undefined;
        calmDown(bench);
        expect(complaints(bench)).toEqual([]);
        expect(dosesWithoutOutcome(bench, HOURS)).toEqual([]);
      }),
      { numRuns: LONG ? 2_000 : 40 },
    );
  });

  test("every update that was asked for gets one answer", () => {
    fc.assert(
      fc.property(fc.array(cuts, { minLength: 1, maxLength: 3 }), (rows) => {
        const bench = startedBench();
        for (const cut of rows) updateWithCut(bench, cut);
        bench.loader.writesUntilCut = undefined;
        calmDown(bench);
        const handled = bench.records.filter(
          ({ kind, commandId }) =>
            kind === "command.handled" && commandId?.startsWith("update-firmware"),
        );
        const asked = new Set(handled.map(({ commandId }) => commandId));
        expect(handled).toHaveLength(asked.size);
        expect(bench.state?.update).toBeUndefined();
      }),
      { numRuns: LONG ? 2_000 : 50 },
    );
  });
});
