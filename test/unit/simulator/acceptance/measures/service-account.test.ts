import { profileOf } from "@dosekit/firmware-model";
import type { AlertCode, AlertId, JournalRecord } from "@dosekit/protocols";
import { measuredService, type Observation, ServiceAccount, sumOf } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const START_MS = Date.UTC(2027, 2, 1);
const HOUR = 3_600_000;
const device = { deviceId: "roar-0001" };

const joined: Observation = {
  ...{ ...device, trueMs: START_MS, seen: "device", product: "medido", spoolEvents: 500 },
};

function raised(hour: number, alert: AlertCode): Observation {
  const alertId = `1-${hour}` as AlertId;
  const record = { kind: "alert.raised", alertId, alert, severity: 30 } as JournalRecord;
  return { ...device, trueMs: START_MS + hour * HOUR, seen: "record", record };
}

function mains(hour: number, active: boolean): Observation {
  const trueMs = START_MS + hour * HOUR;
  return { ...device, trueMs, seen: "fault", fault: "mains-loss", active };
}

function account(seen: readonly Observation[]) {
  const medido = profileOf("medido");
  const made = new ServiceAccount({
    ...{ zone: "Europe/Oslo", limits: {}, startMs: START_MS },
    profiles: medido === undefined ? [] : [medido],
  });
  for (const one of [joined, ...seen]) made.observe(one);
  made.finish(START_MS + 48 * HOUR);
  return made.pack();
}

describe("alerts that a service account holds against the truth", () => {
  test("are false where their cause was absent, and only there", () => {
    const service = account([
      raised(1, "1.19"),
      ...[mains(2, true), raised(3, "1.19"), raised(4, "1.19"), mains(5, false)],
    ]);
    expect(sumOf(service, "falseAlarms")).toBe(1);
    expect(service.codes["1.19"]).toEqual({ raised: 3, falseAlarms: 1, notKnown: 0 });
    expect(measuredService(service)["false-alarm-percent"]).toBeCloseTo(100 / 3, 2);
    expect(service.cases["false-alarm"]?.atMs).toBe(START_MS + HOUR);
  });

  test("are neither true nor false where nothing tells of their cause", () => {
    const service = account([raised(1, "1.5")]);
    expect(service.codes["1.5"]).toEqual({ raised: 1, falseAlarms: 0, notKnown: 1 });
    expect(measuredService(service)["false-alarm-percent"]).toBeUndefined();
  });
});
