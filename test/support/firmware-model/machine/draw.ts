/** A stream of choices that follow from a seed alone. */
export interface Draw {
  /** A whole number from 0 up to, not including, a bound. */
  below(bound: number): number;
  /** True as often as so many times in a hundred. */
  chance(percent: number): boolean;
  /** One of a list that is not empty. */
  of<T>(list: readonly T[]): T;
}

/** Begins a stream of choices. */
export function drawFrom(seed: number): Draw {
  let state = (seed ^ 0x9e37_79b9) | 0;
  const next = () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (bound: number) => next() % bound;
  return {
    below,
    chance: (percent) => below(100) < percent,
    of: (list) => {
      const one = list[below(list.length)];
      if (one === undefined) throw new RangeError("nothing to choose from");
      return one;
    },
  };
}
