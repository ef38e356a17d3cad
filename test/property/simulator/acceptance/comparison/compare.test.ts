import { compare } from "@dosekit/simulator";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runOfProduct } from "../../../../support/simulator/comparison-sample.ts";

const RUNS = ["evondos-e300", "dosell", "karie"].flatMap((product) =>
  [1, 2, 3, 4].map((seed) => runOfProduct(seed % 2 === 0 ? "tone" : "roar", product, seed)),
);
const some = fc.shuffledSubarray(RUNS, { minLength: 1 });

describe("comparisons", () => {
  test("are the same in whatever order their runs come", () => {
    fc.assert(
      fc.property(some, some, (runs, order) => {
        const ordered = [...runs].sort((a, b) => order.indexOf(a) - order.indexOf(b));
        const withoutOrder = ({ stories, ...rest }: ReturnType<typeof compare>) => ({
          ...rest,
          stories: [...stories].sort((a, b) => a.story.localeCompare(b.story)),
        });
        expect(withoutOrder(compare(ordered))).toEqual(withoutOrder(compare(runs)));
      }),
      { numRuns: 40 },
    );
  });

  test("hold each median between the least and the most, of as many runs as there were", () => {
    fc.assert(
      fc.property(some, (runs) => {
        for (const { story, products } of compare(runs).stories) {
          for (const { product, measures, deviations, seeds } of products) {
            const own = runs.filter((run) =>
              run.operation?.byProduct.some((of) => of.story === story && of.product === product),
            );
            expect(seeds).toHaveLength(own.length);
            for (const { least, median, most, runs: of } of [
              ...Object.values(measures),
              ...Object.values(deviations),
            ]) {
              expect(least).toBeLessThanOrEqual(median);
              expect(median).toBeLessThanOrEqual(most);
              expect(of).toBe(own.length);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
