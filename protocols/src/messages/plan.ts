import { choice, field, listOf, optional, struct, text, whole } from "../schema/define-kind.ts";
import type { InferFields } from "../schema/kind.ts";

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** What to do with doses that a clock change moves too close together. */
export const SPACING_POLICY = choice({ refuse: 0, "shift-later": 1 });

/** One repeating entry of a plan: a clock time on certain days. */
export const PlanEntry = struct("plan-entry", {
  id: field(
    1,
    text({ maxBytes: 32, pattern: /^[A-Za-z0-9._-]+$/ }),
    "Name of the entry, stable over plan changes.",
  ),
  minuteOfDay: field(
    2,
    whole({ max: 1_439, unit: "min" }),
    "Local clock time as minutes since midnight.",
  ),
  startDate: field(3, text({ maxBytes: 10, pattern: DATE }), "First local date, included."),
  endDate: optional(4, text({ maxBytes: 10, pattern: DATE }), "Last local date, included."),
  everyDays: field(
    5,
    whole({ min: 1, max: 366, unit: "d" }),
    "Every n days counted from the first date; 1 is daily.",
  ),
  weekdays: optional(
    6,
    listOf(whole({ min: 1, max: 7 }), { min: 1, max: 7 }),
    "Only on these ISO weekdays, ascending; 1 is Monday.",
  ),
  earlyMin: field(
    7,
    whole({ max: 1_440, unit: "min" }),
    "How long before due time the window opens.",
  ),
  lateMin: field(
    8,
    whole({ min: 1, max: 1_440, unit: "min" }),
    "How long after due time the window closes; at that instant it is closed.",
  ),
  timeCritical: optional(9, whole({ max: 1 }), "1 when a missed dose of this entry is critical."),
});
/** See {@link PlanEntry}. */
export type PlanEntry = InferFields<typeof PlanEntry.fields>;

/** When which doses are due: what a device expands into windows by itself. */
export const DosePlan = struct("dose-plan", {
  planId: field(1, text({ maxBytes: 36 }), "Name of the plan."),
  revision: field(2, whole({ min: 1, max: 0xffff_ffff }), "Rises with every change of the plan."),
  zone: field(3, text({ maxBytes: 40 }), "IANA time zone that the clock times are in."),
  spacing: field(4, SPACING_POLICY, "What to do with doses closer than the minimum spacing."),
  minimumSpacingMin: field(
    5,
    whole({ max: 1_440, unit: "min" }),
    "Least time between two scheduled releases.",
  ),
  entries: field(6, listOf(PlanEntry, { max: 64 }), "The entries; an empty list plans nothing."),
});
/** See {@link DosePlan}. */
export type DosePlan = InferFields<typeof DosePlan.fields>;
