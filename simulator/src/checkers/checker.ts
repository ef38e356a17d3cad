import type { Observation } from "./observation.ts";
import type { Readers } from "./readers.ts";

export type { Reader, Readers, Reads, Seen } from "./readers.ts";

/** The rules that are never negotiable, by their names. */
export const CHECK_IDS = [
  "S1",
  "S2",
  "S3",
  "S4",
  "S5",
  "S6",
  "S7",
  "S8",
  "S9",
  "L1",
  "L2",
  "H1",
] as const;
/** One of the rules. */
export type CheckId = (typeof CHECK_IDS)[number];

/** One case in which a rule did not hold. */
export interface Violation {
  readonly check: CheckId;
  readonly deviceId: string;
  /** True time at which it showed, ms since the Unix epoch. */
  readonly trueMs: number;
  /** What was seen and what the rule asks, one sentence. */
  readonly message: string;
}

/** How often a rule was checked in a run, and how often it did not hold. */
export interface CheckReport {
  readonly check: CheckId;
  /** Decisions made; a rule that was never put to the test says 0 and is not called held. */
  readonly made: number;
  /** Cases in which the rule did not hold, all of them. */
  readonly violated: number;
  /** The first {@link VIOLATIONS_KEPT} of these cases. */
  readonly violations: readonly Violation[];
  /** Facts that were counted beside the rule and are no violation of it, by name. */
  readonly counted: Readonly<Record<string, number>>;
}

/** Violations that one report keeps; the rest is only counted. */
export const VIOLATIONS_KEPT = 1_000;

/** Says in words what a report is worth: a rule that nothing put to the test is not held. */
export function heldBy(report: CheckReport): "held" | "violated" | "not tested" {
  if (report.violated > 0) return "violated";
  return report.made === 0 ? "not tested" : "held";
}

/**
 * Watches a run for one rule. It keeps its own account from what it is shown and imports nothing
 * of the system that it watches beyond types.
 */
export interface Checker {
  readonly id: CheckId;
  /** How it reads what it has to see; one without readers observes everything. */
  readonly readers?: Readers;
  /** Takes in one observation, whatever it is; they come in order of true time. */
  observe(seen: Observation): void;
  /**
   * Ends the run.
   *
   * @param trueMs true time at the end; what is not due by then is not counted
   * @param isCut the run was ended early: what is on its way may still be, and is not missed
   */
  finish(trueMs: number, isCut?: boolean): CheckReport;
}
