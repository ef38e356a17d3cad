/** A number that was found, or the greatest one that was tried and did not do. */
export interface LeastFound {
  readonly number: number;
  readonly isReached: boolean;
}

/**
 * Finds by bisection the least whole number from which on something holds.
 *
 * @param holds asked of few numbers; once it holds of one it is to hold of all greater ones
 * @param least the least that is tried, and the answer where it holds of that
 * @param most the greatest that is tried
 * @throws RangeError when the range is empty (a caller's bug)
 */
export function leastThat(
  holds: (number: number) => boolean,
  least: number,
  most: number,
): LeastFound {
  if (!(least <= most)) throw new RangeError(`no number is from ${least} to ${most}`);
  if (holds(least)) return { number: least, isReached: true };
  if (least === most || !holds(most)) return { number: most, isReached: false };
  let [tooFew, enough] = [least, most];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (holds(middle)) enough = middle;
    else tooFew = middle;
  }
  return { number: enough, isReached: true };
}
