import type { CentreAlone, ShiftLateness } from "./centre-alone.ts";
import { leastThat } from "./least-that.ts";

/** One person alone on duty is not sound (IS-2552). */
export const OPERATORS_MIN = 2;

/** What a search came to for one seed, by shift. */
export interface ShiftsFound {
  readonly needed: readonly number[];
  /** Whether the limits held at all with the most that were tried. */
  readonly isReached: readonly boolean[];
}

/**
 * Finds how many operators each shift needs: for each by bisection with everybody else there, then
 * all together, with more where one shift leaves another its queue. A shift whose limits do not hold
 * with the most that are tried gets the least with which it is no later than with those.
 *
 * @param tolerancePercent share of alerts that may be late
 * @param most the most operators of one shift that are tried
 */
export function searchShifts(
  centre: Pick<CentreAlone, "shifts" | "answer">,
  tolerancePercent: number,
  most: number,
): ShiftsFound {
  const { shifts } = centre;
  const plenty = shifts.map(() => most);
  const best = centre.answer(plenty);
  const allowed = best.map((lateness) => Math.max(tolerancePercent, latePercent(lateness)));
  const holds = (operators: readonly number[], shift: number) =>
    latePercent(centre.answer(operators)[shift]) <= (allowed[shift] ?? 0);
  const needed = shifts.map((_, shift) => {
    const tried = (number: number) => holds(inPlace(plenty, shift, number), shift);
    return leastThat(tried, OPERATORS_MIN, most).number;
  });
  return {
    needed: together(centre, needed, allowed, most),
    isReached: best.map((lateness) => latePercent(lateness) <= tolerancePercent),
  };
}

/** Adds one to every shift that is too late beside the others, until none is. */
function together(
  centre: Pick<CentreAlone, "answer">,
  needed: readonly number[],
  allowed: readonly number[],
  most: number,
): readonly number[] {
  let operators = needed;
  for (;;) {
    const lateness = centre.answer(operators);
    const more = operators.map((number, shift) => {
      const isLate = latePercent(lateness[shift]) > (allowed[shift] ?? 0);
      return isLate ? Math.min(most, number + 1) : number;
    });
    if (more.every((number, shift) => number === operators[shift])) return operators;
    operators = more;
  }
}

/** The greater of the shares of late acknowledgements and late actions, in per cent. */
export function latePercent(lateness: ShiftLateness | undefined): number {
  if (lateness === undefined) return 0;
  const { acknowledgements, actions } = lateness;
  return Math.max(
    ...[acknowledgements, actions].map(({ late, settled }) =>
      settled === 0 ? 0 : (100 * late) / settled,
    ),
  );
}

function inPlace(all: readonly number[], at: number, number: number): readonly number[] {
  return all.map((one, place) => (place === at ? number : one));
}
