import { type ShiftLateness, searchShifts } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

/** A centre of two shifts whose late alerts of 100 follow from how many are there. */
function centreWith(late: (operators: readonly number[], shift: number) => number) {
  const asked: (readonly number[])[] = [];
  const answer = (operators: readonly number[]): readonly ShiftLateness[] => {
    asked.push(operators);
    return operators.map((_, shift) => ({
      acknowledgements: { late: late(operators, shift), settled: 100 },
      actions: { late: 0, settled: 100 },
    }));
  };
  return { asked, centre: { shifts: [{}, {}], answer } as never };
}

describe("the search for operators", () => {
  test("never puts fewer than two on duty, and asks of no fewer", () => {
    const { asked, centre } = centreWith(() => 0);
    expect(searchShifts(centre, 5, 32)).toEqual({ needed: [2, 2], isReached: [true, true] });
    expect(Math.min(...asked.flat())).toBe(2);
  });

  test("finds the least with which no more alerts are late than may be", () => {
    const { centre } = centreWith(([day = 0, night = 0], shift) =>
      shift === 0 ? (day < 5 ? 6 : 5) : night < 9 ? 100 : 0,
    );
    expect(searchShifts(centre, 5, 32)).toEqual({ needed: [5, 9], isReached: [true, true] });
  });

  test("says of a shift that nobody can help what is as good as the most", () => {
    const { centre } = centreWith((operators, shift) =>
      shift === 1 ? ((operators[1] ?? 0) < 4 ? 50 : 20) : 0,
    );
    expect(searchShifts(centre, 5, 32)).toEqual({ needed: [2, 4], isReached: [true, false] });
  });

  test("adds people where one shift leaves another its queue", () => {
    const { centre } = centreWith(([day = 0, night = 0], shift) =>
      shift === 1 && day < 10 && night < 6 ? 30 : 0,
    );
    expect(searchShifts(centre, 5, 32).needed).toEqual([2, 6]);
  });
});
