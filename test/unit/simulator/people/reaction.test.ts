import { drawReactionMs, personaNamed, streamOf } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const MINUTE_MS = 60_000;

function drawn(withinMs?: number): readonly number[] {
  const random = streamOf("1", "d1", "person");
  const persona = personaNamed("forgetful");
  return Array.from({ length: 4_000 }, () => drawReactionMs(random, persona, withinMs)).sort(
    (a, b) => a - b,
  );
}

describe("how long somebody takes", () => {
  test("has the median and the spread of the persona", () => {
    const times = drawn();
    expect((times[2_000] ?? 0) / MINUTE_MS).toBeGreaterThan(13);
    expect((times[2_000] ?? 0) / MINUTE_MS).toBeLessThan(15);
    // One deviation of the logarithm above the median.
    expect((times[3_365] ?? 0) / MINUTE_MS).toBeGreaterThan(34);
    expect((times[3_365] ?? 0) / MINUTE_MS).toBeLessThan(43);
  });

  test("stays below a bound with its shape, also where next to nothing is left", () => {
    const bounded = drawn(60 * MINUTE_MS);
    expect(bounded.at(-1)).toBeLessThan(60 * MINUTE_MS);
    const whole = drawn().filter((ms) => ms < 60 * MINUTE_MS);
    const apart = (bounded[2_000] ?? 0) - (whole[Math.floor(whole.length / 2)] ?? 0);
    expect(Math.abs(apart)).toBeLessThan(1.5 * MINUTE_MS);
    expect(drawn(1_000).at(-1)).toBeLessThanOrEqual(1_000);
    expect(drawn(-5).at(-1)).toBe(0);
  });
});
