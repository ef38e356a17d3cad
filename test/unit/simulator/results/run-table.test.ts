import {
  CHECK_IDS,
  checkTotals,
  ResponseAccount,
  type RunDocument,
  responseDocument,
  runTable,
} from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

const DOCUMENT: RunDocument = {
  v: 1,
  command: "live",
  seed: "main-job",
  elapsedMs: 98_765,
  partial: false,
  tzTable: "2025c",
  devices: 1_000,
  days: 1,
  totals: {
    due: 3_000,
    outcomes: {
      retrieved: 2_950,
      "released-not-retrieved": 0,
      missed: 30,
      prevented: 19,
      "released-ahead": 0,
      withheld: 0,
      uncertain: 0,
    },
    alerts: { "1.1": 30, "1.12": 4 },
  },
  delivery: { sent: 12_000, received: 12_345, doubled: 0, lost: 0 },
  checks: checkTotals(
    CHECK_IDS.map((check) => ({
      check,
      made: check === "S6" ? 0 : 10,
      violated: check === "S2" ? 3 : 0,
      violations: [],
      counted: {},
    })),
  ),
};

const EXTRAS = {
  language: "en",
  repeatCommand: "dosekit simulate --seed main-job",
  droppedTelemetry: 0,
  violations: [
    { check: "S2", deviceId: "d-1", trueMs: 0, message: "d-1: dose m/1 was released at 12:00" },
  ],
  notes: ["Pace: at most 12 ms behind."],
} as const;

describe("the table for people", () => {
  const table = runTable(DOCUMENT, EXTRAS);

  it("tells doses due, each outcome that occurred, and what has none", () => {
    expect(table).toMatch(/Doses due \(1000 devices, 1 days\)\s+│ 3000/);
    expect(table).toMatch(/retrieved\s+│ 2950/);
    expect(table).toMatch(/without an outcome yet\s+│ 1 /);
    expect(table).not.toContain("withheld");
  });

  it("tells alerts by national code in words of both languages", () => {
    expect(table).toMatch(/1\.1\s+│ Ikke utlevert\s+│ Not dispensed at the planned time\s+│ 30/);
  });

  it("tells what was sent, received, doubled and lost", () => {
    expect(table).toMatch(/sent\s+│ 12000/);
    expect(table).toMatch(/doubled\s+│ 0/);
    expect(table).toMatch(/lost\s+│ 0/);
  });

  it("tells apart what was on its way at the end, and adds it up where the run was cut off", () => {
    const delivery = { ...DOCUMENT.delivery, lost: 1, underWay: 2 };
    const whole = runTable({ ...DOCUMENT, delivery }, EXTRAS);
    expect(whole).toMatch(/lost\s+│ 1/);
    expect(whole).toMatch(/on their way at the end of the run\s+│ 2/);
    const cut = runTable({ ...DOCUMENT, delivery, partial: true }, EXTRAS);
    expect(cut).toMatch(/not arrived when the run was interrupted\s+│ 3/);
    expect(table).not.toContain("on their way");
  });

  it("tells of each rule how often it was checked and whether it held", () => {
    expect(table).toMatch(/S1\s+│ no dose is released twice\s+│ 10\s+│ held/);
    expect(table).toMatch(/S2\s+│ .*│ 10\s+│ VIOLATED \(3\)/);
    expect(table).toMatch(/S6\s+│ .*│ 0\s+│ not tested/);
    expect(table).toContain("S2 d-1: dose m/1 was released at 12:00");
  });

  it("ends with seed, time taken and the command that repeats the run", () => {
    expect(table).toContain("Seed: main-job   Time taken: 98.8 s");
    expect(table.trimEnd().split("\n").at(-1)).toBe(
      "Repeat the devices' run on virtual time: dosekit simulate --seed main-job",
    );
  });

  it("says that the figures of an interrupted run prove nothing", () => {
    expect(runTable({ ...DOCUMENT, partial: true }, EXTRAS)).toContain("prove nothing");
  });

  it("speaks Norwegian when asked", () => {
    const norwegian = runTable(DOCUMENT, { ...EXTRAS, language: "no" });
    expect(norwegian).toMatch(/Doser til utlevering \(1000 enheter, 1 døgn\)\s+│ 3000/);
    expect(norwegian).toMatch(/S2\s+│ .*BRUTT \(3\)/);
  });

  it("tells how alerts were answered, and of a shared centre what waited", () => {
    const account = new ResponseAccount("Europe/Oslo");
    const at = (min: number) => ({ trueMs: Date.UTC(2026, 10, 23, 7, min), deviceId: "d" });
    const record = { ...{ epoch: 1, seq: 1, bootId: 1, uptimeMs: 1 }, clock: "synced" } as const;
    const raised = { ...record, kind: "alert.raised", alertId: "1-1", severity: 30 } as const;
    account.observe({ ...at(0), seen: "record", record: raised });
    const alert = { alertId: "1-1", code: "1.1", severity: 30 } as const;
    const taken = { kind: "handling.acknowledged" } as const;
    const called = { kind: "handling.call", detail: "answered", acted: true } as const;
    account.observe({ ...at(0), seen: "desk", standing: { waiting: 2, busy: 0, onDuty: 1 } });
    account.observe({ ...at(9), seen: "handling", alert, event: taken });
    account.observe({ ...at(12), seen: "handling", alert, event: called });
    account.finish(at(30).trueMs);
    const response = responseDocument(account.pack(), "shared");
    const shown = runTable({ ...DOCUMENT, response }, EXTRAS);
    expect(shown).toMatch(/30\s+│ 1\s+│ 1\s+│ 0\s+│ 0\s+│ 9\.0 \/ 9\.0\s+│ 12\.0 \/ 12\.0/);
    expect(shown).toMatch(/most alerts that waited\s+│ 2 \(2026-11-23T07:00:00\.000Z\)/);
    const norsk = runTable({ ...DOCUMENT, response }, { ...EXTRAS, language: "no" });
    expect(norsk).toMatch(/9,0 \/ 9,0/);
    expect(norsk).toMatch(/kvitterte varsler per operatør og time\s+│ 2,0/);
  });
});
