import {
  allCheckers,
  type DeviceFault,
  deviceFaultOf,
  FAULT_KINDS,
  isCondition,
  type Observation,
  PLANNED_KINDS,
  type PlannedFault,
  PRESET_RATES,
  runVirtual,
  streamOf,
} from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";
import { RUN_START_MS, runSpecOf } from "../../support/storm-spec.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const [MINUTE, DAY] = [60_000, 86_400_000];
const DEVICES = ["d01", "d02"];
const PRODUCTS = ["evondos-e300", "medido", "pilly-sms", "carousel-28"] as const;
/** Kinds that strike devices, and end with their span. */
const KINDS = PLANNED_KINDS.filter((kind) => FAULT_KINDS[kind].site === "device");

/** Some faults of the second day, whatever they are like. */
const faults = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    startMin: fc.integer({ min: 0, max: 1_000 }),
    minutes: fc.integer({ min: 1, max: 400 }),
    seed: fc.string({ maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 6 },
);

type Wish = typeof faults extends fc.Arbitrary<infer T> ? T : never;

function planned(wishes: Wish): readonly PlannedFault[] {
  return wishes.map(({ kind, startMin, minutes, seed }) => {
    const most = PRESET_RATES.storm.device[kind as DeviceFault["kind"]]?.maxMs ?? 0;
    const durationMs = Math.min(minutes * MINUTE, most);
    const span = { fromMs: RUN_START_MS + DAY + startMin * MINUTE, durationMs };
    const random = streamOf(seed, "any", "detail");
    const fault = deviceFaultOf(kind as DeviceFault["kind"], span, random);
    return { fault, target: { all: true } };
  });
}

/**
 * Alerts about devices that still stand. Staff who come while a part is still broken have come in
 * vain; they come again, so that a day after everything was mended none of these stands.
 */
class StandingAlerts {
  readonly #devices = new Map<string, Set<string>>();

  observe({ deviceId, record }: Extract<Observation, { seen: "record" }>): void {
    const { kind, alertId = "", alert } = record;
    const standing = this.#devices.get(deviceId) ?? new Set();
    this.#devices.set(deviceId, standing);
    if (kind === "alert.raised" && isCondition(alert)) standing.add(alertId);
    if (kind === "alert.cleared") standing.delete(alertId);
  }

  has(deviceId: string): boolean {
    return (this.#devices.get(deviceId)?.size ?? 0) > 0;
  }
}

test("whatever struck and was mended, a day later doses are given, no alert stands, and everything arrives", () => {
  fc.assert(
    fc.property(fc.constantFrom(...PRODUCTS), faults, (product, wishes) => {
      const spec = runSpecOf({
        days: 4,
        deviceIds: DEVICES,
        faults: { preset: "none", planned: planned(wishes) },
      });
      const devices = spec.devices.map((device) => ({ ...device, product }));
      const checkers = allCheckers();
      const ended: string[] = [];
      const missing = new Set<string>();
      const alerts = new StandingAlerts();
      let active = 0;
      const observe = (seen: Observation) => {
        for (const checker of checkers) checker.observe(seen);
        if (seen.seen === "fault") active += seen.active ? 1 : -1;
        if (seen.seen !== "record" && seen.seen !== "committed") return;
        if (seen.seen === "record") alerts.observe(seen);
        const { epoch, seq, kind, outcome } = seen.record;
        const name = `${seen.deviceId}/${epoch}/${seq}`;
        if (seen.seen === "committed") missing.delete(name);
        else if (seen.trueMs > RUN_START_MS + 3 * DAY) {
          missing.add(name);
          if (kind === "dose.closed") ended.push(outcome ?? "");
        }
      };
      const run = runVirtual({ ...spec, devices }, { sink: { observe } });
      const reports = checkers.map((checker) => checker.finish(run.endedMs));
      expect(reports.flatMap(({ violations }) => violations)).toEqual([]);
      expect(active).toBe(0);
      expect([...missing]).toEqual([]);
      expect(ended).not.toContain("prevented");
      const given = ended.filter((outcome) => outcome === "retrieved").length;
      expect(given).toBeGreaterThanOrEqual(DEVICES.length);
      expect(DEVICES.filter((deviceId) => alerts.has(deviceId))).toEqual([]);
    }),
    { numRuns: LONG ? 200 : 12 },
  );
}, 900_000);
