import { Histogram } from "@dosekit/simulator";
import * as fc from "fast-check";
import { expect, test } from "vitest";

const value = fc.oneof(
  fc.integer({ min: 0, max: 5_000 }),
  fc.integer({ min: 0, max: 1_000_000_000_000 }),
);
const values = fc.array(value, { minLength: 1, maxLength: 200 });
const percent = fc.oneof(fc.constantFrom(0, 50, 90, 95, 99, 99.9, 100), fc.nat(100));

function counted(row: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const each of row) histogram.record(each);
  return histogram;
}

/** The value at a place of the sorted row, as percentiles are defined. */
function exact(row: readonly number[], share: number): number {
  const sorted = row.toSorted((a, b) => a - b);
  const place = Math.max(1, Math.ceil((share / 100) * sorted.length - 1e-9));
  return sorted[place - 1] ?? Number.NaN;
}

test("a percentile is never below the value that stands there, and at most 0.1 % above", () => {
  fc.assert(
    fc.property(values, percent, (row, share) => {
      const found = counted(row).percentile(share);
      const wanted = exact(row, share);
      expect(found).toBeGreaterThanOrEqual(wanted);
      expect(found).toBeLessThanOrEqual(wanted * 1.001);
    }),
  );
});

test("histograms of any split, merged in any order, tell what one histogram of all tells", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(value, fc.nat(7)), { maxLength: 200 }), (row) => {
      const whole = counted(row.map(([each]) => each));
      const shards = Array.from({ length: 8 }, (_, at) =>
        counted(row.filter(([, shard]) => shard === at).map(([each]) => each)),
      );
      const forwards = new Histogram();
      for (const shard of shards) forwards.merge(shard);
      const backwards = new Histogram();
      for (const shard of shards.toReversed()) backwards.merge(new Histogram(shard.pack()));
      expect(forwards.toJSON()).toEqual(whole.toJSON());
      expect(backwards.toJSON()).toEqual(whole.toJSON());
      if (whole.count > 0) expect(backwards.pack()).toEqual(whole.pack());
    }),
  );
});
