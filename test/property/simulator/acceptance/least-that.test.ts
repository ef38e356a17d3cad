import { leastThat, type ShiftLateness, searchShifts } from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";

test("bisection finds the least number from which on something holds, in few tries", () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(1_000), fc.nat(1_100), (least, span, from) => {
      const most = least + span;
      let tries = 0;
      const found = leastThat(
        (number) => {
          tries += 1;
          return number >= from;
        },
        least,
        most,
      );
      const isReached = from <= most;
      expect(found).toEqual({ number: isReached ? Math.max(least, from) : most, isReached });
      expect(tries).toBeLessThanOrEqual(2 + Math.ceil(Math.log2(span + 1)));
    }),
  );
});

/** A shift that is late by so many alerts of a hundred for each operator that it lacks. */
interface Shift {
  readonly needs: number;
  /** What is late however many are there. */
  readonly always: number;
}

const shift = fc.record({ needs: fc.nat(40), always: fc.nat(20) });

function centreOf(shifts: readonly Shift[]) {
  const lateness = (late: number): ShiftLateness => {
    const counted = { late: Math.min(100, late), settled: 100 };
    return { acknowledgements: counted, actions: { late: 0, settled: 0 } };
  };
  return {
    shifts: shifts.map(() => ({ name: "", operators: 0, from: "", to: "", days: [] })),
    answer: (operators: readonly number[]) =>
      shifts.map(({ needs, always }, at) =>
        lateness(always + 30 * Math.max(0, needs - (operators[at] ?? 0))),
      ),
  };
}

test("the search finds what each shift needs, never fewer than two, and says what no number helps", () => {
  fc.assert(
    fc.property(
      fc.array(shift, { minLength: 1, maxLength: 4 }),
      fc.nat(10),
      (shifts, tolerance) => {
        const { needed, isReached } = searchShifts(centreOf(shifts), tolerance, 50);
        expect(needed).toEqual(shifts.map(({ needs }) => Math.max(2, needs)));
        expect(isReached).toEqual(shifts.map(({ always }) => always <= tolerance));
      },
    ),
  );
});

test("shifts that leave each other a queue get more until none is late", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 2, max: 20 }), (a, b) => {
      // The second is in time alone only while the first has one more than it needs itself.
      const late = (isLate: boolean): ShiftLateness => ({
        acknowledgements: { late: isLate ? 100 : 0, settled: 100 },
        actions: { late: 0, settled: 0 },
      });
      const { shifts } = centreOf([
        { needs: 0, always: 0 },
        { needs: 0, always: 0 },
      ]);
      const answer = ([first = 0, second = 0]: readonly number[]) => [
        late(first < a),
        late(first + second < a + b + 1),
      ];
      const { needed } = searchShifts({ shifts, answer }, 0, 50);
      expect(answer(needed).every(({ acknowledgements }) => acknowledgements.late === 0)).toBe(
        true,
      );
    }),
  );
});
