import { allCheckers, type Observation, runVirtual } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { deviceIdsOf, type RunWish, runSpecOf } from "../../support/storm-spec.ts";

function live(wish: RunWish) {
  const checkers = allCheckers();
  const counts = new Map<string, number>();
  const stopped: string[] = [];
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const spec = runSpecOf(wish);
  const devices = spec.devices.map((device) => ({ ...device, product: "carousel-28" }));
  const observe = (seen: Observation) => {
    for (const checker of checkers) checker.observe(seen);
    if (seen.seen === "record" && seen.record.kind === "dose.closed") {
      count(`${seen.record.outcome}`);
    }
    if (seen.seen === "record" && seen.record.kind === "alert.raised") {
      count(`alert ${seen.record.alert}`);
    }
    if (seen.seen === "plant" && seen.fact.type === "hazard") count(seen.fact.hazard);
    if (seen.seen === "fault" && seen.active) count(`fault ${seen.fault}`);
  };
  const run = runVirtual(
    { ...spec, devices },
    { sink: { observe, stopped: (id, fault) => stopped.push(`${id}: ${fault.message}`) } },
  );
  return { run, reports: checkers.map((one) => one.finish(run.endedMs)), counts, stopped };
}

describe("carousel-28", () => {
  test("keeps every rule on 20 devices in a storm of seven days", () => {
    const storm = live({
      seed: "storm-carousel",
      days: 7,
      deviceIds: deviceIdsOf(20),
      faults: { preset: "storm", planned: [] },
    });
    expect(storm.stopped).toEqual([]);
    expect(storm.reports.flatMap(({ violations }) => violations)).toEqual([]);
    // Hazards that a device can detect are rare, so H1 may have had nothing to judge.
    const untested = storm.reports.filter(({ made }) => made === 0).map(({ check }) => check);
    expect(untested.filter((id) => id !== "H1")).toEqual([]);
    expect(storm.counts.get("retrieved") ?? 0).toBeGreaterThan(150);
    for (const fault of ["lost-step", "sensor-bounce", "sensor-stuck", "jam", "power-cut"]) {
      expect(storm.counts.get(`fault ${fault}`) ?? 0, fault).toBeGreaterThan(0);
    }
  });

  test("brings nearly every dose to its user on calm days", () => {
    const calm = live({ seed: "calm", days: 3, deviceIds: deviceIdsOf(6) });
    expect(calm.reports.flatMap(({ violations }) => violations)).toEqual([]);
    expect(calm.counts.get("retrieved") ?? 0).toBeGreaterThanOrEqual(40);
    expect(calm.counts.get("wrong-compartment") ?? 0).toBe(0);
  });

  test("tells staff whenever a lost step opened the flap over another compartment", () => {
    const slipping = live({
      seed: "slips",
      days: 4,
      deviceIds: deviceIdsOf(12),
      faults: {
        preset: "none",
        planned: [12, 36, 60].map((hour) => ({
          fault: { kind: "lost-step", fromMs: SLIPS_FROM_MS + hour * 3_600_000, durationMs: 0 },
          target: { all: true },
        })),
      },
    });
    // A step behind lies the compartment of the dose before: mostly emptied, so that nothing falls.
    const hazards = ["wrong-compartment", "empty-release"];
    const astray = hazards.reduce((sum, name) => sum + (slipping.counts.get(name) ?? 0), 0);
    expect(astray).toBeGreaterThan(0);
    expect(slipping.counts.get("alert 1.5") ?? 0).toBeGreaterThanOrEqual(astray);
    expect(slipping.reports.flatMap(({ violations }) => violations)).toEqual([]);
  });
});

/** A Sunday in November at midnight in Oslo, when runs begin. */
const SLIPS_FROM_MS = Date.UTC(2026, 10, 21, 23);
