import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROFILES } from "@dosekit/firmware-model";
import {
  contactIntervalIn,
  EventFile,
  type FaultPreset,
  type LanesRun,
  RunRecorder,
  type RunSpec,
  runLanes,
  runVirtual,
} from "@dosekit/simulator";
import { afterAll, describe, expect, test } from "vitest";
import { newHereThread } from "../../../support/simulator/lane-threads.ts";
import { deviceIdsOf, runSpecOf } from "../../../support/storm-spec.ts";

const folder = mkdtempSync(join(tmpdir(), "dosekit-lanes-"));
afterAll(() => rmSync(folder, { recursive: true }));

const PRODUCTS = PROFILES.map(({ product }) => product);

/** A fleet of every product, each device under the faults of the preset. */
function mixedFleet(seed: string, preset: FaultPreset, days = 2): RunSpec {
  const spec = runSpecOf({
    ...{ seed, days, faults: { preset, planned: [] } },
    deviceIds: deviceIdsOf(2 * PRODUCTS.length),
  });
  const devices = spec.devices.map((device, index) => ({
    ...device,
    product: PRODUCTS[index % PRODUCTS.length] ?? device.product,
  }));
  return { ...spec, devices };
}

interface Told {
  readonly run: Omit<LanesRun, "partial" | "bareHomes">;
  readonly events: string;
}

async function inExactOrder(spec: RunSpec): Promise<Told> {
  const path = join(folder, "exact.jsonl");
  const recorder = new RunRecorder(
    { ladder: spec.ladder, contactIntervalMs: contactIntervalIn(spec.profiles) },
    EventFile.open(path),
  );
  let closed = false;
  const run = runVirtual(spec, {
    sink: recorder,
    onProgress: ({ share, trueMs }) => {
      if (share >= 1 && !closed) recorder.close(trueMs);
      closed ||= share >= 1;
    },
  });
  const { eventsSha256: _sha, ...sums } = await recorder.finish();
  const { traceHash, deviceHashes, steps } = run;
  return { run: { traceHash, deviceHashes, steps, sums }, events: readFileSync(path, "utf8") };
}

async function inLanes(spec: RunSpec, workers: number): Promise<Told> {
  const path = join(folder, `lanes-${workers}.jsonl`);
  const events = EventFile.open(path);
  const {
    partial,
    bareHomes: _bareHomes,
    ...run
  } = await runLanes(spec, { workers, events, newThread: newHereThread });
  await events.finish();
  expect(partial).toBe(false);
  return { run, events: readFileSync(path, "utf8") };
}

describe("homes that run one after the other", () => {
  const seeds = process.env["DOSEKIT_LONG"] === "1" ? ["a", "b", "c", "d", "e"] : ["a"];
  const cases = (["everyday", "storm"] as const).flatMap((preset) =>
    seeds.map((seed) => ({ preset, seed })),
  );

  test.each(cases)(
    "leave the traces, sums and events of the exact order: $preset, seed $seed",
    async ({ preset, seed }) => {
      const spec = mixedFleet(seed, preset);
      const exact = await inExactOrder(spec);
      expect(exact.run.sums.totals.due).toBeGreaterThan(0);
      for (const workers of [1, 2, 8]) {
        const lanes = await inLanes(spec, workers);
        expect(lanes.run, `${workers} threads`).toEqual(exact.run);
        expect(lanes.events, `${workers} threads`).toBe(exact.events);
      }
    },
  );

  test("leave no part of the event file behind", () => {
    expect(readdirSync(folder).filter((name) => name.includes("part"))).toEqual([]);
  });
});

test("two versions of one product run side by side, each as it does alone", async () => {
  const medido = PROFILES.find(({ product }) => product === "medido");
  if (medido === undefined) throw new RangeError("no medido");
  const { reminder } = medido;
  const repeatMinutes = { ...reminder.repeatMinutes, value: 9 };
  const next = { ...medido, product: "medido-next", reminder: { ...reminder, repeatMinutes } };
  const spec = runSpecOf({ seed: "versions", days: 2, deviceIds: deviceIdsOf(6) });
  const fleet: RunSpec = {
    ...spec,
    loop: "open",
    profiles: [next],
    devices: spec.devices.map((device, at) => ({
      ...device,
      product: at % 2 === 0 ? "medido" : "medido-next",
    })),
  };
  const both = await runLanes(fleet, { workers: 2, newThread: newHereThread });
  for (const product of ["medido", "medido-next"]) {
    const devices = fleet.devices.filter((device) => device.product === product);
    const alone = await runLanes({ ...fleet, devices });
    for (const [deviceId, hash] of alone.deviceHashes) {
      expect(both.deviceHashes.get(deviceId), deviceId).toBe(hash);
    }
  }
  const old = fleet.devices.map((device) => ({ ...device, product: "medido" }));
  const before = await runLanes({ ...fleet, devices: old });
  expect(before.deviceHashes.get("d01")).toBe(both.deviceHashes.get("d01"));
  expect(before.traceHash).not.toBe(both.traceHash);
});

describe("a run in lanes", () => {
  test("refuses a device that is there twice", async () => {
    const spec = runSpecOf({ days: 1, deviceIds: ["d01", "d01"] });
    await expect(runLanes(spec)).rejects.toThrow(RangeError);
  });

  test.each([1, 2])(
    "that is interrupted says so and tells what it has: %i threads",
    async (workers) => {
      const spec = runSpecOf({ days: 3, deviceIds: deviceIdsOf(6) });
      const interrupted = new AbortController();
      const run = await runLanes(spec, {
        ...{ workers, newThread: newHereThread, signal: interrupted.signal },
        onProgress: (share) => {
          if (share > 0.3) interrupted.abort();
        },
      });
      expect(run.partial).toBe(true);
      expect(run.deviceHashes.size).toBeGreaterThan(0);
      expect(run.deviceHashes.size).toBeLessThan(6);
      expect(run.sums.totals.due).toBeGreaterThan(0);
    },
  );

  test.each([1, 2])("ends with the error of a home, on %i threads", async (workers) => {
    const spec = runSpecOf({ days: 1, deviceIds: deviceIdsOf(4) });
    const devices = spec.devices.map((device, at) =>
      at === 3 ? { ...device, product: "toaster" } : device,
    );
    const run = runLanes({ ...spec, devices }, { workers, newThread: newHereThread });
    await expect(run).rejects.toThrow("no product is named toaster");
  });
});
