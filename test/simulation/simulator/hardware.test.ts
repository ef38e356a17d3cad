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

const [MINUTE, HOUR] = [60_000, 3_600_000];
const DAYS = 4;
const DEVICES = deviceIdsOf(4);
const PRODUCTS = PROFILES.map(({ product }) => product);

function live(product: string, faults: readonly DeviceFault[]) {
  const planned: PlannedFault[] = faults.map((fault) => ({ fault, target: { all: true } }));
  const spec = runSpecOf({ days: DAYS, deviceIds: DEVICES, faults: { preset: "none", planned } });
  const checkers = allCheckers();
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const devices = spec.devices.map((device) => ({ ...device, product }));
  const run = runVirtual(
    { ...spec, devices },
    {
      sink: {
        observe: (seen: Observation) => {
          for (const checker of checkers) checker.observe(seen);
          if (seen.seen === "plant" && seen.fact.type === "hazard") count(seen.fact.hazard);
          if (seen.seen !== "record") return;
          const { kind, alert, detail, outcome, reason, resetCause } = seen.record;
          if (kind === "alert.raised") count(`${alert} ${detail ?? ""}`.trim());
          if (kind === "dose.closed") count([outcome, reason].filter(Boolean).join(" "));
          if (kind === "device.booted") count(`booted ${resetCause}`);
        },
        stopped: (deviceId, fault) => count(`stopped ${deviceId}: ${fault.message}`),
      },
    },
  );
  const violations = checkers.flatMap((checker) => checker.finish(run.endedMs).violations);
  return { counts, violations };
}

function at(day: number, hour: number, minute = 0): number {
  return RUN_START_MS + day * 24 * HOUR + hour * HOUR + minute * MINUTE;
}

/** Every fault of the hardware, some of them at once and in the middle of windows. */
const HARD_DAYS: readonly DeviceFault[] = [
  { kind: "temperature", fromMs: at(0, 7, 40), durationMs: 3 * HOUR, celsius: 47 },
  { kind: "mains-loss", fromMs: at(0, 13, 50), durationMs: 15 * HOUR },
  { kind: "power-cut", fromMs: at(0, 20), durationMs: 2_000, aim: "during-motion", brownOut: true },
  { kind: "battery-drop", fromMs: at(1, 8, 10), durationMs: 4 * HOUR, permille: 15 },
  { kind: "case-open", fromMs: at(1, 19, 50), durationMs: 5 * MINUTE },
  { kind: "hang", fromMs: at(2, 7, 31), durationMs: 0 },
  { kind: "sensor-stuck", fromMs: at(2, 7, 50), durationMs: 2 * HOUR, sensor: "tilt" },
  { kind: "sensor-ghost", fromMs: at(2, 14, 1), durationMs: 0, sensor: "lid", times: 3 },
  { kind: "sensor-ghost", fromMs: at(2, 20, 1), durationMs: 0, sensor: "tilt", times: 3 },
  { kind: "jam", fromMs: at(3, 7), durationMs: 90 * MINUTE },
  { kind: "store-fails", fromMs: at(3, 20, 1), durationMs: 5 * MINUTE, failure: "io" },
];

describe.each(PRODUCTS)("%s", (product) => {
  test("keeps every rule through hard days for its hardware, and tells of them", () => {
    const { counts, violations } = live(product, HARD_DAYS);
    expect(violations).toEqual([]);
    expect([...counts.keys()].filter((what) => what.startsWith("stopped"))).toEqual([]);
    const told = ["1.5 temperature-high", "1.17 battery", "1.18 battery", "1.22 case"];
    for (const what of [...told, "booted watchdog", "booted brown-out"]) {
      expect([...counts.keys()]).toContain(what);
    }
    expect(counts.get("retrieved") ?? 0).toBeGreaterThan(4);
  });
});

describe("power", () => {
  test("mains that are away for 30 hours stop a device after its battery, and not before", () => {
    const away = { kind: "mains-loss", fromMs: at(1, 6), durationMs: 30 * HOUR } as const;
    const { counts, violations } = live("evondos-e300", [away]);
    expect(violations).toEqual([]);
    for (const what of ["1.19 mains", "1.17 battery", "1.18 battery", "booted power-restored"]) {
      expect(counts.get(what), what).toBe(DEVICES.length);
    }
    // What is due on the battery is handed out; what is due after it is known to have passed.
    expect(counts.get("prevented window-passed-while-off") ?? 0).toBeGreaterThan(0);
    expect(counts.get("retrieved") ?? 0).toBeGreaterThan(20);
  });

  test("batteries that give out stop a device until fresh ones are in", () => {
    const flat = {
      kind: "battery-drop",
      fromMs: at(1, 6),
      durationMs: 4 * HOUR,
      permille: 0,
    } as const;
    const { counts, violations } = live("pilly-sms", [flat]);
    expect(violations).toEqual([]);
    expect(counts.get("booted power-restored")).toBe(DEVICES.length);
    // Where the power went before the record was durable, nobody was told.
    expect(counts.get("1.18 battery") ?? 0).toBeGreaterThan(0);
    expect(counts.get("retrieved") ?? 0).toBeGreaterThan(20);
  });
});

describe("a sensor that lies", () => {
  test("makes a tray tell a dose as retrieved that the plant knows to be there", () => {
    const ghost = { kind: "sensor-ghost", durationMs: 0, sensor: "tilt", times: 1 } as const;
    const faults = [0, 1, 2, 3].flatMap((day) =>
      [7, 8].map((hour) => ({ ...ghost, fromMs: at(day, hour, hour === 7 ? 30 : 0) + 20_000 })),
    );
    const { counts, violations } = live("pilly-sms", faults);
    expect(violations).toEqual([]);
    expect(counts.get("false-taken") ?? 0).toBeGreaterThan(0);
  });
});
