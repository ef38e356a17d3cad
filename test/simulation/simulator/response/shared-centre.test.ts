import { PROFILES } from "@dosekit/firmware-model";
import {
  contactIntervalIn,
  DEFAULT_RESPONSE,
  type LanesRun,
  type ResponseDocument,
  type ResponsePlan,
  RunRecorder,
  type RunSpec,
  responseDocument,
  runLanes,
  runVirtual,
  SHARED_HOME_CARE,
} from "@dosekit/simulator";
import { beforeAll, describe, expect, test } from "vitest";
import { newHereThread } from "../../../support/simulator/lane-threads.ts";
import { deviceIdsOf, runSpecOf } from "../../../support/storm-spec.ts";

const PRODUCTS = PROFILES.map(({ product }) => product);
const EVERY_DAY = DEFAULT_RESPONSE.times.roundDays;

/** Two days of faults for two devices of every product. */
function specOf(response: Partial<ResponsePlan>): RunSpec {
  const spec = runSpecOf({
    ...{ seed: "centre", days: 2, faults: { preset: "storm", planned: [] } },
    deviceIds: deviceIdsOf(2 * PRODUCTS.length),
  });
  const devices = spec.devices.map((device, index) => ({
    ...device,
    product: PRODUCTS[index % PRODUCTS.length] ?? device.product,
  }));
  return { ...spec, devices, response: { ...DEFAULT_RESPONSE, ...response } };
}

function shared(operators: number): Partial<ResponsePlan> {
  const shift = { name: "all", operators, from: "00:00", to: "00:00", days: EVERY_DAY };
  return { centre: "shared", shifts: operators === 0 ? [] : [shift] };
}

interface Answered {
  readonly run: LanesRun;
  readonly document: ResponseDocument;
}

async function answer(response: Partial<ResponsePlan>): Promise<Answered> {
  const run = await runLanes(specOf(response));
  const document = responseDocument(run.sums.response, response.centre ?? "unlimited");
  return { run, document };
}

function sumOf(document: ResponseDocument, name: "raised" | "acknowledged" | "unattended"): number {
  return Object.values(document.severities).reduce((sum, of) => sum + of[name], 0);
}

describe("who answers the alerts of a fleet", () => {
  let unlimited: Answered;
  let plenty: Answered;
  let one: Answered;
  let nobody: Answered;
  let none: Answered;
  beforeAll(async () => {
    unlimited = await answer({});
    plenty = await answer(shared(100));
    one = await answer({
      ...shared(1),
      times: { ...DEFAULT_RESPONSE.times, callMin: 60, recordMin: 60 },
    });
    nobody = await answer(shared(0));
    none = await answer({ centre: "none" });
  }, 600_000);

  test("makes no difference to devices where there are operators for every alert", () => {
    expect(plenty.run.traceHash).toBe(unlimited.run.traceHash);
    expect(plenty.run.sums.response.severities).toEqual(unlimited.run.sums.response.severities);
    expect(plenty.document.operators?.greatestQueue).toBe(0);
    expect(sumOf(unlimited.document, "acknowledged")).toBeGreaterThan(20);
  });

  test("leaves devices alone where nobody acknowledges: a centre without operators is as none", () => {
    expect(nobody.run.traceHash).toBe(none.run.traceHash);
    expect(nobody.run.deviceHashes).toEqual(none.run.deviceHashes);
    expect(none.run.traceHash).not.toBe(unlimited.run.traceHash);
    expect([nobody, none].map(({ document }) => sumOf(document, "acknowledged"))).toEqual([0, 0]);
    expect(nobody.document.operators).toMatchObject({ hours: 0, perOperatorHour: null });
    expect(nobody.document.operators?.greatestQueue).toBeGreaterThan(20);
    expect(none.document).not.toHaveProperty("operators");
  });

  test("lets alerts wait for a single operator, who has all of them in the end or leaves some", () => {
    const { document } = one;
    expect(document.operators?.greatestQueue).toBeGreaterThan(3);
    const wait = (of: Answered) => of.document.severities["30"]?.toAcknowledgementMs.p50 ?? 0;
    expect(wait(one)).toBeGreaterThan(2 * wait(unlimited));
    expect(document.operators?.hours).toBeCloseTo(54, 0);
    expect(sumOf(document, "acknowledged")).toBeLessThan(54);
  });

  test("keeps every rule in each of them", () => {
    for (const { run } of [unlimited, plenty, one, nobody, none]) {
      expect(run.sums.violations).toEqual([]);
      expect(run.sums.stops).toBe(0);
      expect(run.sums.checks.L2.made).toBeGreaterThan(50);
    }
  });

  test("is the same in any order of the devices, on any number of threads, and in small steps", async () => {
    const spec = specOf({ ...shared(2), homeCare: SHARED_HOME_CARE });
    const reversed = await runLanes(
      { ...spec, devices: spec.devices.toReversed() },
      { workers: 4, newThread: newHereThread },
    );
    const recorder = new RunRecorder({
      ...spec,
      contactIntervalMs: contactIntervalIn(spec.profiles),
    });
    const ended = new Set<string>();
    const run = runVirtual(spec, {
      sink: {
        observe: (seen) => {
          recorder.observe(seen);
          if (seen.seen !== "record" || seen.record.kind !== "alert.acknowledged") return;
          if (seen.record.actor === "operator") ended.add(seen.deviceId);
        },
      },
      onProgress: ({ share, trueMs }) => {
        if (share >= 1) recorder.close(trueMs);
      },
    });
    expect(run.traceHash).toBe(reversed.traceHash);
    expect(recorder.sums().response).toEqual(reversed.sums.response);
    // The devices themselves heard that an operator has taken charge, and stopped telling.
    expect(ended.size).toBeGreaterThan(PRODUCTS.length / 2);
  });

  test("leaves the traces of an open loop in a closed one that nobody answers", async () => {
    const calm: RunSpec = {
      ...specOf({ centre: "none" }),
      ...{ faults: { preset: "none", planned: [] }, refill: { onAlert: true, everyDays: 1 } },
    };
    const closed = await runLanes(calm);
    const open = await runLanes({ ...calm, loop: "open" });
    expect(open.deviceHashes).toEqual(closed.deviceHashes);
    expect(open.sums.totals).toEqual(closed.sums.totals);
    expect(open.bareHomes).toBeGreaterThan(PRODUCTS.length);
    expect(closed.sums.totals.due).toBeGreaterThan(60);
  });
});
