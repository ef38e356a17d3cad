import { PROFILES } from "@dosekit/firmware-model";
import {
  allCheckers,
  type DeviceFault,
  type Observation,
  type PlannedFault,
  runVirtual,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { deviceIdsOf, RUN_START_MS, runSpecOf } from "../../support/storm-spec.ts";

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const LONG = process.env["DOSEKIT_LONG"] === "1";
const DAYS = 4;
const DEVICES = deviceIdsOf(LONG ? 24 : 6);
const PRODUCTS = PROFILES.map(({ product }) => product);

/** Storage that forgets its last writes when the power goes, within a morning's windows. */
function forgetting(index: number): readonly PlannedFault[] {
  const fromMs = RUN_START_MS + (1 + (index % 2)) * DAY + 7.5 * HOUR;
  const cutMs = fromMs + 32 * MINUTE + (index % 12) * 97_000;
  const target = { deviceIds: [DEVICES[index] ?? ""] };
  const faults: readonly DeviceFault[] = [
    { kind: "store-lies", fromMs: fromMs - DAY, durationMs: 2 * DAY, commits: 3 + (index % 5) * 3 },
    { kind: "power-cut", fromMs: cutMs, durationMs: MINUTE, aim: "start" },
  ];
  return faults.map((fault) => ({ fault, target }));
}

function live(product: string) {
  const planned = DEVICES.flatMap((_, index) => forgetting(index));
  const spec = runSpecOf({ days: DAYS, deviceIds: DEVICES, faults: { preset: "none", planned } });
  const checkers = allCheckers();
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const devices = spec.devices.map((device) => ({ ...device, product }));
  const sink = {
    observe: (seen: Observation) => {
      for (const checker of checkers) checker.observe(seen);
      if (seen.seen === "forgotten") count("forgotten");
      if (seen.seen !== "record") return;
      const { kind, alert, detail, outcome } = seen.record;
      if (kind === "alert.raised") count(`${alert} ${detail ?? ""}`.trim());
      if (kind === "dose.closed") count(outcome ?? "");
    },
    stopped: (deviceId: string, fault: Error) => count(`stopped ${deviceId}: ${fault.message}`),
  };
  const run = runVirtual({ ...spec, devices }, { sink });
  const reports = checkers.map((checker) => checker.finish(run.endedMs));
  const violations = reports.flatMap(({ check, violations: found }) =>
    found.map(({ deviceId, message }) => `${check} ${deviceId}: ${message}`),
  );
  return { counts, violations };
}

describe.each(PRODUCTS)("%s with storage that forgets what it confirmed", (product) => {
  test("keeps every rule: what may have left is uncertain and never offered again", () => {
    const { counts, violations } = live(product);
    expect(violations).toEqual([]);
    expect([...counts.keys()].filter((what) => what.startsWith("stopped"))).toEqual([]);
    expect(counts.get("forgotten")).toBe(DEVICES.length);
    expect(counts.get("1.5 storage")).toBe(DEVICES.length);
    expect(counts.get("uncertain") ?? 0).toBeGreaterThanOrEqual(DEVICES.length);
  });
});
