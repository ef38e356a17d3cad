import { lintMachine } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import type { Compiler } from "../../../support/firmware-model/machine/chart-lanes.ts";
import { compareChart } from "../../../support/firmware-model/machine/compare-chart.ts";
import {
  COMPILER_DEFECTS,
  CONTROL,
} from "../../../support/firmware-model/machine/compiler-defects.ts";
import { drawnChart } from "../../../support/firmware-model/machine/drawn-chart.ts";
import { spoiledCompiler } from "../../../support/firmware-model/machine/spoil-compiler.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
/** Charts that a defect has to show itself in; the first that tells ends it. */
const CHARTS = LONG ? 10_000 : 600;
/** Charts that the compiler without a defect has to pass. */
const CONTROL_CHARTS = LONG ? 3_000 : 150;
const STEPS = 15;
const LONG_MS = 1_800_000;

/** Finds the first chart that means something else, or lets the compiler crash. */
function firstCaught(compiler: Compiler, charts: number): number | undefined {
  for (let seed = 1; seed <= charts; seed++) {
    const chart = drawnChart(seed);
    if (lintMachine(chart.machine, { events: chart.events }).length > 0) continue;
    try {
      if (compareChart(chart, seed, STEPS, compiler).difference !== undefined) return seed;
    } catch {
      return seed;
    }
  }
  return undefined;
}

describe("random charts", () => {
  test.each(COMPILER_DEFECTS)(
    "catch a compiler with the defect $id",
    async (defect) => {
      const caught = firstCaught(await spoiledCompiler(defect), CHARTS);
      expect(caught, `${defect.id} went unnoticed: ${defect.breaks}`).toBeDefined();
    },
    LONG_MS,
  );

  test(
    "let a compiler pass that says the same in other words",
    async () => {
      expect(firstCaught(await spoiledCompiler(CONTROL), CONTROL_CHARTS)).toBeUndefined();
    },
    LONG_MS,
  );

  test("are asked about defects of different names", () => {
    expect(new Set(COMPILER_DEFECTS.map(({ id }) => id)).size).toBe(COMPILER_DEFECTS.length);
    expect(COMPILER_DEFECTS.length).toBeGreaterThanOrEqual(18);
  });
});
