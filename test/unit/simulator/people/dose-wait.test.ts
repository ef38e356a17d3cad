import { PROFILES } from "@dosekit/firmware-model";
import { doseWaitOf } from "@dosekit/simulator";
import { expect, test } from "vitest";
import { profileNamed } from "../../../support/firmware-model/mechanism-bench.ts";
import { E300_ALERT_AT_60 } from "../../../support/simulator/calibration.ts";
import { oneDosePlan } from "../../../support/simulator/one-dose-plan.ts";

const MINUTE_MS = 60_000;

test("a dose waits for its user as long as product and plan say", () => {
  const waits = [
    profileNamed("evondos-e300"),
    E300_ALERT_AT_60,
    profileNamed("medido"),
    profileNamed("pilly-sms"),
  ].map((profile) => doseWaitOf(profile, oneDosePlan(profile)));
  expect(waits.map(({ alertMs, lateMs }) => [alertMs / MINUTE_MS, lateMs / MINUTE_MS])).toEqual([
    [120, 120],
    [60, 120],
    [75, 120],
    [60, 120],
  ]);
});

test("nobody is told later than at the end, and the shortest window of a plan counts", () => {
  for (const profile of PROFILES) {
    const plan = oneDosePlan(profile, [480, 1_200]);
    const [first, ...rest] = plan.entries;
    if (first === undefined) throw new Error("no entry");
    const entries = [{ ...first, lateMin: 30 }, ...rest];
    const { alertMs, lateMs } = doseWaitOf(profile, { ...plan, entries });
    expect(lateMs).toBe(30 * MINUTE_MS);
    expect(alertMs).toBeLessThanOrEqual(lateMs);
    expect(alertMs).toBeGreaterThan(0);
  }
});
