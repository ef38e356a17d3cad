import type { BothTexts } from "../criterion.ts";

/** One line of a benefits plan. */
export interface BenefitRow {
  readonly measure: BothTexts;
  readonly unit: BothTexts;
  /** Measured before start (nullpunkt). */
  readonly baseline: number | null;
  /** Median over the seeds, with the least and the most. */
  readonly result: number;
  readonly least: number;
  readonly most: number;
  readonly source: BothTexts;
}

/** What the service saves against what was measured before it began, and what it costs. */
export interface BenefitsResult {
  readonly rows: readonly BenefitRow[];
  /** Kroner for each year, all devices together; null where no baseline was measured. */
  readonly savedPerYear: number | null;
  readonly costPerYear: number;
  /** What is saved less what it costs; null where no baseline was measured. */
  readonly netPerYear: {
    readonly median: number;
    readonly least: number;
    readonly most: number;
  } | null;
  /** Why savings are not known, where they are not. */
  readonly notKnown?: BothTexts;
  readonly assumptions: readonly BothTexts[];
}
