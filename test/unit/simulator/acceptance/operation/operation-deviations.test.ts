import {
  type LanesRun,
  type OperationFindings,
  operationDeviations,
  operationPlan,
  type PackedService,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { smallService } from "../../../../support/simulator/acceptance/small-service.ts";

const PLAN = operationPlan(smallService(), "seed");
const { startMs, endMs } = PLAN.fleet.run;
const START_DAY = 20_899;
const DAY_MS = 86_400_000;
const ENTRY = { atMs: startMs, who: "device", what: { nb: "noe", en: "something" } } as const;

const SERVICE: PackedService = {
  ...{ days: {}, hours: {}, severities: {}, groups: {}, codes: {}, operators: {} },
  ...{ missedFoundLate: 0, heard: [], stops: { "peder-0001": 2, "tone-0002": 1 } },
  cases: { stop: { atMs: startMs + 2 * DAY_MS, deviceId: "peder-0001", timeline: [ENTRY] } },
};

function findings(sums: object, changes: Partial<OperationFindings> = {}): OperationFindings {
  const checks = { S1: { made: 9, violated: 3 }, L1: { made: 9, violated: 1 } };
  const quiet = { violations: [], stops: 0, checks, delivery: { lost: 0, doubled: 0 } };
  return {
    plan: PLAN,
    run: { partial: false, sums: { ...quiet, service: SERVICE, ...sums } } as unknown as LanesRun,
    thresholds: [],
    caseOf: async () => ({ atMs: startMs, deviceId: "roar-0001", timeline: [ENTRY] }),
    repeat: "dosekit accept run x.yaml --seed 1 --only operation",
    ...changes,
  };
}

describe("a deviation of daily operation", () => {
  test("is every broken rule, critical where it is about safety, found on its first day", async () => {
    const violations = [
      {
        check: "S1",
        deviceId: "roar-0001",
        trueMs: startMs + DAY_MS,
        message: "roar-0001: twice",
      },
      { check: "L1", deviceId: "hans-0001", trueMs: endMs + DAY_MS / 24, message: "late" },
    ];
    const [safety, liveness] = await operationDeviations(findings({ violations }));
    expect(safety).toMatchObject({
      ...{ id: "rule-S1", class: "A", source: "rule", count: 3, products: ["medido"] },
      ...{ openedDay: START_DAY + 1, timeline: [ENTRY] },
      repeat: "dosekit accept run x.yaml --seed 1 --only operation",
    });
    expect(safety?.what.nb).toContain("roar-0001: twice");
    // What shows while everything settles behind the days counts on the last of them.
    expect(liveness).toMatchObject({ id: "rule-L1", class: "B", openedDay: START_DAY + 13 });
  });

  test("is a program that stopped, with the devices that it stopped on", async () => {
    const [stopped] = await operationDeviations(findings({ stops: 3 }));
    expect(stopped).toMatchObject({
      ...{ id: "program-stopped", class: "A", count: 3, openedDay: START_DAY + 2 },
      ...{ products: ["evondos-e300", "pilly-sms"], timeline: [ENTRY] },
    });
  });

  test("is every record that was lost or stored twice, once everything has arrived", async () => {
    const delivery = { lost: 2, doubled: 1 };
    const found = await operationDeviations(findings({ delivery }));
    expect(found.map(({ id, class: of, count }) => [id, of, count])).toEqual([
      ["records-lost", "A", 2],
      ["records-doubled", "A", 1],
    ]);
    const cut = findings({ delivery });
    const early = { ...cut, run: { ...cut.run, partial: true } };
    expect(await operationDeviations(early)).toEqual([]);
  });

  test("is a threshold that was passed, of the class that the file gives it", async () => {
    const threshold = { measure: "missed-per-1000-doses", atMost: 10, class: "C" } as const;
    const service: PackedService = { ...SERVICE, days: { due: [100, 100], missed: [0, 5] } };
    const thresholds = [{ ...threshold, value: 25, outcome: "failed" as const }];
    const [passed] = await operationDeviations(findings({ service }, { thresholds }));
    expect(passed).toMatchObject({
      ...{ id: "threshold-missed-per-1000-doses", class: "C", source: "threshold" },
      ...{ openedDay: START_DAY + 1, count: 5 },
    });
    expect(passed?.what.nb).toContain("Målt 25; terskelen er høyst 10");
  });

  test("is nothing where everything was as agreed", async () => {
    expect(await operationDeviations(findings({}))).toEqual([]);
  });
});
