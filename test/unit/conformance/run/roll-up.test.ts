import { R, rollUp, VERDICTS, type Verdict } from "@dosekit/conformance";
import { describe, expect, it } from "vitest";
import { caseOf, checkOf, runOf, waiverOf } from "../../../support/conformance/run-records.ts";

const ok = caseOf("cmd/ok", "pass");

describe("the verdict of a run", () => {
  it.each([
    ["pass", "pass", 0],
    ["skipped", "pass", 0],
    ["waived", "waived", 0],
    ["nonstrict", "nonstrict", 0],
    ["notrun", "notrun", 4],
    ["unverified", "unverified", 4],
    ["error", "error", 70],
    ["fail", "fail", 1],
  ] as const)("is by its worst case: %s beside a pass", (verdict, whole, exitCode) => {
    const summary = rollUp(runOf([ok, caseOf("cmd/other", verdict)]));
    expect([summary.verdict, summary.exitCode]).toEqual([whole, exitCode]);
    expect(summary.counts[verdict]).toBe(verdict === "pass" ? 2 : 1);
  });

  it("is unverified when nothing was judged, whatever was skipped or waived", () => {
    for (const verdict of ["skipped", "waived"] as const) {
      const { verdict: whole, exitCode } = rollUp(runOf([caseOf("cmd/other", verdict)]));
      expect([whole, exitCode]).toEqual(["unverified", 4]);
    }
    expect(rollUp(runOf([])).exitCode).toBe(4);
  });

  it("is unverified when a whole run decides nothing about a profile that was stated", () => {
    const profiles = ["CORE", "SEC"] as const;
    expect(rollUp(runOf([ok], { profiles }))).toMatchObject({ verdict: "unverified", exitCode: 4 });
    expect(rollUp(runOf([ok], { profiles, select: ["cmd/*"] })).exitCode).toBe(0);
    const sealed = caseOf("sec/ok", "pass", { profile: "SEC" });
    expect(rollUp(runOf([ok, sealed], { profiles })).exitCode).toBe(0);
  });

  it("fails by what is only advised when it is asked to be strict", () => {
    const cases = [ok, caseOf("link/will-first", "nonstrict")];
    expect(rollUp(runOf(cases, { strict: true })).exitCode).toBe(1);
  });

  it("ends with 3 when port or broker are to blame for every error", () => {
    const lost = checkOf("error", { cause: "environment" });
    const own = checkOf("error", { cause: "kit" });
    const run = (...checks: readonly (typeof lost)[]) =>
      rollUp(runOf([ok, caseOf("cmd/other", "error", { checks })])).exitCode;
    expect([run(lost), run(own), run(lost, own)]).toEqual([3, 70, 70]);
  });

  it("ends with 130 when it was interrupted, whatever it has found", () => {
    const cases = [ok, caseOf("cmd/other", "fail")];
    expect(rollUp(runOf(cases, { endedEarly: "interrupted" })).exitCode).toBe(130);
  });

  it("is worse with a worse case, in the order of the verdicts", () => {
    const rank = (verdict: Verdict) => {
      const { verdict: whole } = rollUp(runOf([ok, caseOf("cmd/other", verdict)]));
      return VERDICTS.indexOf(whole);
    };
    const ranks = VERDICTS.map(rank);
    expect([...ranks].sort((one, other) => one - other)).toEqual(ranks);
  });
});

describe("the verdict of a requirement", () => {
  it("is by the checks about it, and by the whole case where it has none", () => {
    const requirements = [R.OMDP_CMD_002, R.OMDP_EVT_001];
    const checks = [
      checkOf("pass", { requirements: [R.OMDP_CMD_002] }),
      checkOf("fail", { requirements: [R.OMDP_EVT_001] }),
    ];
    const mixed = caseOf("cmd/mixed", "fail", { requirements, checks });
    const bare = caseOf("cmd/bare", "notrun", { requirements: [R.OMDP_CFG_001], checks: [] });
    const found = rollUp(runOf([mixed, bare])).requirements;
    expect(found.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      "OMDP-CFG-001 notrun",
      "OMDP-CMD-002 pass",
      "OMDP-EVT-001 fail",
    ]);
  });
});

describe("waivers in a run", () => {
  it("fail it when what they cover passes", () => {
    const cases = [ok, caseOf("cmd/late", "pass", { waiver: 0 })];
    const summary = rollUp(runOf(cases, { waivers: [waiverOf()] }));
    expect([summary.verdict, summary.exitCode, summary.waivers]).toEqual(["fail", 1, ["passes"]]);
    expect(summary.problems.join()).toContain("cmd/late");
  });

  it("fail it when they are out of date", () => {
    const waivers = [waiverOf({ expires: "2026-11-21" })];
    const summary = rollUp(runOf([ok], { waivers }));
    expect([summary.exitCode, summary.waivers]).toEqual([1, ["expired"]]);
  });

  it("do nothing when they are for another device, or cover nothing of it", () => {
    const waivers = [waiverOf({ scope: { firmware: ">=3.0" } }), waiverOf()];
    const summary = rollUp(runOf([ok], { waivers }));
    expect([summary.exitCode, summary.waivers]).toEqual([0, ["elsewhere", "idle"]]);
  });
});
