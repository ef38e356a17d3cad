import type { ApprovalCourse } from "../approval-period.ts";
import type { BothTexts } from "../criterion.ts";
import type { VerdictFinding, VerdictRule } from "../verdict.ts";
import type { BenefitsResult } from "./benefits-result.ts";
import type { CriterionRecord } from "./criterion-record.ts";
import type { DeviationRecord } from "./deviation-record.ts";
import type { IncidentResult } from "./incident-result.ts";
import type { OperationResult } from "./operation-result.ts";
import type { PathwayResult } from "./pathway-result.ts";
import type { StaffingResult } from "./staffing-result.ts";

/** Something that the run did not test, and why. */
export interface NotTested {
  readonly what: BothTexts;
  readonly why: BothTexts;
}

/** A hazard of the risk analysis with what was measured about it. */
export interface HazardRow {
  readonly hazard: BothTexts;
  readonly cause: BothTexts;
  readonly effect: BothTexts;
  /** Times it happened on true doses, and out of how many; absent where it was not measured. */
  readonly measured?: { readonly count: number; readonly of: number };
  /** What `of` counts, such as doses or alerts; doses when absent. */
  readonly per?: BothTexts;
  /** On the scale of 1 to 5 where it was measured; the municipality judges the rest. */
  readonly probability?: 1 | 2 | 3 | 4 | 5;
  readonly barrier: BothTexts;
  /** Criteria, rules or incidents that test the barrier. */
  readonly tests: readonly string[];
}

/** A whole acceptance run; what reports and comparisons are made from. */
export interface AcceptanceResult {
  readonly v: 1;
  /** Its time zone tables and program, for whoever repeats it. */
  readonly versions: Readonly<Record<string, string>>;
  /** Date of the run; the only thing that differs between two runs of the same file and seed. */
  readonly date: string;
  readonly file: { readonly name: string; readonly sha256: string };
  readonly municipality: string;
  readonly language: "nb" | "en";
  readonly zone: string;
  readonly seed: string;
  /** True for a run that was interrupted, which can approve nothing. */
  readonly partial: boolean;
  readonly repeat: string;
  readonly rule: VerdictRule;
  readonly finding: VerdictFinding;
  readonly approval: ApprovalCourse;
  readonly criteria: readonly CriterionRecord[];
  readonly operation?: OperationResult;
  readonly incidents: readonly IncidentResult[];
  readonly pathways: readonly PathwayResult[];
  readonly staffing?: StaffingResult;
  readonly benefits?: BenefitsResult;
  readonly deviations: readonly DeviationRecord[];
  readonly hazards: readonly HazardRow[];
  readonly notTested: readonly NotTested[];
  readonly assumptions: readonly {
    readonly what: BothTexts;
    readonly confidence: "found" | "stand-in" | "inferred";
  }[];
  /** What is unsound in the file itself, whatever parts were run; absent where nothing is. */
  readonly warnings?: readonly BothTexts[];
  /** SHA-256 of every file that was read or written. */
  readonly manifest: Readonly<Record<string, string>>;
}
