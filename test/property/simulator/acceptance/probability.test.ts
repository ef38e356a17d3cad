import { gradeOf, upperShare } from "@dosekit/simulator";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const of = fc.integer({ min: 1, max: 10_000_000 });
const count = fc.integer({ min: 0, max: 100_000 });

describe("the probability of a hazard", () => {
  test("is never below what was seen, and never above certain", () => {
    fc.assert(
      fc.property(count, of, (seen, all) => {
        const share = upperShare(seen, all);
        expect(share).toBeGreaterThanOrEqual(Math.min(1, seen / all));
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("is no lower for more cases, and no higher for more chances", () => {
    fc.assert(
      fc.property(count, count, of, of, (a, b, c, d) => {
        const [few, many] = [Math.min(a, b), Math.max(a, b)];
        const [short, long] = [Math.min(c, d), Math.max(c, d)];
        const grade = gradeOf(few, long) ?? 0;
        expect(gradeOf(many, long)).toBeGreaterThanOrEqual(grade);
        expect(gradeOf(few, short)).toBeGreaterThanOrEqual(grade);
      }),
    );
  });

  // The upper limits of a Poisson mean at 95 %, one-sided, as tables have them.
  test.each([
    [0, 2.996],
    [1, 4.744],
    [2, 6.296],
    [5, 10.513],
    [10, 16.962],
    [50, 63.287],
  ])("of %i cases has the upper limit of the tables, %f", (cases, limit) => {
    expect(Math.abs(upperShare(cases, 1_000) * 1_000 - limit) / limit).toBeLessThan(0.011);
  });

  test("of nothing that could have happened is not graded", () => {
    expect(gradeOf(0, 0)).toBeUndefined();
  });

  test("that was not seen is graded by how much was looked at", () => {
    expect([10, 200, 2_000, 20_000, 2_000_000].map((all) => gradeOf(0, all))).toEqual([
      ...[5, 5, 4, 3, 1],
    ]);
  });
});
