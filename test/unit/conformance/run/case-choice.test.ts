import { ALL_CASES, adviceVerdict, casesFor, chooseCases, R, shuffled } from "@dosekit/conformance";
import { describe, expect, it } from "vitest";
import { PLAIN_ICS } from "../../../support/conformance/run-records.ts";

describe("the choice of cases", () => {
  it("is by role, and a host has neither lines nor devices that it speaks for", () => {
    const hosts = chooseCases(ALL_CASES, { role: "host" });
    expect(hosts.length).toBeGreaterThan(50);
    expect(hosts.every((one) => one.role === "gateway" && one.line === undefined)).toBe(true);
    expect(hosts.some(({ needs = [] }) => needs.includes("relaying"))).toBe(false);
  });

  it("is by areas, requirements and names of cases", () => {
    const areas = chooseCases(ALL_CASES, { select: ["LNK/*"] });
    expect(areas.every(({ reqs }) => reqs.some((id) => id.startsWith("OMDP-LNK-")))).toBe(true);
    expect(chooseCases(ALL_CASES, { select: ["OMDP-DOS-004"] }).length).toBeGreaterThan(0);
    expect(chooseCases(ALL_CASES, { select: ["cmd/deadline-over"] })).toHaveLength(1);
  });

  it("begins with the cases that hold the statement to the wire, whatever is selected", () => {
    const [first, ...others] = casesFor(PLAIN_ICS, { select: ["cmd/*"] });
    expect(first?.id).toBe("ics/over-mqtt");
    expect(others.every(({ id }) => id.startsWith("cmd/"))).toBe(true);
  });

  it("refuses a pattern that selects nothing", () => {
    expect(() => casesFor(PLAIN_ICS, { select: ["LKN/*"] })).toThrow("No case");
  });

  it("is in an order of its own for each seed, and the same for the same", () => {
    const ids = (seed: string) => shuffled(ALL_CASES, seed).map((one) => `${one.role} ${one.id}`);
    expect(ids("a")).toEqual(ids("a"));
    expect(ids("a")).not.toEqual(ids("b"));
    expect([...ids("a")].sort()).toEqual([...ids("b")].sort());
  });
});

describe("what is only advised", () => {
  it("is not strict when it is not kept, and fails beside what has to be kept", () => {
    expect(adviceVerdict("fail", [R.OMDP_LNK_017])).toBe("nonstrict");
    expect(adviceVerdict("fail", [R.OMDP_LNK_017, R.OMDP_LNK_001])).toBe("fail");
    expect(adviceVerdict("unverified", [R.OMDP_LNK_017])).toBe("unverified");
    expect(adviceVerdict("fail", [])).toBe("fail");
  });
});
