import {
  type FaultPlan,
  hasPassed,
  PORT_CHECKS,
  PortKit,
  type PortTrial,
  portReportText,
  violationsOf,
} from "@dosekit/simulator";
import { describe, expect, it } from "vitest";
import { TWIN_PLAN, twinBox } from "../../../support/port-kit/twin-box.ts";

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 10, 21, 23);

/** Power goes again and again, and so do links. */
const STORMY: FaultPlan = {
  preset: "none",
  planned: [
    {
      fault: { kind: "power-cut", fromMs: START_MS, durationMs: 72 * HOUR_MS },
      target: { all: true },
      every: { perDay: 6, medianMs: 60_000, sigma: 0.5, maxMs: 600_000 },
    },
    {
      fault: { kind: "link-cut", fromMs: START_MS, durationMs: 72 * HOUR_MS },
      target: { all: true },
      every: { perDay: 4, medianMs: 900_000, sigma: 1, maxMs: 4 * HOUR_MS },
    },
  ],
};
const CALM: PortTrial = { seed: "port", devices: 2, days: 2, plan: TWIN_PLAN };
const STORM: PortTrial = { ...CALM, devices: 4, days: 3, faults: STORMY };

describe("port kit", () => {
  it("passes a vendor's device in calm homes, every rule put to the test that calm homes can", () => {
    const report = new PortKit(twinBox()).run(CALM);
    expect(violationsOf(report)).toEqual([]);
    expect(hasPassed(report)).toBe(true);
    expect(report.checks.map(({ check }) => check)).toEqual(PORT_CHECKS);
    // In calm homes no hazard happens that H1 could judge.
    expect(report.checks.filter(({ made }) => made === 0).map(({ check }) => check)).toEqual([
      "H1",
    ]);
    expect(report.outcomes.retrieved).toBeGreaterThan(0);
  });

  it("passes it under power cuts and lost links, the same way each time", () => {
    const report = new PortKit(twinBox()).run(STORM);
    expect(violationsOf(report)).toEqual([]);
    expect(hasPassed(report)).toBe(true);
    expect(report.boots).toBeGreaterThan(2 * STORM.devices);
    expect(new PortKit(twinBox()).run(STORM).traceHash).toBe(report.traceHash);
  });

  it("catches the device that gives a dose twice after a power cut", () => {
    const report = new PortKit(twinBox(true)).run(STORM);
    expect(hasPassed(report)).toBe(false);
    expect(violationsOf(report).map(({ check }) => check)).toContain("S1");
    expect(portReportText(report)).toMatch(/S1 {2}violated .* was released before/);
  });

  it("tells of a program that had to be stopped", () => {
    const box = twinBox();
    const step = () => {
      throw new Error("out of memory");
    };
    const report = new PortKit({ ...box, logic: { ...box.logic, step } }).run(CALM);
    expect(hasPassed(report)).toBe(false);
    expect(report.isCut).toBe(true);
    expect(report.stopped.map(({ deviceId }) => deviceId)).toContain("twin-box-001");
  });

  it("refuses a product that nobody ships to take figures from", () => {
    const kit = new PortKit({ ...twinBox(), like: "nothing" });
    expect(() => kit.run(CALM)).toThrow(RangeError);
  });
});
