import { INSTANT_MS_MAX, instant, uptime } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

describe.each([
  ["instant", instant],
  ["uptime", uptime],
])("%s", (_name, make) => {
  it("takes whole milliseconds from 0 to 2^53 - 1", () => {
    expect([0, 1_790_000_000_123, INSTANT_MS_MAX].map((ms) => make(ms))).toEqual([
      0,
      1_790_000_000_123,
      2 ** 53 - 1,
    ]);
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    "refuses %s as the caller's bug",
    (ms) => {
      expect(() => make(ms)).toThrow(RangeError);
    },
  );
});
