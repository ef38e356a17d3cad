import {
  allCheckers,
  type CheckReport,
  type Observation,
  PRESET_RATES,
  runVirtual,
  VirtualHost,
  type VirtualRun,
} from "@dosekit/simulator";
import { beforeAll, describe, expect, test } from "vitest";
import { deviceIdsOf, type RunWish, runSpecOf } from "../../../support/storm-spec.ts";

interface Watched {
  readonly run: VirtualRun;
  readonly reports: readonly CheckReport[];
  readonly counts: ReadonlyMap<string, number>;
  readonly stopped: readonly string[];
}

function watch(wish: RunWish): Watched {
  const checkers = allCheckers();
  const counts = new Map<string, number>();
  const stopped: string[] = [];
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const host = new VirtualHost(runSpecOf(wish), {
    observe: (seen: Observation) => {
      for (const checker of checkers) checker.observe(seen);
      if (seen.seen === "record") count(`${seen.record.kind} ${seen.record.outcome ?? ""}`.trim());
      else count(seen.seen === "fault" ? `fault ${seen.fault}` : seen.seen);
    },
    stopped: (deviceId, fault) => stopped.push(`${deviceId}: ${fault.message}`),
  });
  host.advance(host.endMs());
  // The rules are judged while the devices still have power.
  const reports = checkers.map((checker) => checker.finish(host.nowMs()));
  return { run: host.finish(), reports, counts, stopped };
}

const STORM: RunWish = {
  seed: "storm-1",
  days: 3,
  deviceIds: deviceIdsOf(20),
  faults: { preset: "storm", planned: [] },
};

describe("20 devices in a storm of three days", () => {
  let storm: Watched;
  beforeAll(() => {
    storm = watch(STORM);
  });

  test("keep every rule, and put every rule but the one about hazards to the test", () => {
    const violations = storm.reports.flatMap((report) => report.violations);
    expect(violations, `seed ${STORM.seed}`).toEqual([]);
    const untested = storm.reports.filter(({ made }) => made === 0).map(({ check }) => check);
    // Hazards that a device can detect are rare, so H1 may have had nothing to judge.
    expect(untested.filter((id) => id !== "H1")).toEqual([]);
  });

  test("meet all kinds of faults but some that are rare", () => {
    const kinds = [...storm.counts.keys()].filter((what) => what.startsWith("fault "));
    // Faults of places are told as what they do to a home.
    const { device, gateway } = PRESET_RATES.storm;
    const drawn = Object.keys({ ...device, ...gateway });
    const missing = drawn.filter((kind) => !kinds.includes(`fault ${kind}`));
    expect(missing.length).toBeLessThan(3);
    expect(kinds.length).toBeGreaterThan(24);
  });

  test("bring most doses to their users all the same", () => {
    const retrieved = storm.counts.get("dose.closed retrieved") ?? 0;
    // 10 devices with two and 10 with three doses a day.
    expect(retrieved).toBeGreaterThan(100);
    expect(retrieved).toBeLessThanOrEqual(150);
  });

  test("never stop by a defect of their own program", () => {
    expect(storm.stopped).toEqual([]);
  });

  test("leave the same trace again, whatever the order in which they are named", () => {
    const again = runVirtual(runSpecOf({ ...STORM, deviceIds: [...STORM.deviceIds].reverse() }), {
      sink: { observe: () => undefined },
    });
    expect(again.traceHash).toBe(storm.run.traceHash);
    expect(again.steps).toBe(storm.run.steps);
  });

  test("leave each the trace that it would leave alone", () => {
    for (const deviceId of ["d03", "d14"]) {
      const alone = runVirtual(runSpecOf({ ...STORM, deviceIds: [deviceId] }), {
        sink: { observe: () => undefined },
      });
      expect(alone.deviceHashes.get(deviceId)).toBe(storm.run.deviceHashes.get(deviceId));
    }
  });

  test("leave another trace under another seed", () => {
    const other = runVirtual(runSpecOf({ ...STORM, seed: "storm-2", deviceIds: ["d01"] }), {
      sink: { observe: () => undefined },
    });
    expect(other.deviceHashes.get("d01")).not.toBe(storm.run.deviceHashes.get("d01"));
  });
});

describe("devices in a storm over a change of the clocks", () => {
  const isLong = process.env["DOSEKIT_LONG"] === "1";
  const seeds = Array.from({ length: isLong ? 20 : 1 }, (_, index) => `change-${index + 1}`);
  const changes = [
    { name: "spring", startMs: Date.UTC(2026, 2, 27, 23) },
    { name: "autumn", startMs: Date.UTC(2026, 9, 23, 22) },
  ];
  const cases = changes.flatMap((change) => seeds.map((seed) => ({ ...change, seed })));

  test.each(cases)("keep every rule in $name, seed $seed", ({ seed, startMs }) => {
    const deviceIds = deviceIdsOf(isLong ? 20 : 8);
    const faults = { preset: "storm", planned: [] } as const;
    const { reports } = watch({ seed, days: 3, deviceIds, faults, startMs });
    expect(reports.flatMap(({ violations }) => violations)).toEqual([]);
  });
});

describe("devices on calm days", () => {
  test("lose no dose and no record, and keep every rule", () => {
    const calm = watch({ seed: "calm", days: 2, deviceIds: deviceIdsOf(6) });
    expect(calm.reports.flatMap(({ violations }) => violations)).toEqual([]);
    expect(calm.counts.get("committed")).toBe(
      [...calm.counts]
        .filter(([what]) => what.includes("."))
        .reduce((sum, [, times]) => sum + times, 0),
    );
    const closed = [...calm.counts].filter(([what]) => what.startsWith("dose.closed"));
    // 3 devices with two and 3 with three doses a day, for two days.
    expect(closed.reduce((sum, [, times]) => sum + times, 0)).toBe(30);
  });
});

describe("a virtual run", () => {
  const wish: RunWish = { days: 1, deviceIds: ["d01"] };

  test("tells how far it is, hour by hour, up to the end of its drain", () => {
    const shares: number[] = [];
    const spec = runSpecOf(wish);
    const run = runVirtual(spec, {
      sink: { observe: () => undefined },
      onProgress: ({ share }) => shares.push(share),
    });
    expect(shares).toHaveLength(30);
    expect(shares.at(-1)).toBe(1);
    expect(run).toMatchObject({ partial: false, endedMs: spec.endMs + spec.drainMs });
  });

  test("says that it is partial when it is ended early", () => {
    const controller = new AbortController();
    const run = runVirtual(runSpecOf(wish), {
      sink: { observe: () => undefined },
      signal: controller.signal,
      onProgress: ({ share }) => {
        if (share > 0.5) controller.abort();
      },
    });
    expect(run.partial).toBe(true);
  });

  test("fails when its observer fails, and not as if a device had", () => {
    const stopped: string[] = [];
    const observe = (seen: Observation) => {
      if (seen.seen === "input") throw new Error("observer");
    };
    expect(() =>
      runVirtual(runSpecOf(wish), { sink: { observe, stopped: (id) => stopped.push(id) } }),
    ).toThrow("observer");
    expect(stopped).toEqual([]);
  });

  test("refuses a fleet in which a name appears twice, and a product that there is not", () => {
    const sink = { observe: () => undefined };
    expect(() => runVirtual(runSpecOf({ days: 1, deviceIds: ["d01", "d01"] }), { sink })).toThrow(
      RangeError,
    );
    const spec = runSpecOf(wish);
    const devices = spec.devices.map((device) => ({ ...device, product: "none" }));
    expect(() => runVirtual({ ...spec, devices }, { sink })).toThrow(RangeError);
  });
});
