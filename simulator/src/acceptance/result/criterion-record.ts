import type { BothTexts, CheckMethod, Criterion } from "../criterion.ts";
import type { CriterionOutcome } from "../verdict.ts";
import type { TimelineEntry } from "./timeline.ts";

/** Who decided a check: a program, a person's filled protocol, the conformance kit, or nobody. */
export type DecidedBy = "program" | "protocol" | "kit" | "nobody";

/** What a judge found out about one check on one product. */
export interface CheckFinding {
  readonly outcome: CriterionOutcome;
  /** What was seen, or why nothing was; one sentence. */
  readonly saw: BothTexts;
  /** What happened until it was decided; empty where nothing of it can be told by the minute. */
  readonly timeline: readonly TimelineEntry[];
}

/** One check of a criterion with what became of it. */
export interface CheckRecord extends CheckFinding {
  readonly method: CheckMethod;
  readonly pass: BothTexts;
  readonly decidedBy: DecidedBy;
  /** Command that repeats it; absent where a person decided. */
  readonly repeat?: string;
}

/** One criterion on one product with what became of it. */
export interface CriterionRecord
  extends Pick<Criterion, "id" | "text" | "basis" | "confidence" | "failureClass"> {
  /** The user story, or `every`; a municipality's own criteria name theirs. */
  readonly story: string;
  readonly product: string;
  readonly outcome: CriterionOutcome;
  readonly checks: readonly CheckRecord[];
}
