import type { JournalRecord } from "@dosekit/protocols";
import { type Observation, ReportAccount } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { FIRST_DAY } from "../../../support/simulator/report-sample.ts";

const HOUR_MS = 3_600_000;
/** Midnight in Oslo at the start of 2026-11-23. */
const START_MS = Date.UTC(2026, 10, 22, 23);

function account() {
  const devices = [{ deviceId: "a" }, { deviceId: "b" }];
  const counted = new ReportAccount({ startMs: START_MS, devices, zone: "Europe/Oslo" });
  const at = (hour: number, deviceId = "a") => ({ trueMs: START_MS + hour * HOUR_MS, deviceId });
  const record = (hour: number, part: Partial<JournalRecord>, deviceId = "a") => {
    const seen = { epoch: 1, seq: 1, bootId: 1, uptimeMs: 1, clock: "synced", ...part };
    counted.observe({ ...at(hour, deviceId), seen: "record", record: seen } as Observation);
  };
  return { counted, record, at };
}

describe("the sums of a report", () => {
  test("count a dose on the local day on which it was due, and a correction there too", () => {
    const { counted, record } = account();
    const dueMs = START_MS + 23 * HOUR_MS;
    record(25, { kind: "dose.closed", doseId: "x", outcome: "uncertain", dueMs } as never);
    record(30, { kind: "dose.closed", doseId: "y", outcome: "retrieved" });
    expect(counted.pack()).toMatchObject({
      firstDay: FIRST_DAY,
      outcomes: { uncertain: [1], retrieved: [0, 1] },
    });
    record(72, { kind: "dose.corrected", doseId: "x", outcome: "missed", dueMs } as never);
    expect(counted.pack().outcomes).toEqual({ uncertain: [0], retrieved: [0, 1], missed: [1] });
  });

  test("count an alert once, and on the map only one that says that something failed", () => {
    const { counted, record } = account();
    const raised = { kind: "alert.raised", alertId: "1-1" } as const;
    record(1, { ...raised, alert: "1.1" });
    record(2, { ...raised, alert: "1.1" });
    record(50, { ...raised, alert: "1.8" }, "b");
    expect(counted.pack()).toMatchObject({
      alerts: { "1.1": [1], "1.8": [0, 0, 1] },
      failures: { "1": [0, 0, 1] },
    });
    expect(Object.keys(counted.pack().failures)).toEqual(["1"]);
  });

  test("count a fault when it begins, and one of all homes for each of them", () => {
    const { counted, at } = account();
    counted.observe({ ...at(1), seen: "fault", fault: "jam", active: true });
    counted.observe({ ...at(2), seen: "fault", fault: "jam", active: false });
    counted.observe({ ...at(30, "*"), seen: "fault", fault: "gateway-outage", active: true });
    expect(counted.pack().faults).toEqual({ jam: [1], "gateway-outage": [0, 2] });
  });

  test("go by the true time where a clock was far off, and begin with the first day", () => {
    const { counted, record } = account();
    for (const dueMs of [0, Date.UTC(2050, 0, 1)]) {
      record(25, { kind: "dose.closed", doseId: `x${dueMs}`, outcome: "missed", dueMs } as never);
    }
    const early = { dueMs: START_MS - 30 * HOUR_MS } as never;
    record(1, { kind: "dose.closed", doseId: "y", outcome: "missed", ...(early as object) });
    expect(counted.pack().outcomes).toEqual({ missed: [1, 2] });
  });
});
