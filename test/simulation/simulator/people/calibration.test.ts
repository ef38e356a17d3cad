import { PROFILES } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import {
  type CalibrationCount,
  calibrate,
  deviationPer100,
  E300_ALERT_AT_60,
  per100,
} from "../../../support/simulator/calibration.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
/** Doses at which the tolerances of the calibration hold as they are stated. */
const STATED_DOSES = 300_000;
const DOSES = LONG ? STATED_DOSES : 40_000;
/** How many deviations a smaller sample may be off besides. */
const DEVIATIONS = LONG ? 0 : 3;

/** Per 100 doses, with the stated tolerance and what a smaller sample adds to it. */
const STATED = {
  missed: { rate: 0.44, within: 0.05 },
  alerts: { rate: 1.3, within: 0.1 },
} as const;

function expectStated(found: CalibrationCount, what: keyof typeof STATED): void {
  const { rate, within } = STATED[what];
  const allowed = within + DEVIATIONS * deviationPer100(rate, found.doses);
  expect(Math.abs(per100(found, found[what]) - rate), `${what} per 100`).toBeLessThan(allowed);
}

describe("people of preset A on an E300 that alerts after 60 of 120 minutes", () => {
  test("miss 0.44 of 100 doses in the end, and 1.3 are told of", () => {
    const found = calibrate({
      ...{ profile: E300_ALERT_AT_60, preset: "A", doses: DOSES, seed: "calibration" },
    });
    expect(found.doses).toBeGreaterThanOrEqual(DOSES);
    expectStated(found, "missed");
    expectStated(found, "alerts");
  });

  test("miss more with preset B, in their first two weeks, and after years of decline", () => {
    const wish = { profile: E300_ALERT_AT_60, doses: 20_000, seed: "more" } as const;
    const settled = calibrate({ ...wish, preset: "A" });
    const weak = calibrate({ ...wish, preset: "B" });
    const declining = calibrate({ ...wish, preset: "A", habits: { decline: true } });
    // Two weeks of two doses a day in 100 homes.
    const learning = calibrate({ ...wish, doses: 2_800, preset: "B", habits: { training: true } });
    expect(weak.missed).toBeGreaterThan(1.5 * settled.missed);
    expect(declining.alerts).toBeGreaterThan(settled.alerts);
    const ratio = per100(learning, learning.alerts) / per100(weak, weak.alerts);
    expect(ratio).toBeGreaterThan(1.5);
    expect(ratio).toBeLessThan(2.5);
  });
});

test("where alert point and late limit coincide every missed dose is told of once and none besides", () => {
  for (const profile of PROFILES.filter(alertsAtTheEnd)) {
    const found = calibrate({ profile, preset: "B", doses: 4_000, seed: "at-the-end" });
    expect(found.missed, profile.product).toBeGreaterThan(0);
    expect(found.alerts, profile.product).toBe(found.missed);
  }
});

test("the same seed gives the same people, and another one others", () => {
  const wish = { profile: E300_ALERT_AT_60, preset: "B", doses: 2_000 } as const;
  const first = calibrate({ ...wish, seed: "1" });
  expect(calibrate({ ...wish, seed: "1" })).toEqual(first);
  expect(calibrate({ ...wish, seed: "2" })).not.toEqual(first);
});

function alertsAtTheEnd({ alertPoints }: (typeof PROFILES)[number]): boolean {
  return alertPoints.every(
    (point) =>
      point.alert !== "1.1" ||
      (point.after === "permille-of-late" && point.permille.value === 1_000),
  );
}
