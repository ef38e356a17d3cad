import { applyWaivers, isInScope, matchesPattern, R, safetyIn } from "@dosekit/conformance";
import { describe, expect, it } from "vitest";
import { caseOf, checkOf, waiverOf } from "../../../support/conformance/run-records.ts";

const DUT = { vendor: "Acme", product: "Pill Box", serial: "7", firmware: "2.3.1" };
const DAY = "2026-11-22";
const context = (...waivers: readonly ReturnType<typeof waiverOf>[]) => ({
  waivers,
  dut: DUT,
  day: DAY,
});

describe("a waiver", () => {
  it.each(["fail", "unverified", "notrun", "nonstrict"] as const)("covers a %s", (verdict) => {
    const waived = applyWaivers(caseOf("cmd/late", verdict), context(waiverOf()));
    expect([waived.verdict, waived.judged, waived.waiver]).toEqual(["waived", verdict, 0]);
    expect(waived.reason).toContain("known");
  });

  it("covers no error of the kit, and nothing that passes or was skipped", () => {
    for (const verdict of ["error", "pass", "skipped"] as const) {
      expect(applyWaivers(caseOf("cmd/late", verdict), context(waiverOf())).verdict).toBe(verdict);
    }
  });

  it("covers nothing after its last day, and all on it", () => {
    const verdictOf = (expires: string) =>
      applyWaivers(caseOf("cmd/late", "fail"), context(waiverOf({ expires }))).verdict;
    expect([verdictOf("2026-11-21"), verdictOf(DAY)]).toEqual(["fail", "waived"]);
  });

  it("covers only the checks of its requirement, and a failure beside them stays", () => {
    const requirements = [R.OMDP_CMD_002, R.OMDP_EVT_001];
    const checks = [
      checkOf("fail", { requirements: [R.OMDP_CMD_002] }),
      checkOf("fail", { requirements: [R.OMDP_EVT_001] }),
    ];
    const one = caseOf("cmd/late", "fail", { requirements, checks });
    const { verdict, checks: after } = applyWaivers(
      one,
      context(waiverOf({ req: R.OMDP_CMD_002 })),
    );
    expect([verdict, ...after.map((check) => check.verdict)]).toEqual(["fail", "waived", "fail"]);
  });

  it("of one requirement covers no check, and no whole case, that is about another as well", () => {
    const requirements = [R.OMDP_CMD_002, R.OMDP_EVT_001];
    const ofOne = context(waiverOf({ req: R.OMDP_CMD_002 }));
    for (const checks of [[checkOf("fail", { requirements })], []]) {
      const one = caseOf("cmd/late", "fail", { requirements, checks });
      expect(applyWaivers(one, ofOne).verdict).toBe("fail");
    }
  });

  it("covers a case that was failed as a whole", () => {
    const one = caseOf("cmd/late", "fail", { checks: [], reason: "it rests on what is not so" });
    expect(applyWaivers(one, context(waiverOf())).verdict).toBe("waived");
  });

  it("changes nothing when it is asked again, and is gone when it is taken away", () => {
    const once = applyWaivers(caseOf("cmd/late", "fail"), context(waiverOf()));
    expect(applyWaivers(once, context(waiverOf()))).toEqual(once);
    expect(applyWaivers(once, context()).verdict).toBe("fail");
  });
});

describe("the scope of a waiver", () => {
  it.each([
    ["<2.4.0", true],
    ["<2.3.1", false],
    ["<=2.3.1", true],
    [">=2.3", true],
    [">2.10", false],
    ["2.3.1", true],
    ["2.3", false],
  ])("reads firmware %s for 2.3.1", (firmware, fits) => {
    expect(isInScope(waiverOf({ scope: { firmware } }), DUT)).toBe(fits);
  });

  it("has every part of it fit", () => {
    const scope = { product: "Pill Box", serial: "8" };
    expect(isInScope(waiverOf({ scope }), DUT)).toBe(false);
  });
});

describe("what a waiver would wave through", () => {
  it("is known to protect safety, through a case too", () => {
    const doses = caseOf("dose/late", "fail", { requirements: [R.OMDP_DOS_001, R.OMDP_EVT_001] });
    expect(safetyIn(waiverOf({ case: "dose/*" }), [doses])).toContain("OMDP-DOS-001");
    const only = waiverOf({ case: "dose/*", req: R.OMDP_EVT_001 });
    expect(safetyIn(only, [doses])).not.toContain("OMDP-DOS-001");
  });

  it("takes every sign of a pattern but the star by its word", () => {
    expect(matchesPattern("cmd/*", "cmd/late")).toBe(true);
    expect(matchesPattern("cmd.late", "cmd/late")).toBe(false);
    expect(matchesPattern("late", "cmd/late")).toBe(false);
  });
});
