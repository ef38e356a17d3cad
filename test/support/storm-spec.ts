import { DEFAULT_LADDER, type DosePlan, instant } from "@dosekit/protocols";
import type { DeviceSpec, FaultPlan, RunSpec } from "@dosekit/simulator";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A Sunday in November at midnight in Oslo. */
export const RUN_START_MS = instant(Date.UTC(2026, 10, 21, 23));

/** What matters of a run to a test; the rest is filled in. */
export interface RunWish {
  readonly seed?: string;
  readonly days: number;
  readonly deviceIds: readonly string[];
  readonly faults?: FaultPlan;
  /** True time at the start; {@link RUN_START_MS} by default. */
  readonly startMs?: number;
}

/** A run of pilly-sms devices with two or three doses a day each, and two hours to settle. */
export function runSpecOf({ seed = "1", days, deviceIds, faults, ...wish }: RunWish): RunSpec {
  const startMs = wish.startMs ?? RUN_START_MS;
  return {
    seed,
    startMs,
    endMs: startMs + days * DAY_MS,
    drainMs: 6 * HOUR_MS,
    devices: deviceIds.map(deviceOf),
    faults: faults ?? { preset: "none", planned: [] },
    people: { preset: "B" },
    refill: { onAlert: true, everyDays: 7 },
    ladder: DEFAULT_LADDER,
  };
}

/** Names `count` devices: `d01`, `d02`, and so on. */
export function deviceIdsOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `d${String(index + 1).padStart(2, "0")}`);
}

/** A device whose plan and user depend on its name alone. */
function deviceOf(deviceId: string): DeviceSpec {
  const number = Number(deviceId.slice(1));
  return {
    deviceId,
    product: "pilly-sms",
    plan: planOf(number % 2 === 0 ? ["08:00", "20:00"] : ["07:30", "14:00", "21:15"]),
    configVersion: 1,
    persona: number % 3 === 0 ? "forgetful" : "stable",
  };
}

function planOf(times: readonly string[]): DosePlan {
  return {
    planId: "test",
    revision: 1,
    zone: "Europe/Oslo",
    spacing: "refuse",
    minimumSpacingMin: 30,
    entries: times.map((time) => ({
      id: `at-${time.replace(":", "")}`,
      minuteOfDay: Number(time.slice(0, 2)) * 60 + Number(time.slice(3)),
      startDate: "2026-01-01",
      everyDays: 1,
      earlyMin: 0,
      lateMin: 120,
    })),
  };
}
