import type { JournalRecord } from "@dosekit/protocols";
import {
  DEFAULT_RESPONSE,
  type Finding,
  findingsOf,
  fleetSize,
  type HomeSpoilers,
  RunRecorder,
  type RunSpec,
  reproduce,
  shrinkFleet,
  VirtualHost,
  writeFailureFile,
} from "@dosekit/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench } from "../../../support/simulator/command-bench.ts";
import { deviceIdsOf, RUN_START_MS, runSpecOf } from "../../../support/storm-spec.ts";

const HOUR = 3_600_000;
const bench = new CommandBench();
afterAll(() => bench.remove());

/** A gateway that takes an answer twice that was long in coming. */
function doublingLateAnswers(): HomeSpoilers {
  const raised = new Map<string, number>();
  return {
    commits: (record: JournalRecord) => {
      const { kind, alertId = "", uptimeMs, actor } = record;
      if (kind === "alert.raised") raised.set(alertId, uptimeMs);
      const isLate = uptimeMs - (raised.get(alertId) ?? uptimeMs) > 3 * HOUR;
      const isAnswer = kind === "alert.acknowledged" && actor === "operator";
      return isAnswer && isLate ? [record, record] : [record];
    },
  };
}

/** Five homes lose mains at once, and one operator takes an hour for each call and each record. */
function fleet(): RunSpec {
  const loss = {
    kind: "mains-loss",
    fromMs: RUN_START_MS + 9 * HOUR,
    durationMs: 14 * HOUR,
  } as const;
  const noise = { kind: "case-open", fromMs: RUN_START_MS + 30 * HOUR, durationMs: HOUR } as const;
  const planned = [loss, noise].map((fault) => ({ fault, target: { all: true as const } }));
  const spec = runSpecOf({
    days: 2,
    deviceIds: deviceIdsOf(5),
    faults: { preset: "none", planned },
  });
  const { times, roundDays } = { ...DEFAULT_RESPONSE, ...DEFAULT_RESPONSE.times };
  return {
    ...spec,
    devices: spec.devices.map((device) => ({ ...device, product: "medido" })),
    response: {
      ...DEFAULT_RESPONSE,
      centre: "shared",
      shifts: [{ name: "all", operators: 1, from: "00:00", to: "00:00", days: roundDays }],
      times: { ...times, unheeded: 0, callMin: 60, ringMin: 60, recordMin: 60 },
    },
  };
}

function findingIn(spec: RunSpec): Finding | undefined {
  const recorder = new RunRecorder({ ...spec, contactIntervalMs: () => 0 });
  const host = new VirtualHost(spec, recorder, doublingLateAnswers());
  host.advance(host.endMs());
  recorder.close(host.nowMs());
  host.finish();
  return findingsOf(recorder.sums())[0];
}

describe("a failure that homes show together alone, as they share operators", () => {
  const whole = fleet();
  let finding: Finding;
  let result: Awaited<ReturnType<typeof shrinkFleet>>;

  beforeAll(async () => {
    const found = findingIn(whole);
    if (found === undefined) throw new Error("the defect does not show");
    finding = found;
    result = await shrinkFleet(whole, {
      ...{ finding, limitMs: 100_000, hostMs: () => performance.now() },
      ...{ signal: new AbortController().signal, spoil: doublingLateAnswers() },
    });
  }, 120_000);

  test("shows in no home by itself", () => {
    expect(finding.rule).toBe("S4");
    expect(reproduce(whole, finding, doublingLateAnswers())).toBeUndefined();
  });

  test("is shrunk to the homes that it takes, with the operators that they share", () => {
    expect(fleetSize(whole)).toEqual({ homes: 5, days: 2, faults: 2 });
    expect(result.ended).toBe("smallest");
    const size = fleetSize(result.spec);
    expect(size).toMatchObject({ days: 1, faults: 1 });
    expect(size.homes).toBeGreaterThan(1);
    expect(size.homes).toBeLessThan(4);
    expect(result.spec.response).toEqual(whole.response);
    expect(findingIn(result.spec)).toEqual(result.finding);
  });

  test("lacks no home any more", () => {
    for (const { deviceId } of result.spec.devices) {
      const devices = result.spec.devices.filter((device) => device.deviceId !== deviceId);
      expect(findingIn({ ...result.spec, devices })?.rule).not.toBe("S4");
    }
  });

  test("gives the smallest so far when its time is over", async () => {
    let hostMs = 0;
    const late = await shrinkFleet(whole, {
      ...{
        finding,
        limitMs: 3,
        signal: new AbortController().signal,
        spoil: doublingLateAnswers(),
      },
      hostMs: () => {
        hostMs += 1;
        return hostMs;
      },
    });
    expect(late.ended).toBe("time");
  });
});

/** When an operator's answer to an alert was durable on a device that had waited for it. */
function lateAnswerMs(spec: RunSpec): number {
  const raised = new Map<string, number>();
  const late: number[] = [];
  const host = new VirtualHost(spec, {
    observe: (seen) => {
      if (seen.seen !== "record" || seen.record.alertId === undefined) return;
      const name = `${seen.deviceId}/${seen.record.alertId}`;
      if (seen.record.kind === "alert.raised") raised.set(name, seen.trueMs);
      const isAnswer = seen.record.kind === "alert.acknowledged";
      if (isAnswer && seen.trueMs - (raised.get(name) ?? 0) > 3 * HOUR) late.push(seen.trueMs);
    },
  });
  host.advance(host.endMs());
  host.finish();
  const [first] = late;
  if (first === undefined) throw new Error("nobody waited");
  return first;
}

test("replay shrinks a fleet that shares operators, saves it and judges it", async () => {
  // The run ends while the record of a late answer is on its way: it is lost.
  const calm = fleet();
  const spec: RunSpec = { ...calm, drainMs: 0, endMs: lateAnswerMs(calm) + 20 };
  const red = bench.file("red.json", "");
  const finding = { rule: "lost", message: "records that never arrived: 1" } as const;
  writeFailureFile(red, {
    ...{ v: 1, file: "failure", seed: "1", command: "dosekit simulate", tzTable: "2025c" },
    ...{ findings: [finding], versions: { dosekit: "0.1.0", node: "20" }, spec },
  });
  const { exitCode, out } = await bench.run(["replay", "red.json", "--save", "few.json", "--json"]);
  expect(exitCode).toBe(1);
  const document = JSON.parse(out);
  expect(document).toMatchObject({ needsFleet: true, ended: "smallest" });
  expect(document.fleet.before).toMatchObject({ homes: 5 });
  expect(document.fleet.after.homes).toBe(document.fleet.homes.length);
  expect(document.fleet.after.homes).toBeLessThan(4);
  const judged = await bench.run(["replay", "few.json", "--lang", "nb"]);
  expect(judged.out).toContain("Det feiler fortsatt.");
  const told = await bench.run(["replay", "red.json"]);
  expect(told.out).toContain("they share operators, and fail together");
  expect(told.out).toMatch(/5 homes, \d+ days.*\n.*→ [23] homes/);
});
