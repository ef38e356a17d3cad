import {
  type FaultDraw,
  type FaultPlan,
  faultsOfDevice,
  faultsOfGateway,
  PRESET_RATES,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const DAY_MS = 86_400_000;
const START = 1_800_000_000_000;

function draw(plan: Partial<FaultPlan>, days = 30): FaultDraw {
  return {
    seed: "7",
    plan: { preset: "none", planned: [], ...plan },
    startMs: START,
    endMs: START + days * DAY_MS,
  };
}

describe("the faults of a run", () => {
  test("are none without a preset or a plan", () => {
    expect(faultsOfDevice(draw({}), "d1")).toEqual([]);
    expect(faultsOfGateway(draw({}))).toEqual([]);
  });

  test("are the same for a device whatever else there is, and differ between devices", () => {
    const storm = draw({ preset: "storm" });
    expect(faultsOfDevice(storm, "d1")).toEqual(faultsOfDevice(storm, "d1"));
    expect(faultsOfDevice(storm, "d1")).not.toEqual(faultsOfDevice(storm, "d2"));
  });

  test("come in order of their beginning and are over when the run is to heal", () => {
    const storm = draw({ preset: "storm" });
    for (const faults of [faultsOfDevice(storm, "d1"), faultsOfGateway(storm)]) {
      const begins = faults.map(({ fromMs }) => fromMs);
      expect(begins).toEqual([...begins].sort((a, b) => a - b));
      expect(faults.every(({ fromMs }) => fromMs >= storm.startMs)).toBe(true);
      expect(faults.every(({ fromMs, durationMs }) => fromMs + durationMs <= storm.endMs)).toBe(
        true,
      );
    }
  });

  test("hold every kind in a storm of some weeks", () => {
    const kinds = new Set(
      faultsOfDevice(draw({ preset: "storm" }, 120), "d1").map(({ kind }) => kind),
    );
    const drawn = Object.keys(PRESET_RATES.storm.device);
    expect([...kinds].sort()).toEqual(drawn.sort());
  });

  test("come about as often as the preset says", () => {
    const hangs = faultsOfDevice(draw({ preset: "storm" }, 200), "d1").filter(
      ({ kind }) => kind === "hang",
    );
    // 0.2 a day: 40, and three deviations of a Poisson number either way.
    expect(Math.abs(hangs.length - 40)).toBeLessThan(3 * Math.sqrt(40));
  });

  test("strike those who are named, a share of the fleet, or all", () => {
    const fault = { kind: "jam" as const, fromMs: START + 5, durationMs: 10 };
    const named = draw({ planned: [{ fault, target: { deviceIds: ["d2"] } }] });
    expect(faultsOfDevice(named, "d1")).toEqual([]);
    expect(faultsOfDevice(named, "d2")).toEqual([fault]);
    const all = draw({ planned: [{ fault, target: { all: true } }] });
    expect(faultsOfDevice(all, "d1")).toEqual([fault]);
    const half = draw({ planned: [{ fault, target: { sharePermille: 500 } }] });
    const struck = Array.from({ length: 400 }, (_, index) => faultsOfDevice(half, `d${index}`));
    const share = struck.filter(({ length }) => length === 1).length / struck.length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
  });

  test("stay as they were drawn when others are planned before them, if they have a seed", () => {
    const day = { fromMs: START, durationMs: 10 * DAY_MS };
    const every = { perDay: 2, medianMs: 1_000, sigma: 1, maxMs: 10_000 };
    const hang = {
      fault: { ...day, kind: "hang" as const },
      target: { all: true as const },
      every,
    };
    const jam = { fault: { ...day, kind: "jam" as const }, target: { sharePermille: 500 }, every };
    const jams = (...planned: FaultPlan["planned"]) =>
      Array.from({ length: 20 }, (_, at) =>
        faultsOfDevice(draw({ planned }), `d${at}`).filter(({ kind }) => kind === "jam"),
      );
    const seeded = { ...jam, seed: "my jam" };
    expect(jams(hang, seeded)).toEqual(jams(seeded));
    expect(jams(hang, jam)).not.toEqual(jams(jam));
    expect(jams({ ...jam, seed: "another" })).not.toEqual(jams(seeded));
  });

  test("keep a gateway's faults to the gateway", () => {
    const fault = { kind: "gateway-outage" as const, fromMs: START + 5, durationMs: 10 };
    const planned = draw({ planned: [{ fault }] });
    expect(faultsOfDevice(planned, "d1")).toEqual([]);
    expect(faultsOfGateway(planned)).toEqual([fault]);
  });
});
