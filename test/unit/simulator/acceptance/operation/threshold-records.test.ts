import { type PackedService, passedSince, thresholdRecords } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const EMPTY: PackedService = {
  ...{ days: {}, hours: {}, severities: {}, groups: {}, codes: {}, operators: {} },
  ...{ missedFoundLate: 0, stops: {}, cases: {}, heard: [] },
};
const MISSED = { measure: "missed-per-1000-doses", atMost: 100, class: "A" } as const;

function missedOf(...missed: readonly number[]): PackedService {
  return { ...EMPTY, days: { due: missed.map(() => 10), missed } };
}

describe("a threshold", () => {
  test("is passed since the day from which the measure stayed above it", () => {
    // 200, 100, 66, 100, 140: above on the first day too, and not any more on the second.
    expect(passedSince(MISSED, missedOf(2, 0, 0, 2, 3), 5)).toBe(4);
    expect(passedSince(MISSED, missedOf(2, 2, 2, 2, 2), 5)).toBe(0);
    expect(passedSince(MISSED, missedOf(0, 0, 0, 0, 0), 5)).toBeUndefined();
  });

  test("fails above, passes at its limit, and was not tested where nothing was due", () => {
    const outcome = (service: PackedService, partial = false) =>
      thresholdRecords([MISSED], service, partial)[0]?.outcome;
    expect(outcome(missedOf(1, 2))).toBe("failed");
    expect(outcome(missedOf(1, 1))).toBe("passed");
    expect(outcome(EMPTY)).toBe("not-tested");
  });

  test("that held in a run that was cut short was not tested", () => {
    expect(thresholdRecords([MISSED], missedOf(0), true)[0]?.outcome).toBe("not-tested");
    expect(thresholdRecords([MISSED], missedOf(9), true)[0]?.outcome).toBe("failed");
  });
});
