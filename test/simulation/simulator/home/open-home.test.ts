import { contactIntervalMsOf, PROFILES, profileOf } from "@dosekit/firmware-model";
import {
  ConnectedHome,
  canBeBare,
  EventQueue,
  type FaultPreset,
  RunRecorder,
  type RunSpec,
  type RunSums,
  runLanes,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { runSpecOf } from "../../../support/storm-spec.ts";

const AWAKE = PROFILES.filter((profile) => contactIntervalMsOf(profile) === undefined);
const isLong = process.env["DOSEKIT_LONG"] === "1";

function openSpec(product: string, preset: FaultPreset, seed: string, days: number): RunSpec {
  const spec = runSpecOf({
    ...{ seed, days, deviceIds: ["d01", "d02", "d03"] },
    faults: { preset, planned: [] },
  });
  const devices = spec.devices.map((device) => ({ ...device, product }));
  return { ...spec, loop: "open", devices };
}

interface Lived {
  readonly traceHash: string;
  /** What was seen of the device, each with its time. */
  readonly seen: readonly string[];
  readonly sums: RunSums;
}

function live(spec: RunSpec, at: number, bare: boolean): Lived {
  const device = spec.devices[at];
  if (device === undefined) throw new RangeError(`no device ${at}`);
  const scheduler = new EventQueue(spec.startMs);
  const recorder = new RunRecorder({ ladder: spec.ladder });
  const seen: string[] = [];
  const home = new ConnectedHome({
    ...{ scheduler, lane: 0, spec, device, bare },
    sink: {
      observe: (one) => {
        recorder.observe(one);
        if (one.seen === "effect") seen.push(`${one.trueMs} ${JSON.stringify(one.effect)}`);
        else if (one.seen === "input") seen.push(`${one.trueMs} ${JSON.stringify(one.input)}`);
        else if (one.seen === "plant") seen.push(`${one.trueMs} ${JSON.stringify(one.fact)}`);
      },
      received: (deviceId, messages) => recorder.received(deviceId, messages),
    },
  });
  home.start();
  scheduler.runUntil(spec.endMs + spec.drainMs);
  recorder.close(scheduler.nowMs());
  home.stop();
  return { traceHash: home.home.traceDigest(), seen, sums: recorder.sums() };
}

describe("a device in an open loop", () => {
  const seeds = isLong ? ["1", "2", "3", "4", "5", "6", "7", "8"] : ["1"];
  const cases = AWAKE.flatMap(({ product }) =>
    seeds.flatMap((seed) => [
      { product, seed, preset: "everyday" as const, days: isLong ? 60 : 4 },
      { product, seed, preset: "storm" as const, days: isLong ? 10 : 2 },
    ]),
  );

  test.each(cases)(
    "leaves the same trace without bytes as on the SDK's runtime: $product, $preset, seed $seed",
    ({ product, preset, seed, days }) => {
      const spec = openSpec(product, preset, seed, days);
      for (const [at, device] of spec.devices.entries()) {
        if (!canBeBare(spec, device)) continue;
        const bare = live(spec, at, true);
        const sdk = live(spec, at, false);
        expect(bare.seen, device.deviceId).toEqual(sdk.seen);
        expect(bare.traceHash).toBe(sdk.traceHash);
        expect(bare.sums.totals).toEqual(sdk.sums.totals);
        expect([...bare.sums.violations, ...sdk.sums.violations]).toEqual([]);
        expect(bare.sums.delivery).toMatchObject({ doubled: 0, lost: 0 });
      }
    },
  );

  test("runs on the SDK's runtime where it sleeps, or its storage forgets what it confirmed", () => {
    const sleeper = openSpec("pilly-sms", "none", "1", 1);
    const [device] = openSpec("medido", "none", "1", 1).devices;
    if (device === undefined) throw new RangeError("no device");
    expect(sleeper.devices.some((one) => canBeBare(sleeper, one))).toBe(false);
    const lies = { kind: "store-lies", fromMs: 0, durationMs: 1_000, commits: 1 } as const;
    const planned = [{ fault: lies, target: { all: true as const } }];
    const medido = openSpec("medido", "none", "1", 1);
    expect(canBeBare(medido, device)).toBe(true);
    expect(canBeBare({ ...medido, faults: { preset: "none", planned } }, device)).toBe(false);
  });

  test("starts over on the SDK's runtime when it meets what is not modelled without bytes", async () => {
    const medido = profileOf("medido");
    if (medido === undefined) throw new RangeError("no medido");
    // Room for so few records that six weeks without contact fill it.
    const forgetful = {
      ...medido,
      product: "forgetful",
      spoolEvents: { ...medido.spoolEvents, value: 500 },
    };
    const spec = { ...openSpec("forgetful", "none", "1", 44), profiles: [forgetful] };
    const cut = {
      kind: "link-cut",
      fromMs: spec.startMs + 3_600_000,
      durationMs: 42 * 86_400_000,
    } as const;
    const planned = [{ fault: cut, target: { deviceIds: ["d01"] } }];
    const run = await runLanes({ ...spec, faults: { preset: "none", planned } });
    expect(run.bareHomes).toBe(2);
    expect(run.partial).toBe(false);
    expect(run.sums.delivery).toMatchObject({ doubled: 0, lost: 0 });
    const calm = await runLanes(spec);
    expect(calm.bareHomes).toBe(3);
    expect(calm.deviceHashes.get("d02")).toBe(run.deviceHashes.get("d02"));
    expect(calm.deviceHashes.get("d01")).not.toBe(run.deviceHashes.get("d01"));
  });
});
