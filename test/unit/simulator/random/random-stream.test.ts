import { type RandomStream, randomPlacesOf, streamOf } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const DRAWS = 40_000;

function drawn(draw: (random: RandomStream) => number): number[] {
  const random = streamOf("sanity", "device", "test");
  return Array.from({ length: DRAWS }, () => draw(random));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

describe("a random stream", () => {
  test("repeats itself under the same names", () => {
    const [one, other] = [streamOf("7", "d1", "person"), streamOf("7", "d1", "person")];
    expect(Array.from({ length: 9 }, () => one.uniform())).toEqual(
      Array.from({ length: 9 }, () => other.uniform()),
    );
  });

  test("differs when seed, device or purpose differs", () => {
    const first = [
      streamOf("7", "d1", "person"),
      streamOf("8", "d1", "person"),
      streamOf("7", "d2", "person"),
      streamOf("7", "d1", "link"),
    ].map((random) => random.uniform());
    expect(new Set(first).size).toBe(4);
  });

  test("does not mix up names that look alike when joined", () => {
    expect(streamOf("1", "a", "b").uniform()).not.toBe(streamOf("1", "a,b", "").uniform());
    expect(streamOf("1", '2","3', "4").uniform()).not.toBe(streamOf("1", "2", '3","4').uniform());
  });

  test("fills [0, 1) evenly", () => {
    const values = drawn((random) => random.uniform());
    expect(Math.min(...values.slice(0, 9_000))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values.slice(0, 9_000))).toBeLessThan(1);
    const bins = new Array<number>(20).fill(0);
    for (const value of values)
      bins[Math.floor(value * 20)] = (bins[Math.floor(value * 20)] ?? 0) + 1;
    const expected = DRAWS / 20;
    const chiSquare = bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 19 degrees of freedom: above 43.8 once in a thousand.
    expect(chiSquare).toBeLessThan(43.8);
  });

  test("draws whole numbers between both ends, included", () => {
    const values = drawn((random) => random.integer(-2, 3));
    expect([...new Set(values)].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3]);
    expect(mean(values)).toBeCloseTo(0.5, 1);
  });

  test("keeps to the asked chance, and is sure at 0 and 1", () => {
    expect(mean(drawn((random) => Number(random.chance(0.3))))).toBeCloseTo(0.3, 1);
    expect(mean(drawn((random) => Number(random.chance(0))))).toBe(0);
    expect(mean(drawn((random) => Number(random.chance(1))))).toBe(1);
  });

  test("has the asked median, mean and deviation in its distributions", () => {
    expect(median(drawn((random) => random.logNormal(14, 1)))).toBeCloseTo(14, -0.5);
    expect(mean(drawn((random) => random.exponential(60)))).toBeCloseTo(60, -0.5);
    const normal = drawn((random) => random.normal());
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(mean(normal.map((value) => value ** 2))).toBeCloseTo(1, 1);
  });

  test("refuses a span that holds no whole number", () => {
    const random = streamOf("1", "d", "t");
    expect(() => random.integer(2, 1)).toThrow(RangeError);
    expect(() => random.integer(0, Number.NaN)).toThrow(RangeError);
    expect(() => random.integer(0.5, 3)).toThrow(RangeError);
  });
});

describe("random numbers by place", () => {
  const drawAt = (places: readonly number[]) => {
    const random = randomPlacesOf("7", "d1", "link");
    return new Map(places.map((place) => [place, random.at(place).uniform()]));
  };
  const far = [0, 1, 2 ** 32 - 1, 2 ** 32, 1_795_378_506_416 * 4_096, 2 ** 53 - 1];

  test("are the same at a place whatever was drawn elsewhere", () => {
    const all = drawAt(far);
    for (const place of far) expect(drawAt([place]).get(place)).toBe(all.get(place));
    expect(drawAt(far.toReversed())).toEqual(new Map([...all].reverse()));
  });

  test("differ from place to place, and begin as the stream of that name does", () => {
    expect(new Set(drawAt(far).values()).size).toBe(far.length);
    expect(drawAt([0]).get(0)).toBe(streamOf("7", "d1", "link").uniform());
  });
});
