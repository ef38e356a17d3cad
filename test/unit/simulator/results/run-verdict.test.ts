import {
  CHECK_IDS,
  type CheckReport,
  checkTotals,
  exitCodeOf,
  type RunDocument,
} from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

function report(check: CheckReport["check"], made: number, violated = 0): CheckReport {
  return { check, made, violated, violations: [], counted: {} };
}

function document(changes: Partial<RunDocument> = {}): RunDocument {
  return {
    v: 1,
    command: "simulate",
    seed: "s",
    elapsedMs: 1,
    partial: false,
    tzTable: "2025c",
    devices: 1,
    days: 1,
    totals: {
      due: 1,
      outcomes: {
        retrieved: 1,
        "released-not-retrieved": 0,
        missed: 0,
        prevented: 0,
        "released-ahead": 0,
        withheld: 0,
        uncertain: 0,
      },
      alerts: {},
    },
    delivery: { sent: 3, received: 3, doubled: 0, lost: 0 },
    checks: checkTotals(CHECK_IDS.map((id) => report(id, 1))),
    ...changes,
  };
}

describe("the verdict on a run", () => {
  it("is 0 when every rule held and nothing was lost or doubled", () => {
    expect(exitCodeOf(document())).toBe(0);
  });

  for (const id of CHECK_IDS) {
    it(`is 1 when ${id} was violated`, () => {
      const reports = CHECK_IDS.map((check) => report(check, 1, check === id ? 1 : 0));
      expect(exitCodeOf(document({ checks: checkTotals(reports) }))).toBe(1);
    });
  }

  it("is 1 when an event was lost", () => {
    const delivery = { sent: 3, received: 2, doubled: 0, lost: 1 };
    expect(exitCodeOf(document({ delivery }))).toBe(1);
  });

  it("is 1 when a device's program had to stop, whatever held", () => {
    expect(exitCodeOf(document({ stops: 1 }))).toBe(1);
  });

  it("is 1 when an event was doubled", () => {
    const delivery = { sent: 3, received: 4, doubled: 1, lost: 0 };
    expect(exitCodeOf(document({ delivery }))).toBe(1);
  });

  it("is 0 when a small run did not test some rule", () => {
    expect(exitCodeOf(document({ checks: checkTotals([report("S1", 5)]) }))).toBe(0);
  });

  it("is 4 when nothing was put to the test", () => {
    expect(exitCodeOf(document({ checks: checkTotals([]) }))).toBe(4);
  });

  it("is 130 when the run was interrupted, whatever it had found", () => {
    expect(exitCodeOf(document({ partial: true }))).toBe(130);
  });
});
