import type { BothTexts, CheckMethod } from "../criterion.ts";
import type { FoundDeviation } from "./deviation-record.ts";
import type { TimelineEntry } from "./timeline.ts";

/** Steps of one user's way through the service, in order. */
export const PATHWAY_STEPS = [
  "mapping",
  "configuration",
  "training",
  "two-week-test",
  "daily-use",
  "institution-stay",
  "holiday-municipality",
  "evaluation",
  "collection",
  "reset",
] as const;
/** See {@link PATHWAY_STEPS}. */
export type PathwayStepName = (typeof PATHWAY_STEPS)[number];

/** One step with who does it and what became of it. */
export interface PathwayStep {
  readonly step: PathwayStepName;
  readonly title: BothTexts;
  /** Actors of the municipality's flow of 2016, such as the case officer or home care. */
  readonly actors: readonly BothTexts[];
  readonly method: CheckMethod;
  readonly expect: BothTexts;
  readonly outcome: "passed" | "failed" | "not-tested";
  readonly saw: BothTexts;
}

/** The way of one user of one story from mapping to the device's reset. */
export interface PathwayResult {
  readonly story: string;
  readonly product: string;
  readonly outcome: "passed" | "failed" | "not-tested";
  readonly steps: readonly PathwayStep[];
  readonly timeline: readonly TimelineEntry[];
  readonly deviations: readonly FoundDeviation[];
  readonly repeat: string;
  readonly partial: boolean;
}
