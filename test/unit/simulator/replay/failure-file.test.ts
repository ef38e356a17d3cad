import { PROFILES } from "@dosekit/firmware-model";
import {
  DEFAULT_RESPONSE,
  DEFAULT_WORLD,
  explicitTimeline,
  FAULT_KINDS,
  type FailureFile,
  faultsOfHome,
  type RunSpec,
  readFailureFile,
  SHARED_HOME_CARE,
  shippedPersonas,
  tryHome,
  writeFailureFile,
} from "@dosekit/simulator";
import { afterAll, describe, expect, test } from "vitest";
import { CommandBench } from "../../../support/simulator/command-bench.ts";
import { deviceIdsOf, runSpecOf } from "../../../support/storm-spec.ts";

const bench = new CommandBench();
afterAll(() => bench.remove());

function fileOf(spec: RunSpec): FailureFile {
  return {
    ...{ v: 1, file: "failure", seed: spec.seed, command: "dosekit simulate", tzTable: "2025c" },
    findings: [{ rule: "S1", deviceId: "d01", trueMs: 1, message: "d01 gave twice" }],
    versions: { dosekit: "0.1.0", node: "20.0.0" },
    spec,
  };
}

function readBack(spec: RunSpec): RunSpec {
  const path = bench.file("failure.json", "");
  writeFailureFile(path, fileOf(spec));
  return readFailureFile(path).spec;
}

const storm = runSpecOf({
  ...{ seed: "storm", days: 20, deviceIds: deviceIdsOf(10) },
  faults: { preset: "storm", planned: [] },
});

describe("the file of a failure", () => {
  test("gives back every fault that can be drawn, and whom it strikes", () => {
    const products = PROFILES.map(({ product }) => product);
    const kinds = new Set<string>();
    const timelines = storm.devices.map((device, index) => {
      const one = { ...device, product: products[index % products.length] ?? "medido" };
      for (const { kind } of faultsOfHome(storm, one)) kinds.add(kind);
      return explicitTimeline({ ...storm, devices: [one] }, one, []);
    });
    for (const timeline of timelines) expect(readBack(timeline)).toEqual(timeline);
    const ofDevices = Object.entries(FAULT_KINDS).filter(([, { site }]) => site === "device");
    expect(ofDevices.map(([kind]) => kind).filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  test("gives back all that a run may say", () => {
    const medido = PROFILES.find(({ product }) => product === "medido");
    if (medido === undefined) throw new RangeError("no medido");
    const [first] = storm.devices;
    if (first === undefined) throw new RangeError("no device");
    const spec: RunSpec = {
      ...storm,
      devices: [{ ...first, roundStop: { round: "north", stop: 3 }, driftPpm: 2.5 }],
      profiles: [{ ...medido, product: "own" }],
      personas: shippedPersonas(),
      people: { preset: "A", habits: { training: true } },
      ...{ loop: "open", keepDays: true, world: DEFAULT_WORLD, rollFaults: { jam: 0.5 } },
      response: { ...DEFAULT_RESPONSE, centre: "shared", homeCare: SHARED_HOME_CARE },
      orders: [
        {
          ...{ deviceId: "d01", atMs: 5, staffTakes: 2 },
          wish: { verb: "set-mode", actor: "staff", mode: "ended" },
        },
      ],
      faults: {
        preset: "none",
        outageMinMs: 5_000,
        planned: [
          {
            fault: { kind: "network-ended", fromMs: 1, durationMs: Number.POSITIVE_INFINITY },
            target: { groups: ["d"], sharePermille: 500 },
          },
          {
            fault: { kind: "area-outage", fromMs: 1, durationMs: 2 },
            places: ["north"],
            every: { perDay: 1, medianMs: 1, sigma: 0.5, maxMs: 3 },
          },
          { fault: { kind: "broker-outage", fromMs: 1, durationMs: 2, forgets: true }, seed: "x" },
        ],
      },
    };
    expect(readBack(spec)).toEqual(spec);
  });

  test("gives back what people were seen to do", () => {
    const [device] = storm.devices;
    if (device === undefined) throw new RangeError("no device");
    const days = runSpecOf({ days: 10, deviceIds: ["d01"] });
    const { happenings } = tryHome(days, device);
    const timeline = explicitTimeline(days, device, happenings);
    expect(happenings.length).toBeGreaterThan(20);
    expect(readBack(timeline)).toEqual(timeline);
  });

  test("of before visits were followed up is read with what is usual", () => {
    const { serious, moderate, low, settlesMin: _settlesMin, ...times } = DEFAULT_RESPONSE.times;
    const old = ({ noticeMin, arriveMin }: typeof low) => ({ noticeMin, arriveMin });
    const { homeCare: _homeCare, ...plan } = DEFAULT_RESPONSE;
    const response = {
      ...plan,
      times: { ...times, serious: old(serious), moderate: old(moderate), low: old(low) },
    };
    const file = fileOf({ ...storm, response: response as typeof DEFAULT_RESPONSE });
    const path = bench.file("old.json", JSON.stringify(file));
    expect(readFailureFile(path).spec.response).toEqual(DEFAULT_RESPONSE);
  });
});
