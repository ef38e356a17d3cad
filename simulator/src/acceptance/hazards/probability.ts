/** Grades of probability, 1 least probable; the consequence has as many. */
export const GRADES = [1, 2, 3, 4, 5] as const;
/** See {@link GRADES}. */
export type Grade = (typeof GRADES)[number];

/** Greatest share of a grade: once in so many times; more often than the last is grade 5. Inferred. */
export const GRADE_LIMITS = [100_000, 10_000, 1_000, 100] as const;

/** One-sided 95 % point of the normal distribution. */
const Z_95 = 1.6449;

/**
 * Says how often something may happen at the most, by 95 % confidence, after it was counted: what
 * was not seen once in 1,000 times may still happen three times in 1,000. Wilson and Hilferty's
 * approximation of the upper limit of a Poisson mean, within 1 % of it.
 */
export function upperShare(count: number, of: number): number {
  const freedom = 2 * (count + 1);
  const root = 1 - 2 / (9 * freedom) + Z_95 * Math.sqrt(2 / (9 * freedom));
  return Math.min(1, (freedom * root ** 3) / 2 / of);
}

/** Grades what was counted by its upper limit; `undefined` where there was nothing to count. */
export function gradeOf(count: number, of: number): Grade | undefined {
  if (of <= 0) return undefined;
  const share = upperShare(count, of);
  const place = GRADE_LIMITS.findIndex((times) => share < 1 / times);
  return place === -1 ? 5 : GRADES[place];
}
