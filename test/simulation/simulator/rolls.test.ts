import {
  allCheckers,
  type Observation,
  type RollFaultChances,
  type RunSpec,
  runVirtual,
} from "@dosekit/simulator";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawnHomes } from "../../support/drawn-homes.ts";
import { profileNamed } from "../../support/firmware-model/mechanism-bench.ts";
import { ordersIn } from "../../support/roll-orders.ts";
import { deviceIdsOf, type RunWish, runSpecOf } from "../../support/storm-spec.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const RUNS = { numRuns: LONG ? 30 : 6 };
const HOMES = LONG ? { devices: 3, days: 8 } : { devices: 2, days: 5 };
const STORM = LONG ? { devices: 20, days: 14 } : { devices: 10, days: 5 };
const PRODUCTS = ["evondos-e300", "evondos-mini", "medido"] as const;
const READERS: readonly string[] = ["evondos-e300", "evondos-mini"];

/** Mechanics that fail far more often than any device would. */
const BAD_MECHANICS: Partial<RollFaultChances> = { jam: 0.02, cutFailure: 0.02 };
/** Rolls that are packed and loaded far worse than any pharmacy would. */
const BAD_PACKING: Partial<RollFaultChances> = {
  ...BAD_MECHANICS,
  unreadable: 0.03,
  torn: 0.02,
  missing: 0.03,
  duplicated: 0.03,
  swappedRoll: 0.1,
  leaderLeft: 0.3,
  trailerLeft: 0.3,
};

/** Nothing that a roll which is not read could not notice. */
const ALIGNED: Partial<RollFaultChances> = {
  missing: 0,
  duplicated: 0,
  swappedRoll: 0,
  leaderLeft: 0,
};

function live(product: string, wish: RunWish) {
  const spec = runSpecOf(wish);
  return watched({ ...spec, devices: spec.devices.map((device) => ({ ...device, product })) });
}

function watched(spec: RunSpec) {
  const checkers = allCheckers();
  const counts = new Map<string, number>();
  const stopped: string[] = [];
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const run = runVirtual(spec, {
    sink: {
      observe: (seen: Observation) => {
        for (const checker of checkers) checker.observe(seen);
        if (seen.seen === "record" && seen.record.kind === "dose.closed") {
          const { outcome = "", reason = "" } = seen.record;
          count(`${outcome} ${reason}`.trim());
        }
        if (seen.seen === "record" && seen.record.kind === "alert.raised") {
          count(`alert ${seen.record.alert}`);
        }
        if (seen.seen === "plant" && seen.fact.type === "hazard") count(seen.fact.hazard);
      },
      stopped: (deviceId, fault) => stopped.push(`${deviceId}: ${fault.message}`),
    },
  });
  const reports = checkers.map((checker) => checker.finish(run.endedMs));
  return { run, reports, counts, stopped };
}

describe.each(PRODUCTS)("%s", (product) => {
  test("keeps every rule on many devices in a storm of days", () => {
    const storm = live(product, {
      seed: `storm-${product}`,
      days: STORM.days,
      deviceIds: deviceIdsOf(STORM.devices),
      faults: { preset: "storm", planned: [] },
    });
    expect(storm.stopped).toEqual([]);
    expect(storm.reports.flatMap(({ violations }) => violations)).toEqual([]);
    // Hazards that a device can detect are rare, so H1 may have had nothing to judge.
    const untested = storm.reports.filter(({ made }) => made === 0).map(({ check }) => check);
    expect(untested.filter((id) => id !== "H1")).toEqual([]);
    // Two and three doses a day by turns.
    const doses = 2.5 * STORM.devices * STORM.days;
    expect(storm.counts.get("retrieved") ?? 0).toBeGreaterThan(doses / 2);
  });

  test("brings nearly every dose to its user on calm days", () => {
    const calm = live(product, { seed: "calm", days: 3, deviceIds: deviceIdsOf(6) });
    expect(calm.reports.flatMap(({ violations }) => violations)).toEqual([]);
    expect(calm.counts.get("retrieved") ?? 0).toBeGreaterThanOrEqual(40);
  });

  test("keeps every rule in drawn homes that ask much of it, on rolls that are packed badly", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(drawnHomes(profileNamed(product), HOMES), ordersIn(HOMES.days), (home, ask) => {
        const life = watched({ ...home, orders: ask(home), rollFaults: BAD_PACKING });
        expect(life.stopped).toEqual([]);
        expect(life.reports.flatMap(({ violations }) => violations)).toEqual([]);
        for (const [what, times] of life.counts) seen.set(what, (seen.get(what) ?? 0) + times);
      }),
      RUNS,
    );
    // A handful of lives need not have seen it all.
    const rare = LONG ? ["withheld paused", "alert 1.7", "alert 1.8"] : [];
    for (const what of ["retrieved", "released-ahead", ...rare]) {
      expect([...seen.keys()], "what the lives have seen").toContain(what);
    }
  });

  test("lets no pouch go but the right one, whatever is asked of it, while its clock is right", () => {
    const rollFaults = READERS.includes(product) ? BAD_PACKING : { ...BAD_MECHANICS, ...ALIGNED };
    let retrieved = 0;
    fc.assert(
      fc.property(drawnHomes(profileNamed(product), HOMES), ordersIn(HOMES.days), (home, ask) => {
        const faults = { preset: "none", planned: [] } as const;
        const { counts } = watched({ ...home, faults, orders: ask(home), rollFaults });
        const wrong = ["wrong-pouch", "wrong-patient", "two-pouches"];
        expect([...counts.keys()].filter((what) => wrong.includes(what))).toEqual([]);
        retrieved += counts.get("retrieved") ?? 0;
      }),
      RUNS,
    );
    expect(retrieved).toBeGreaterThan(RUNS.numRuns);
  });
});
