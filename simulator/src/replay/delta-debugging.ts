/** Proposes candidates one after the other and is told of each whether it still fails. */
export type Search<C, R> = Generator<C, R, boolean>;

/**
 * Finds a row of parts none of which can be left out (delta debugging): first halves are left out,
 * then ever smaller pieces, at last single parts.
 *
 * Invariants: every candidate is a part of the row before it; the order stays.
 *
 * @param build makes the candidate that has these parts alone
 */
export function* fewestParts<P, C>(
  all: readonly P[],
  build: (parts: readonly P[]) => C,
): Search<C, readonly P[]> {
  let parts = all;
  if (parts.length === 0 || (yield build([]))) return [];
  let pieces = 2;
  while (parts.length > 1) {
    const size = Math.ceil(parts.length / pieces);
    const fewer: readonly P[] | undefined = yield* withoutOnePiece(parts, size, build);
    if (fewer !== undefined) {
      parts = fewer;
      pieces = Math.max(2, Math.min(parts.length, pieces - 1));
    } else if (size === 1) break;
    else pieces = Math.min(parts.length, pieces * 2);
  }
  return parts;
}

function* withoutOnePiece<P, C>(
  parts: readonly P[],
  size: number,
  build: (parts: readonly P[]) => C,
): Search<C, readonly P[] | undefined> {
  // What came last is left out first: it had the least to do with what was there before it.
  for (let from = Math.floor((parts.length - 1) / size) * size; from >= 0; from -= size) {
    const fewer = [...parts.slice(0, from), ...parts.slice(from + size)];
    if (fewer.length > 0 && (yield build(fewer))) return fewer;
  }
  return undefined;
}

/**
 * Finds the least whole number between two that still fails, by halving.
 *
 * @param most fails, as is known
 */
export function* leastNumber<C>(
  least: number,
  most: number,
  build: (value: number) => C,
): Search<C, number> {
  if (least >= most) return most;
  if (yield build(least)) return least;
  let [holds, fails] = [least, most];
  while (fails - holds > 1) {
    const middle = Math.floor((holds + fails) / 2);
    if (yield build(middle)) fails = middle;
    else holds = middle;
  }
  return fails;
}
