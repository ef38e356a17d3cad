import type { BothTexts } from "../criterion.ts";
import type { DeviationClass } from "../deviation.ts";
import type { IncidentName } from "../result/incident-result.ts";
import type { CriterionOutcome } from "../verdict.ts";
import type { ComparedMeasure } from "./compared-measures.ts";

/** What runs of several seeds came to: the median, with the least and the most of them. */
export interface Interval {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** Runs that it was measured in. */
  readonly runs: number;
}

/** One criterion on one product, over all of its runs. */
export interface ComparedCriterion {
  readonly id: string;
  readonly text: BothTexts;
  /** Failed when it failed in any run; passed when it passed in every run that decided it. */
  readonly outcome: CriterionOutcome;
  readonly runsPassed: number;
  readonly runsFailed: number;
}

/** One incident, over all runs that put this product through it and no other. */
export interface ComparedIncident {
  readonly incident: IncidentName;
  readonly title: BothTexts;
  readonly runsPassed: number;
  readonly runsFailed: number;
}

/** How one product did for one user story. */
export interface ComparedProduct {
  readonly product: string;
  /** Seeds of its runs, in order. */
  readonly seeds: readonly string[];
  readonly devices: Interval | undefined;
  readonly criteria: readonly ComparedCriterion[];
  /** Deviations that name the product, by class, in each run. */
  readonly deviations: Readonly<Record<DeviationClass, Interval>>;
  readonly measures: Readonly<Partial<Record<ComparedMeasure, Interval>>>;
  readonly incidents: readonly ComparedIncident[];
}

/** Products side by side for one user story; in the order of their names, which ranks nothing. */
export interface ComparedStory {
  readonly story: string;
  readonly products: readonly ComparedProduct[];
}

/** Products side by side, for each user story. There is no single score, on purpose. */
export interface ComparisonResult {
  readonly v: 1;
  readonly municipalities: readonly string[];
  readonly runs: readonly {
    readonly file: string;
    readonly sha256: string;
    readonly seed: string;
    readonly date: string;
    readonly partial: boolean;
  }[];
  /** True when any run was interrupted. */
  readonly partial: boolean;
  readonly stories: readonly ComparedStory[];
  /** Why numbers may not be set side by side without thought. */
  readonly cautions: readonly BothTexts[];
}
