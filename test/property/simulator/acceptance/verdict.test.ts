import {
  approvalCourse,
  type CriterionOutcome,
  DEFAULT_RULE,
  DEVIATION_CLASSES,
  type Deviation,
  reachVerdict,
  type Verdict,
} from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";

const TODAY = 200;
const outcomes: readonly CriterionOutcome[] = ["passed", "failed", "not-tested", "not-applicable"];
const grade = fc.constantFrom(...DEVIATION_CLASSES);
const deviations: fc.Arbitrary<readonly Deviation[]> = fc
  .array(
    fc.record({
      class: grade,
      openedDay: fc.integer({ min: 80, max: TODAY }),
      lasts: fc.option(fc.nat(30), { nil: undefined }),
    }),
    { maxLength: 6 },
  )
  .map((list) =>
    list.map(({ class: one, openedDay, lasts }, at) => ({
      ...{ id: `d${at}`, class: one, openedDay },
      ...(lasts === undefined ? {} : { closedDay: Math.min(TODAY, openedDay + lasts) }),
    })),
  );
const criteria = fc
  .array(fc.record({ outcome: fc.constantFrom(...outcomes), failureClass: grade }), {
    maxLength: 5,
  })
  .map((list) => list.map((one, at) => ({ id: `K-${at + 1}`, ...one })));
const cases = fc.record({ deviations, criteria, partial: fc.boolean() });
const plan = fc.record({
  startDay: fc.integer({ min: 90, max: 150 }),
  lengthDays: fc.integer({ min: 1, max: 60 }),
});

function verdictOf(
  one: typeof cases extends fc.Arbitrary<infer T> ? T : never,
  period: { readonly startDay: number; readonly lengthDays: number },
): Verdict {
  const approval = approvalCourse(period, one.deviations, TODAY);
  return reachVerdict({ ...one, approval }, DEFAULT_RULE).verdict;
}

const isApproval = (verdict: Verdict) => verdict.startsWith("approved");

test("nothing is ever approved with a critical or serious thing open, or anything undecided", () => {
  fc.assert(
    fc.property(cases, plan, (one, period) => {
      if (!isApproval(verdictOf(one, period))) return;
      expect(one.partial).toBe(false);
      const open = one.deviations.filter(({ closedDay }) => closedDay === undefined);
      const failed = one.criteria.filter(({ outcome }) => outcome === "failed");
      const grades = [
        ...open.map((each) => each.class),
        ...failed.map((each) => each.failureClass),
      ];
      expect(grades.filter((each) => each !== "C")).toEqual([]);
      expect(one.criteria.map(({ outcome }) => outcome)).not.toContain("not-tested");
    }),
  );
});

test("another open critical deviation never leaves an approval", () => {
  fc.assert(
    fc.property(cases, plan, (one, period) => {
      const more: Deviation = { id: "more", class: "A", openedDay: TODAY };
      const worse = { ...one, deviations: [...one.deviations, more] };
      expect(verdictOf(worse, period)).toBe("not-approved");
    }),
  );
});

test("the order of deviations and criteria never matters", () => {
  fc.assert(
    fc.property(cases, plan, (one, period) => {
      const turned = {
        ...one,
        deviations: one.deviations.toReversed(),
        criteria: one.criteria.toReversed(),
      };
      expect(verdictOf(turned, period)).toBe(verdictOf(one, period));
    }),
  );
});

test("a period that is complete always had its whole length free of critical deviations", () => {
  fc.assert(
    fc.property(deviations, plan, (list, period) => {
      const { attempts, isComplete } = approvalCourse(period, list, TODAY);
      const last = attempts.at(-1);
      if (!isComplete || last === undefined) return;
      expect(last.endDay - last.startDay).toBe(period.lengthDays);
      const critical = list.filter((each) => each.class === "A");
      const touching = critical.filter(
        ({ openedDay, closedDay = TODAY }) => openedDay < last.endDay && closedDay >= last.startDay,
      );
      expect(touching).toEqual([]);
    }),
  );
});
