import { PROFILES } from "@dosekit/firmware-model";
import { DAY_MS, HOUR_MS } from "@dosekit/protocols";
import {
  DEFAULT_RESPONSE,
  faultsOfHome,
  type Observation,
  type RunSpec,
  runLanes,
  runVirtual,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { deviceIdsOf, runSpecOf } from "../../../support/storm-spec.ts";

const PRODUCTS = PROFILES.map(({ product }) => product);

/** One device of every product from the start, and one that is put up after two days and a half. */
function rolledOut(): RunSpec {
  const spec = runSpecOf({
    ...{ seed: "later", days: 4, faults: { preset: "storm", planned: [] } },
    deviceIds: deviceIdsOf(2 * PRODUCTS.length),
  });
  const devices = spec.devices.map((device, at) => ({
    ...device,
    product: PRODUCTS[at % PRODUCTS.length] ?? device.product,
    ...(at < PRODUCTS.length ? {} : { startsMs: spec.startMs + 2.5 * DAY_MS }),
  }));
  return { ...spec, devices };
}

describe("a device that is put up later", () => {
  const spec = rolledOut();
  const startOf = new Map(spec.devices.map(({ deviceId, startsMs = 0 }) => [deviceId, startsMs]));
  const seen: Observation[] = [];
  const run = runVirtual(spec, { sink: { observe: (one) => void seen.push(one) } });

  test("shows nothing before, and lives as others do from then on", () => {
    const early = seen.filter(({ deviceId, trueMs }) => trueMs < (startOf.get(deviceId) ?? 0));
    expect(early).toEqual([]);
    for (const [deviceId, startsMs] of startOf) {
      const own = seen.filter((one) => one.deviceId === deviceId);
      expect(own[0]).toMatchObject({ seen: "device", trueMs: Math.max(startsMs, spec.startMs) });
      expect(own.some((one) => one.seen === "record" && one.record.kind === "dose.closed")).toBe(
        true,
      );
    }
  });

  test("breaks no rule, and is the same by itself as in exact order", async () => {
    const lanes = await runLanes(spec);
    expect(lanes.sums.violations).toEqual([]);
    expect(lanes.sums.stops).toBe(0);
    expect(lanes.traceHash).toBe(run.traceHash);
  });

  test("makes no difference to those that were there before", async () => {
    const without = { ...spec, devices: spec.devices.slice(0, PRODUCTS.length) };
    const alone = await runLanes(without);
    for (const [deviceId, hash] of alone.deviceHashes) {
      expect(run.deviceHashes.get(deviceId)).toBe(hash);
    }
  });

  test("may never have been put up when a run is ended early", async () => {
    const stop = new AbortController();
    const cut = await runLanes(
      { ...spec, response: { ...DEFAULT_RESPONSE, centre: "shared", shifts: [] } },
      {
        signal: stop.signal,
        onProgress: () => stop.abort(),
      },
    );
    expect(cut.partial).toBe(true);
    expect(cut.sums.violations).toEqual([]);
  });

  test("knows nothing of what went wrong before", () => {
    for (const device of spec.devices) {
      const { startsMs = spec.startMs } = device;
      const over = faultsOfHome(spec, device).filter(
        ({ fromMs, durationMs }) => fromMs + durationMs <= startsMs,
      );
      expect(over).toEqual([]);
    }
  });

  test("has a clock and a battery as fresh as on the first day of any other", () => {
    const later = spec.devices.filter(({ startsMs }) => startsMs !== undefined);
    for (const { deviceId, startsMs = 0 } of later) {
      const first = seen.filter(
        (one) => one.deviceId === deviceId && one.trueMs < startsMs + HOUR_MS,
      );
      const errors = first.flatMap((one) => (one.seen === "effect" ? [one.clockErrorMs] : []));
      expect(errors[0]).toBeLessThanOrEqual(60_000);
    }
  });
});
