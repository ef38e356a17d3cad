import { PROFILES } from "@dosekit/firmware-model";
import {
  allCheckers,
  type DeviceFault,
  type Observation,
  type Order,
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

/** When staff hand out a dose ahead, and the storage forgets it right away. */
const JOURNEY_MS = RUN_START_MS + DAY + 10 * HOUR;

function forgettingJourneys(): readonly PlannedFault[] {
  const faults: readonly DeviceFault[] = [
    { kind: "store-lies", fromMs: JOURNEY_MS - HOUR, durationMs: 3 * HOUR, commits: 12 },
    { kind: "power-cut", fromMs: JOURNEY_MS + 3 * MINUTE, durationMs: MINUTE, aim: "start" },
  ];
  return faults.map((fault) => ({ fault, target: { deviceIds: DEVICES } }));
}

function journeyOf(deviceId: string): Order {
  const wish = { verb: "release-travel", actor: "staff", doses: 1 } as const;
  return { deviceId, atMs: JOURNEY_MS, wish, staffTakes: 1 };
}

function live(
  product: string,
  planned: readonly PlannedFault[] = DEVICES.flatMap((_, index) => forgetting(index)),
  orders: readonly Order[] = [],
) {
  const faults = { preset: "none", planned } as const;
  const spec = { ...runSpecOf({ days: DAYS, deviceIds: DEVICES, faults }), orders };
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

  test("gives no dose again that was handed out ahead before it forgot", () => {
    const { counts, violations } = live(product, forgettingJourneys(), DEVICES.map(journeyOf));
    expect(violations).toEqual([]);
    expect(counts.get("forgotten")).toBe(DEVICES.length);
    expect(counts.get("released-ahead") ?? 0).toBeGreaterThan(DEVICES.length / 2);
  });
});
