import { Histogram } from "@dosekit/simulator";
import { expect, test } from "vitest";

test("nothing counted has no percentile", () => {
  const empty = new Histogram();
  expect(empty.percentile(50)).toBeUndefined();
  expect(JSON.stringify(empty)).toBe('{"count":0}');
  expect(new Histogram(JSON.parse(JSON.stringify(empty.pack()))).toJSON()).toEqual({ count: 0 });
});

test("its document tells count, ends and percentiles", () => {
  const histogram = new Histogram();
  for (let value = 1; value <= 1_000; value += 1) histogram.record(value);
  expect(histogram.toJSON()).toEqual({
    ...{ count: 1_000, min: 1, max: 1_000 },
    ...{ p50: 500, p90: 900, p95: 950, p99: 990, p999: 999 },
  });
});

test("a value that is no time is refused", () => {
  const histogram = new Histogram();
  for (const value of [-1, Number.NaN, 2e12, Number.POSITIVE_INFINITY]) {
    expect(() => histogram.record(value)).toThrow(RangeError);
  }
  expect(histogram.count).toBe(0);
});
