import type { BothTexts } from "../criterion.ts";
import type { Deviation } from "../deviation.ts";
import type { TimelineEntry } from "./timeline.ts";

/** Which part of the run found a deviation; `register` where people did, and the file says so. */
export type DeviationSource =
  | "criterion"
  | "threshold"
  | "rule"
  | "incident"
  | "pathway"
  | "register";

/** A deviation as the report tells it. Its `id` stays the same when the same file is run again. */
export interface DeviationRecord extends Deviation {
  readonly source: DeviationSource;
  readonly title: BothTexts;
  /** What happened and how often, in one or two sentences. */
  readonly what: BothTexts;
  readonly products: readonly string[];
  /** How many times it was seen; the timeline is that of the first. */
  readonly count: number;
  readonly timeline: readonly TimelineEntry[];
  /** Command that shows it again; absent where a person found it. */
  readonly repeat?: string;
  /** Who puts it right, by when, and a remark: from the municipality's file. */
  readonly owner?: string;
  readonly deadline?: string;
  readonly remark?: string;
}

/** What a part of a run found, before the file has said who puts it right. */
export type FoundDeviation = Omit<DeviationRecord, "owner" | "deadline" | "remark" | "closedDay">;
