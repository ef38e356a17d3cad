/** How many have to be on duty at the same time for the limits to hold. */
export interface StaffingResult {
  /** A shift by its name in the file. */
  readonly shifts: readonly {
    readonly name: string;
    /** As the file has it. */
    readonly planned: number;
    /** Least number for which the limits held, by seed; never under two. */
    readonly needed: readonly number[];
    readonly median: number;
    readonly least: number;
    readonly most: number;
  }[];
  readonly seeds: readonly string[];
  /** Share of alerts, in per cent, that may be late and the limits still hold. */
  readonly tolerancePercent: number;
  /** Shifts in which the limits did not hold with the most operators that were tried. */
  readonly unreachable: readonly string[];
  readonly partial: boolean;
}
