import {
  approvalCourse,
  type CriterionResult,
  DEFAULT_RULE,
  type Deviation,
  judgeThreshold,
  outcomeOfChecks,
  reachVerdict,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const PLAN = { startDay: 100, lengthDays: 42 };
const PASSED: CriterionResult = { id: "T-1", outcome: "passed", failureClass: "A" };
const lived = approvalCourse(PLAN, [], 142);

function deviation(one: Partial<Deviation>): Deviation {
  return { id: "d1", class: "C", openedDay: 110, ...one };
}

function verdict(deviations: readonly Deviation[], criteria = [PASSED], partial = false) {
  const basis = { criteria, deviations, approval: lived, partial };
  return reachVerdict(basis, DEFAULT_RULE).verdict;
}

describe("the verdict", () => {
  test("is approved when everything held and the period was lived through", () => {
    expect(verdict([])).toBe("approved");
    expect(verdict([deviation({ closedDay: 111 })])).toBe("approved");
  });

  test("is approved with deviations when only less serious ones are open", () => {
    expect(verdict([deviation({})])).toBe("approved-with-deviations");
  });

  test.each(["A", "B"] as const)("is not approved with an open %s deviation", (grade) => {
    expect(verdict([deviation({ class: grade })])).toBe("not-approved");
  });

  test("counts a failed criterion as open, also when its deviation was closed", () => {
    const failed = [PASSED, { ...PASSED, outcome: "failed" as const }];
    expect(verdict([], failed)).toBe("not-approved");
    const closed = deviation({ class: "A", criterion: "T-1", closedDay: 120 });
    expect(verdict([closed], failed)).toBe("not-approved");
  });

  test("counts a failed criterion and the deviation that names it once, by the graver class", () => {
    const criteria = [PASSED, { id: "P-2", outcome: "failed", failureClass: "C" } as const];
    const named = [deviation({ criterion: "P-2" })];
    const basis = { criteria, deviations: named, approval: lived, partial: false };
    expect(reachVerdict(basis, DEFAULT_RULE).open).toEqual({ A: 0, B: 0, C: 1 });
  });

  test("is not decided while a criterion is untested, a run partial or the period not over", () => {
    expect(verdict([], [PASSED, { ...PASSED, id: "T-2", outcome: "not-tested" }])).toBe(
      "undecided",
    );
    expect(verdict([], [PASSED], true)).toBe("undecided");
    expect(verdict([], [])).toBe("undecided");
    const approval = approvalCourse(PLAN, [], 141);
    const basis = { criteria: [PASSED], deviations: [], approval, partial: false };
    expect(reachVerdict(basis, DEFAULT_RULE).verdict).toBe("undecided");
  });

  test("refuses before it leaves anything undecided", () => {
    expect(verdict([deviation({ class: "A" })], [PASSED], true)).toBe("not-approved");
  });
});

describe("the approval period", () => {
  test("starts again the day after a critical deviation was put right", () => {
    const found = approvalCourse(PLAN, [deviation({ class: "A", closedDay: 115 })], 130);
    expect(found.attempts).toEqual([
      { startDay: 100, endDay: 110, brokenBy: "d1" },
      { startDay: 116, endDay: 130 },
    ]);
    expect(found).toMatchObject({ isComplete: false, endsDay: 158 });
  });

  test("waits for the last of several critical deviations", () => {
    const both = [
      deviation({ class: "A", closedDay: 120 }),
      deviation({ id: "d2", class: "A", openedDay: 112, closedDay: 114 }),
    ];
    expect(approvalCourse(PLAN, both, 130).endsDay).toBe(163);
    const open = [...both, deviation({ id: "d3", class: "A", openedDay: 119 })];
    expect(approvalCourse(PLAN, open, 130)).not.toHaveProperty("endsDay");
  });

  test("goes on through serious ones, and is not started again once it was lived through", () => {
    expect(approvalCourse(PLAN, [deviation({ class: "B" })], 142).isComplete).toBe(true);
    const late = deviation({ class: "A", openedDay: 142 });
    expect(approvalCourse(PLAN, [late], 150).isComplete).toBe(true);
    const last = deviation({ class: "A", openedDay: 141 });
    expect(approvalCourse(PLAN, [last], 150).isComplete).toBe(false);
  });

  test("takes no day to come, no closing before the opening and no empty period", () => {
    expect(() => approvalCourse(PLAN, [deviation({ openedDay: 131 })], 130)).toThrow(RangeError);
    expect(() => approvalCourse(PLAN, [deviation({ closedDay: 109 })], 130)).toThrow(RangeError);
    expect(() => approvalCourse({ ...PLAN, lengthDays: 0 }, [], 130)).toThrow(RangeError);
  });
});

test("a threshold holds at its limit, fails above it, and decides nothing unmeasured", () => {
  const threshold = { measure: "false-alarm-percent", atMost: 5, class: "B" } as const;
  const judged = [5, 5.1, Number.NaN].map((value) =>
    judgeThreshold(threshold, { "false-alarm-percent": value }),
  );
  expect(judged).toEqual(["passed", "failed", "not-tested"]);
  expect(judgeThreshold(threshold, {})).toBe("not-tested");
});

test("a criterion passes only when all of its checks do", () => {
  expect(outcomeOfChecks(["passed", "failed", "not-tested"])).toBe("failed");
  expect(outcomeOfChecks(["passed", "not-tested"])).toBe("not-tested");
  expect(outcomeOfChecks([])).toBe("not-tested");
  expect(outcomeOfChecks(["passed", "passed"])).toBe("passed");
});
