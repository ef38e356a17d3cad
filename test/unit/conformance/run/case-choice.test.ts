import {
  ALL_CASES,
  adviceVerdict,
  casesFor,
  chooseCases,
  missingFor,
  R,
  shuffled,
} from "@dosekit/conformance";
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

  it("carries the core of a device with a serial line alone through a relay, and nothing of MQTT", () => {
    const cases = casesFor({ ...PLAIN_ICS, profiles: ["CORE", "SERIAL"] }, {});
    const relayed = cases.filter(({ line }) => line === undefined);
    expect(relayed.length).toBeGreaterThan(100);
    expect(new Set(relayed.map(({ profile }) => profile))).toEqual(new Set(["CORE"]));
    expect(cases.some(({ line }) => line === "shared")).toBe(true);
  });

  it("tells what a case lacks: a feature, a command that is not named, a line", () => {
    const lacks = (id: string, ics: typeof PLAIN_ICS) => {
      const found = ALL_CASES.find((one) => one.id === id && one.role === "device");
      if (found === undefined) throw new Error(`there is no case ${id}`);
      return missingFor(found, ics);
    };
    const { capabilities } = PLAIN_ICS;
    if (capabilities === undefined) throw new Error("the statement names no capabilities");
    const bare = { ...PLAIN_ICS, features: [], lines: ["two-ends" as const] };
    expect(lacks("dose/taken", bare)).toContain("doses");
    expect(lacks("shared/carries-messages", bare)).toEqual(["line of the kind shared"]);
    expect(lacks("shared/carries-messages", PLAIN_ICS)).toEqual([]);
    const named = { ...bare, capabilities: { ...capabilities, verbs: ["sync-time" as const] } };
    expect(lacks("service/reset-before-its-end", named)).toEqual(["reset"]);
    expect(lacks("service/reset-before-its-end", bare)).toEqual([]);
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
