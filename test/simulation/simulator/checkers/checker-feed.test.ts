import { PROFILES } from "@dosekit/firmware-model";
import { allCheckers, CheckerFeed, type RunSpec, runVirtual } from "@dosekit/simulator";
import { expect, test } from "vitest";
import { deviceIdsOf, runSpecOf } from "../../../support/storm-spec.ts";

const isLong = process.env["DOSEKIT_LONG"] === "1";
const seeds = isLong ? ["1", "2", "3", "4", "5", "6"] : ["1"];

/** Devices of every product in a storm, over the end of summer time. */
function stormOf(seed: string): RunSpec {
  const startMs = Date.UTC(2026, 9, 24, 22);
  const faults = { preset: "storm", planned: [] } as const;
  const spec = runSpecOf({
    seed,
    days: 2,
    deviceIds: deviceIdsOf(PROFILES.length),
    faults,
    startMs,
  });
  const products = PROFILES.map(({ product }) => product);
  return {
    ...spec,
    devices: spec.devices.map((device, at) => ({ ...device, product: products[at] ?? "medido" })),
  };
}

test.each(seeds)(
  "checkers find the same whether or not they are shown what is not for them: seed %s",
  (seed) => {
    const shown = allCheckers();
    const feed = new CheckerFeed(shown);
    const everything = allCheckers();
    const run = runVirtual(stormOf(seed), {
      sink: {
        observe: (seen) => {
          // What the feed does to an observation must not reach those who look beside it.
          for (const checker of everything) checker.observe({ ...seen });
          feed.observe(seen);
        },
      },
    });
    const reports = everything.map((checker) => checker.finish(run.endedMs));
    expect(shown.map((checker) => checker.finish(run.endedMs))).toEqual(reports);
    // Hazards that a device can detect are rare, so H1 may have had nothing to judge.
    const untested = reports.filter(({ made }) => made === 0).map(({ check }) => check);
    expect(untested.filter((id) => id !== "H1")).toEqual([]);
  },
);
