import {
  areasAlike,
  type FaultDraw,
  type FaultPlan,
  type FaultSpan,
  faultsOfDevice,
  faultsOfGateway,
  ownPartOf,
  PLANNED_KINDS,
  PRESET_RATES,
  placeOfHome,
  ratesOf,
  streamOf,
  swarmRates,
} from "@dosekit/simulator";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const [HOUR, DAY] = [3_600_000, 86_400_000];
const START = 1_800_000_000_000;
const seeds = fc.string({ minLength: 1, maxLength: 12 });
const presets = fc.constantFrom("everyday" as const, "storm" as const, "swarm" as const);
const deviceIds = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}-\d{4}$/), {
  minLength: 2,
  maxLength: 5,
});

function drawOf(seed: string, plan: Partial<FaultPlan>, days = 20): FaultDraw {
  return {
    seed,
    plan: { preset: "none", planned: [], ...plan },
    startMs: START,
    endMs: START + days * DAY,
    world: { areas: areasAlike(2) },
  };
}

describe("the faults of a run", () => {
  test("are the same for a device whichever others are drawn, and in whatever order", () => {
    fc.assert(
      fc.property(seeds, presets, deviceIds, (seed, preset, ids) => {
        const draw = drawOf(seed, { preset });
        const all = new Map(ids.map((id) => [id, faultsOfDevice(draw, id)]));
        for (const id of [...ids].reverse()) {
          expect(faultsOfDevice(draw, id)).toEqual(all.get(id));
        }
      }),
      { numRuns: 30 },
    );
  });

  test("always end by the end of the days, and come in order, but for a network that is gone", () => {
    fc.assert(
      fc.property(seeds, presets, fc.integer({ min: 0, max: 20 * DAY }), (seed, preset, offMs) => {
        const draw = drawOf(seed, { preset });
        const world = { areas: areasAlike(2), twoGOffMs: START + offMs };
        const home = { deviceId: "d-0001", isOn2g: true };
        const faults = faultsOfDevice({ ...draw, world }, home);
        const begins = faults.map(({ fromMs }) => fromMs);
        expect(begins).toEqual(begins.toSorted((a, b) => a - b));
        const endless = faults.filter(({ durationMs }) => !Number.isFinite(durationMs));
        expect(endless.map(({ kind }) => kind)).toEqual(offMs < 20 * DAY ? ["network-ended"] : []);
        const mended = [...faults, ...faultsOfGateway(draw)].filter(
          (one) => !endless.includes(one as never),
        );
        expect(mended.every(({ fromMs }) => fromMs >= START)).toBe(true);
        const ends = mended.map(({ fromMs, durationMs }) => fromMs + durationMs);
        expect(ends.every((endMs) => endMs <= draw.endMs)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test("give homes of one area the same outages, and those of one station the same silence", () => {
    fc.assert(
      fc.property(seeds, deviceIds, (seed, ids) => {
        const outage = { fromMs: START + DAY, durationMs: 10 * HOUR, kind: "area-outage" } as const;
        const every = { perDay: 0.5, medianMs: 5 * HOUR, sigma: 0.5, maxMs: 20 * HOUR };
        const week = { fromMs: START + 2 * DAY, durationMs: 7 * DAY, kind: "area-outage" } as const;
        const draw = drawOf(seed, {
          planned: [
            { fault: outage, places: ["area-01"] },
            { fault: week, every },
          ],
        });
        const byArea = new Map<string, string>();
        for (const id of ids) {
          const { area, station } = placeOfHome(draw.world ?? { areas: [] }, seed, id);
          const faults = faultsOfDevice(draw, id);
          const dark = faults.filter(({ kind }) => kind === "mains-loss");
          const silent = faults.filter(({ kind }) => kind === "link-cut");
          const name = JSON.stringify(dark);
          expect(byArea.get(area.name) ?? name).toBe(name);
          byArea.set(area.name, name);
          expect(dark.some(({ fromMs }) => fromMs === outage.fromMs)).toBe(area.name === "area-01");
          const long = dark.filter(({ durationMs }) => durationMs > station.backupMs);
          expect(silent.map(({ fromMs }) => fromMs)).toEqual(
            long.map(({ fromMs }) => fromMs + station.backupMs),
          );
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("a swarm", () => {
  const kinds = PLANNED_KINDS.filter((kind) => {
    const { device, place, gateway } = PRESET_RATES.storm;
    return Object.hasOwn({ ...device, ...place, ...gateway }, kind);
  });

  test("has every kind in one run or another, and in each run only some", () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 40; seed += 1) {
      const { device, place, gateway } = ratesOf("swarm", `swarm-${seed}`);
      const own = Object.keys({ ...device, ...place, ...gateway });
      expect(own.length).toBeLessThan(kinds.length);
      for (const kind of own) seen.add(kind);
    }
    expect([...seen].sort()).toEqual([...kinds].sort());
    expect([...kinds].sort()).toEqual([...PLANNED_KINDS].sort());
  });

  test("draws each kind by its own name, with a weight above nothing", () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(...kinds), (seed, left) => {
        const whole = swarmRates(PRESET_RATES.storm, seed);
        const { [left as "jam"]: _gone, ...device } = PRESET_RATES.storm.device;
        const without = swarmRates({ ...PRESET_RATES.storm, device }, seed);
        for (const [kind, rate] of Object.entries(without.device)) {
          expect(whole.device[kind as "jam"]).toEqual(rate);
          expect(rate.perDay).toBeGreaterThan(0);
        }
      }),
      { numRuns: 60 },
    );
  });
});

test("what strikes one by one begins in the first half of its span and ends in the second", () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 2, max: 10 * DAY }), (seed, durationMs) => {
      const span: FaultSpan = { fromMs: START, durationMs };
      const own = ownPartOf(span, streamOf(seed, "d1", "order"));
      const half = START + Math.floor(durationMs / 2);
      expect(own.fromMs).toBeGreaterThanOrEqual(START);
      expect(own.fromMs).toBeLessThan(half);
      expect(own.fromMs + own.durationMs).toBeGreaterThanOrEqual(half);
      expect(own.fromMs + own.durationMs).toBeLessThanOrEqual(START + durationMs);
    }),
  );
});
