import * as compiler from "@dosekit/firmware-model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareChart } from "../../../support/firmware-model/machine/compare-chart.ts";
import { drawnChart } from "../../../support/firmware-model/machine/drawn-chart.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const CHARTS = LONG ? 12_000 : 2_000;
const STEPS = 20;
/** A smaller number is no simpler chart. */
const ANY_SEED = fc.noShrink(fc.integer());
const LONG_MS = 1_800_000;

describe("random charts inside the profile", () => {
  test(
    "mean the same to XState, to their table and to their code",
    () => {
      let steps = 0;
      let compared = 0;
      fc.assert(
        fc.property(ANY_SEED, ANY_SEED, (seed, course) => {
          const chart = drawnChart(seed);
          const { machine, events } = chart;
          if (compiler.lintMachine(machine, { events }).length > 0) return;
          const comparison = compareChart(chart, course, STEPS, compiler);
          expect(comparison.difference).toBeUndefined();
          compared += 1;
          steps += comparison.steps;
        }),
        { numRuns: CHARTS },
      );
      expect(compared).toBeGreaterThan(CHARTS * 0.9);
      expect(steps).toBeGreaterThan(CHARTS * STEPS * 0.8);
    },
    LONG_MS,
  );
});
