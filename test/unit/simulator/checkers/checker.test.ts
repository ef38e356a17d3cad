import { allCheckers, CHECK_IDS, type Checker, heldBy, VIOLATIONS_KEPT } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { MONDAY_MS } from "../../../support/checked.ts";

/** Shows a checker of S5 a row of doses that come from nowhere. */
function show(checker: Checker, cases: number): void {
  for (let index = 0; index < cases; index += 1) {
    const fact = { type: "moved", from: "drawer", to: "user", doses: 1, slot: 0 } as const;
    checker.observe({ seen: "plant", fact, trueMs: MONDAY_MS + index, deviceId: "tray-1" });
  }
}

function medicineChecker(): Checker {
  const checker = allCheckers().find(({ id }) => id === "S5");
  if (checker === undefined) throw new Error("no checker of S5");
  return checker;
}

describe("a checker's report", () => {
  test("exists for every rule, in the order of the rules", () => {
    expect(allCheckers().map(({ id }) => id)).toEqual([...CHECK_IDS]);
  });

  test("counts every violation and keeps the first thousand", () => {
    const checker = medicineChecker();
    show(checker, VIOLATIONS_KEPT + 500);
    const report = checker.finish(MONDAY_MS);
    expect(report.violated).toBe(1_500);
    expect(report.made).toBe(1_500);
    expect(report.violations).toHaveLength(1_000);
    expect(report.violations[0]).toMatchObject({
      check: "S5",
      deviceId: "tray-1",
      trueMs: MONDAY_MS,
    });
  });

  test("calls a rule held only when it was put to the test", () => {
    const report = { check: "S5", made: 0, violated: 0, violations: [], counted: {} } as const;
    expect(heldBy(report)).toBe("not tested");
    expect(heldBy({ ...report, made: 1 })).toBe("held");
    expect(heldBy({ ...report, made: 1, violated: 1 })).toBe("violated");
  });
});
