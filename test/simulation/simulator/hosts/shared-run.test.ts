import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROFILES, profileOf } from "@dosekit/firmware-model";
import {
  canBeBare,
  contactIntervalIn,
  DEFAULT_RESPONSE,
  type Delivery,
  type DeviceSpec,
  EventFile,
  type FaultPreset,
  type LanesRun,
  type ResponsePlan,
  RunRecorder,
  type RunSpec,
  runLanes,
  SHARED_HOME_CARE,
  VirtualHost,
} from "@dosekit/simulator";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { newHereThread } from "../../../support/simulator/lane-threads.ts";
import { deviceIdsOf, runSpecOf } from "../../../support/storm-spec.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const PRODUCTS = PROFILES.map(({ product }) => product);
const { times } = DEFAULT_RESPONSE;
const HOUR_MS = 3_600_000;
const MEASURED = { "30": { acknowledgeMs: HOUR_MS / 4, actMs: HOUR_MS } };

const folder = mkdtempSync(join(tmpdir(), "dosekit-shared-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Fleet {
  readonly seed: string;
  readonly devices: number;
  readonly days: number;
  readonly preset: FaultPreset;
  readonly delivery: Delivery;
  /** On duty all day and night. */
  readonly operators: number;
  /** Without limits when absent. */
  readonly staff?: number | undefined;
  /** How long a call takes and what is written down after it, in minutes. */
  readonly workMin: number;
}

function specOf({ seed, devices, days, preset, delivery, ...centre }: Fleet): RunSpec {
  const faults = { preset, planned: [] };
  const spec = runSpecOf({ seed, days, faults, deviceIds: deviceIdsOf(devices) });
  return {
    ...spec,
    delivery,
    keepDays: true,
    measures: { zone: "Europe/Oslo", limits: MEASURED },
    devices: spec.devices.map((device, at) => ({
      ...device,
      product: PRODUCTS[at % PRODUCTS.length] ?? device.product,
      // One is put up later than all others.
      ...(at === 0 ? { startsMs: spec.startMs + 9 * HOUR_MS } : {}),
    })),
    response: planOf(centre),
  };
}

function planOf({
  operators,
  staff,
  workMin,
}: Pick<Fleet, "operators" | "staff" | "workMin">): ResponsePlan {
  const always = { name: "all", from: "00:00", to: "00:00", days: times.roundDays };
  return {
    ...DEFAULT_RESPONSE,
    centre: "shared",
    shifts: [{ ...always, operators }],
    times: { ...times, callMin: workMin, recordMin: workMin },
    homeCare:
      staff === undefined
        ? "unlimited"
        : { ...SHARED_HOME_CARE, shifts: [{ ...always, operators: staff }] },
  };
}

type Told = Omit<LanesRun, "bareHomes" | "partial"> & { readonly events: string };

/** All homes on one queue in the order of true time. */
async function inExactOrder(
  spec: RunSpec,
  isBare = (device: DeviceSpec) => canBeBare(spec, device),
): Promise<Told> {
  const path = join(folder, "exact.jsonl");
  const contactIntervalMs = contactIntervalIn(spec.profiles);
  const recorder = new RunRecorder({ ...spec, contactIntervalMs }, EventFile.open(path));
  const host = new VirtualHost(spec, recorder, undefined, isBare);
  host.advance(host.endMs());
  recorder.close(host.nowMs());
  const { traceHash, deviceHashes, steps } = host.finish();
  const { eventsSha256: _sha, ...sums } = await recorder.finish();
  return { traceHash, deviceHashes, steps, sums, events: readFileSync(path, "utf8") };
}

async function onThreads(spec: RunSpec, workers: number): Promise<Told> {
  const path = join(folder, `threads-${workers}.jsonl`);
  const events = EventFile.open(path);
  const {
    partial,
    bareHomes: _bareHomes,
    ...run
  } = await runLanes(spec, {
    ...{ workers, events, newThread: newHereThread },
  });
  await events.finish();
  expect(partial).toBe(false);
  return { ...run, events: readFileSync(path, "utf8") };
}

/** Compares what is short first: the rest of a difference is long. */
function expectSame(found: Told, exact: Told, about: string): void {
  expect(found.deviceHashes, about).toEqual(exact.deviceHashes);
  expect(found.sums, about).toEqual(exact.sums);
  expect(found, about).toEqual(exact);
}

describe("homes that share operators, each by itself until it needs one", () => {
  const busy = { seed: "centre", devices: 16, days: 2, preset: "storm", operators: 1 } as const;
  const cases: readonly (Fleet & { readonly name: string })[] = [
    {
      ...busy,
      name: "enough for all",
      devices: 8,
      delivery: "wire",
      operators: 5,
      staff: 5,
      workMin: 4,
    },
    { ...busy, name: "one overwhelmed", delivery: "wire", staff: 1, workMin: 90 },
    { ...busy, name: "bare", delivery: "bare", preset: "everyday", staff: 1, workMin: 45 },
  ];

  test.each(cases)(
    "leave the traces, sums and events of the exact order on any number of threads: $name",
    async (fleet) => {
      const spec = specOf(fleet);
      const exact = await inExactOrder(spec);
      const { queue, hours } = exact.sums.response.centre;
      expect(hours.reduce((sum, { raised }) => sum + raised, 0)).toBeGreaterThan(5);
      if (fleet.workMin === 90) expect(queue.waiting).toBeGreaterThan(10);
      for (const workers of [1, 2, 8]) {
        expectSame(await onThreads(spec, workers), exact, `${workers} threads`);
      }
    },
    600_000,
  );

  const fleets: fc.Arbitrary<Fleet> = fc.record({
    seed: fc.string({ minLength: 1, maxLength: 6 }),
    devices: fc.integer({ min: 2, max: LONG ? 24 : 9 }),
    days: fc.integer({ min: 1, max: LONG ? 6 : 2 }),
    preset: fc.constantFrom<FaultPreset[]>("none", "everyday", "storm", "swarm"),
    delivery: fc.constantFrom<Delivery[]>("wire", "bare"),
    operators: fc.nat(3),
    staff: fc.option(fc.nat(2), { nil: undefined }),
    workMin: fc.constantFrom(1, 4, 60, 240),
  });

  test("always leave them, whatever strikes and whoever is on duty", async () => {
    await fc.assert(
      fc.asyncProperty(fleets, fc.integer({ min: 1, max: 4 }), async (fleet, workers) => {
        const spec = specOf(fleet);
        const found = await onThreads(spec, workers);
        expectSame(found, await inExactOrder(spec), JSON.stringify(fleet));
      }),
      { numRuns: LONG ? 150 : 8 },
    );
  }, 3_600_000);

  test("leave no part of the event file behind", () => {
    expect(readdirSync(folder).filter((name) => name.includes("part"))).toEqual([]);
  });
});

describe("a run with a shared centre", () => {
  const calm = { seed: "1", devices: 6, days: 2, preset: "none", delivery: "bare" } as const;

  test.each([1, 2])(
    "begins anew without a device that can't be run without bytes: %i threads",
    async (workers) => {
      const medido = profileOf("medido");
      if (medido === undefined) throw new RangeError("no medido");
      // Room for so few records that six weeks without contact fill it.
      const spoolEvents = { ...medido.spoolEvents, value: 500 };
      const forgetful = { ...medido, product: "forgetful", spoolEvents };
      const spec = specOf({ ...calm, devices: 3, days: 44, operators: 1, workMin: 60 });
      const sixWeeksMs = 42 * 86_400_000;
      const cut = {
        fault: { kind: "link-cut", fromMs: spec.startMs + 3_600_000, durationMs: sixWeeksMs },
        target: { deviceIds: ["d02"] },
      } as const;
      const limited: RunSpec = {
        ...spec,
        profiles: [forgetful],
        devices: spec.devices.map((device) => ({ ...device, product: "forgetful" })),
        faults: { preset: "none", planned: [cut] },
      };
      const exact = await inExactOrder(limited, ({ deviceId }) => deviceId !== "d02");
      expectSame(await onThreads(limited, workers), exact, "begun anew");
      expect((await runLanes(limited)).bareHomes).toBe(2);
    },
  );

  test.each([1, 3])(
    "that is interrupted says so and tells what it has: %i threads",
    async (workers) => {
      const interrupted = new AbortController();
      const run = await runLanes(specOf({ ...calm, operators: 1, workMin: 4 }), {
        ...{ workers, newThread: newHereThread, signal: interrupted.signal },
        onProgress: (share) => {
          if (share > 0.3) interrupted.abort();
        },
      });
      expect(run.partial).toBe(true);
      expect(run.deviceHashes.size).toBe(6);
      expect(run.sums.totals.due).toBeGreaterThan(0);
    },
  );

  test("that is interrupted on threads ends all homes at one instant, as on one thread there", async () => {
    const spec = specOf({ ...calm, days: 4, preset: "storm", operators: 1, workMin: 60 });
    const interruptedAt = async (workers: number, least: number) => {
      const interrupted = new AbortController();
      let last = 0;
      const run = await runLanes(spec, {
        ...{ workers, newThread: newHereThread, signal: interrupted.signal },
        onProgress: (share) => {
          last = share;
          if (share >= least) interrupted.abort();
        },
      });
      expect(run.partial).toBe(true);
      return { run, last };
    };
    const { run, last } = await interruptedAt(3, 0.2);
    const here = await interruptedAt(1, last);
    expect(here.last).toBe(last);
    expect(run.deviceHashes).toEqual(here.run.deviceHashes);
    expect(run.sums).toEqual(here.run.sums);
  });

  test.each([1, 2])("ends with the error of a home, on %i threads", async (workers) => {
    const spec = specOf({ ...calm, operators: 1, workMin: 4 });
    const devices = spec.devices.map((device, at) =>
      at === 3 ? { ...device, product: "toaster" } : device,
    );
    const run = runLanes({ ...spec, devices }, { workers, newThread: newHereThread });
    await expect(run).rejects.toThrow("no product is named toaster");
  });
});
