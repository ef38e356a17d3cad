import { profiledChart, SHIPPED_CHARTS } from "@dosekit/firmware-model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EXPLORATIONS } from "../../../support/firmware-model/explorations.ts";
import { compareShipped } from "../../../support/firmware-model/machine/compare-shipped.ts";
import { firstDifference } from "../../../support/firmware-model/machine/random-course.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const LONG_MS = 1_800_000;
const COURSES = LONG ? 400 : 12;
const STEPS = 150;

describe.each(SHIPPED_CHARTS)("the code of the chart $folder", (shipped) => {
  const { machine, events } = shipped;

  test("is what steps it", () => {
    expect(profiledChart(machine, events).steppedBy).toBe("code");
  });

  test(
    "means the same as XState in every place that matters to an event, whatever guards say",
    () => {
      const { pairs, steps, differences } = compareShipped(shipped, LONG);
      expect(differences).toEqual([]);
      expect(pairs).toBeGreaterThanOrEqual(events.length);
      expect(steps).toBeGreaterThanOrEqual(pairs);
    },
    LONG_MS,
  );

  test(
    "means the same as XState in random courses of events and delays",
    () => {
      const explored = EXPLORATIONS.find(({ mechanism }) => mechanism.machine === machine);
      if (explored === undefined) throw new RangeError(`nobody explores ${shipped.folder}`);
      const course = { shipped, starts: explored.starts, events: explored.events };
      fc.assert(
        fc.property(fc.noShrink(fc.integer()), (seed) => {
          expect(firstDifference(course, seed, STEPS)).toBeUndefined();
        }),
        { numRuns: COURSES },
      );
    },
    LONG_MS,
  );
});
