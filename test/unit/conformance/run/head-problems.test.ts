import { DESK_PARAMS, headProblems, NEAR_PARAMS, type RunRecord } from "@dosekit/conformance";
import { describe, expect, it } from "vitest";
import { caseOf, PLAIN_ICS, runOf } from "../../../support/conformance/run-records.ts";

const REAL = ["tcp", "pty"];
const CASE = caseOf("cmd/one", "pass", { adapter: "tcp:box:1" });
const RUN = runOf([CASE], {});
const SIM = runOf([{ ...CASE, adapter: "sim:medido" }], {
  adapters: ["sim:medido"],
  simulationOnly: ["a simulated product"],
  params: NEAR_PARAMS,
});

function problems(run: RunRecord, change: Partial<RunRecord> = {}): readonly string[] {
  return headProblems({ ...run, ...change }, REAL);
}

describe("the head of a run's record", () => {
  it.each([
    ["on a desk", RUN, {}],
    ["of a simulated product", SIM, {}],
    ["by an adapter of somebody else", RUN, { adapters: ["own:1", "tcp:box:1"] }],
    ["with a serial number of its own", RUN, { dut: { ...RUN.dut, serial: "8" } }],
    ["whose case began nowhere", RUN, { cases: [caseOf("cmd/one", "pass")] }],
  ] as const)("is believed %s", (_name, run, change) => {
    expect(problems(run, change)).toEqual([]);
  });

  it.each<readonly [Partial<RunRecord["params"]>, string]>([
    [{ reactionMs: 9e9 }, "Tolerance reactionMs 9000000000: no run can have it; allowed: at most"],
    [{ silenceMs: 0 }, "Tolerance silenceMs 0: no run can have it; allowed: at least 1."],
    [{ connectMs: 0.5 }, "Tolerance connectMs 0.5: no run can have it; allowed: a whole number"],
    [{ linkSpeed: 1_001 }, "Tolerance linkSpeed 1001: no run can have it; allowed: at most 1000."],
  ])("can't have the tolerance %j", (change, expected) => {
    const found = problems(RUN, { params: { ...DESK_PARAMS, ...change } });
    expect(found).toContainEqual(expect.stringContaining(expected));
  });

  it.each<readonly [string, RunRecord, Partial<RunRecord>, string]>([
    ["no simulation", SIM, { simulationOnly: [] }, "is no real device, and the run does not say"],
    ["another way", SIM, { adapters: ["pty:x"] }, "cmd/one ran at sim:medido, which is no way"],
    ["no way", RUN, { adapters: [], cases: [] }, "names no way to who was under test"],
    ["a simulation", RUN, { simulationOnly: ["x"] }, "tcp:box:1 simulates nothing"],
    ["a product", RUN, { dut: { ...RUN.dut, product: "Box" } }, "product is Box, and was stated"],
    ["a firmware", RUN, { dut: { ...RUN.dut, firmware: "9" } }, "firmware is 9, and was stated"],
    ["a vendor", RUN, { dut: { ...RUN.dut, vendor: "We" } }, "vendor is We, and was stated"],
    ["a role", RUN, { role: "gateway" }, "role is gateway, and was stated to be device"],
    ["a test clock", RUN, { testClock: "used" }, "test clock is said to be used, and is none"],
    [
      "a statement that contradicts itself",
      RUN,
      { ics: { ...PLAIN_ICS, profiles: ["MQTT"] } },
      "The statement contradicts itself: profiles MQTT",
    ],
  ])("that says %s which was not is named", (_name, run, change, expected) => {
    expect(problems(run, change)).toContainEqual(expect.stringContaining(expected));
  });
});
