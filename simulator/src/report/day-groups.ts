/** Days of a run that stand for one column of a picture or row of a table. */
export interface DayGroup {
  /** First and last day, as numbers of days since the first one of the run. */
  readonly from: number;
  readonly to: number;
}

/** Steps in which days are taken together: by themselves, weeks, four weeks, and so on. */
const STEPS = [1, 7, 28, 91, 364] as const;

/**
 * Takes days together so that there are not too many groups.
 *
 * @param groupsMax most groups, 1 or more
 */
export function dayGroups(days: number, groupsMax: number): readonly DayGroup[] {
  const fits = (step: number) => Math.ceil(days / step) <= groupsMax;
  const step = STEPS.find(fits) ?? Math.ceil(days / groupsMax);
  return Array.from({ length: Math.ceil(days / step) }, (_, group) => ({
    from: group * step,
    to: Math.min(days, (group + 1) * step) - 1,
  }));
}

/** Adds up what was counted on the days of a group. */
export function sumOfGroup(row: readonly number[] | undefined, { from, to }: DayGroup): number {
  return (row ?? []).slice(from, to + 1).reduce((sum, count) => sum + count, 0);
}
