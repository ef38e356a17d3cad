import { PROFILES } from "@dosekit/firmware-model";
import { LaneRun, LOOPS, PlanShelf } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { HOUR, MONDAY_MS } from "../../../support/checked.ts";
import { livedHome } from "../../../support/replay/lived-home.ts";

/** Instants at which something is on its way: after a dose, in a window, at night. */
const CUTS_MS = [8 * HOUR + 12_500, 20 * HOUR + 711_000, 27 * HOUR];

const CASES = PROFILES.flatMap(({ product }) => LOOPS.map((loop) => ({ product, loop })));

describe("a home whose run is ended early", () => {
  test.each(CASES)("breaks no rule by it: $product, $loop loop", ({ product, loop }) => {
    const spec = livedHome(product, 2, { loop, seed: `cut-${product}` });
    for (const cutMs of CUTS_MS) {
      const run = new LaneRun(spec, spec.devices[0], { plans: new PlanShelf() });
      while (run.nowMs() < MONDAY_MS + cutMs) run.advance(MONDAY_MS + cutMs);
      expect(run.finish().sums.violations).toEqual([]);
    }
  });
});
