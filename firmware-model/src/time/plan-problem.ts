import type { LocalDate } from "@dosekit/protocols";

/**
 * What is wrong with a plan:
 * - `field-out-of-range`: a value is not what the message definition allows;
 * - `unknown-zone`, `impossible-date`, `end-before-start`, `weekdays-unsorted`, `duplicate-id`:
 *   as they say;
 * - `outside-table`: no day of the entry lies in the span of the zone table;
 * - `never-due`: the days of the entry contradict each other;
 * - `doses-per-day`: a day has more doses than the device can give;
 * - `spacing-below-limit`: the plan asks for less spacing than the device;
 * - `early-above-limit`: a window opens longer before its due time than the device allows;
 * - `late-above-limit`: a window stays open longer after its due time than the device allows;
 * - `too-close`: two doses are due closer than the minimum spacing;
 * - `windows-overlap`: a window opens while another is still open, so two doses are offered at once;
 * - `window-starved`: a release at the end of one window keeps the next dose back, by the minimum
 *   spacing, until its own window has closed.
 */
export type PlanProblemCode =
  | "field-out-of-range"
  | "unknown-zone"
  | "impossible-date"
  | "end-before-start"
  | "weekdays-unsorted"
  | "duplicate-id"
  | "outside-table"
  | "never-due"
  | "doses-per-day"
  | "spacing-below-limit"
  | "early-above-limit"
  | "late-above-limit"
  | "too-close"
  | "windows-overlap"
  | "window-starved";

/** One reason why a plan is refused on load. */
export interface PlanProblem {
  readonly code: PlanProblemCode;
  /** Where in the plan: `entries[2].startDate`. */
  readonly field: string;
  readonly found: string;
  readonly allowed: string;
  /** The reason as one sentence. */
  readonly message: string;
  /** First local date on which it shows. */
  readonly date?: LocalDate;
}

/** What a device asks of every plan; all figures are in its product profile. */
export interface PlanLimits {
  /** Doses that may be planned for one local date. */
  readonly dosesPerDayMax: number;
  /** Least spacing that a plan may ask for, minutes. */
  readonly minimumSpacingMin: number;
  /** Longest time before its due time at which a window may open, minutes; any when absent. */
  readonly earlyMaxMin?: number;
  /** Longest time after its due time for which a window may stay open, minutes; any when absent. */
  readonly lateMaxMin?: number;
}

/** Greatest number of problems that are told; a plan with one is refused all the same. */
export const PLAN_PROBLEMS_MAX = 20;
