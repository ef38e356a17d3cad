import { R, type RequirementId } from "@dosekit/conformance";
import { instant } from "@dosekit/protocols";
import { entries, plans, tells, type WrongDispenser } from "./wrong-dispensers.ts";

const HOUR_MS = 3_600_000;
const HALF_PAST_TWO = 150;

/** Drops what makes a plan one that has to be refused. */
function onlyFirst(name: string, breaks: RequirementId): WrongDispenser {
  return plans(name, breaks, (plan) => ({ ...plan, entries: plan.entries.slice(0, 1) }));
}

/** Wrong devices, one thing wrong with how each reads a plan. */
export const WRONG_PLANNERS: readonly WrongDispenser[] = [
  plans("reads a plan by the time of London", R.OMDP_TIM_001, (plan) => ({
    ...plan,
    zone: "Europe/London",
  })),
  entries("takes a year for another", R.OMDP_TIM_002, ({ endDate: _end, ...entry }) => ({
    ...entry,
    startDate: "2026-01-01",
  })),
  entries("reads a gap with the offset behind it", R.OMDP_TIM_003, (entry) => {
    const { minuteOfDay } = entry;
    return minuteOfDay === HALF_PAST_TWO ? { ...entry, minuteOfDay: minuteOfDay - 60 } : entry;
  }),
  tells("takes the second occurrence in a fold", R.OMDP_TIM_004, ({ dueMs, ...event }) => {
    return dueMs === undefined ? event : { ...event, dueMs: (dueMs + HOUR_MS) as typeof dueMs };
  }),
  tells("names doses by the time of day", R.OMDP_TIM_005, ({ doseId, ...event }) => {
    return doseId === undefined ? event : { ...event, doseId: `${doseId.slice(0, 2)}today` };
  }),
  onlyFirst("leaves out what is too close", R.OMDP_TIM_006),
  onlyFirst("leaves out what overlaps", R.OMDP_TIM_007),
  plans("moves nothing by more than half an hour", R.OMDP_TIM_008, (plan) => ({
    ...plan,
    minimumSpacingMin: 30,
  })),
  entries("gives every dose daily", R.OMDP_TIM_010, (entry) => ({ ...entry, everyDays: 1 })),
  plans("takes any zone for its own", R.OMDP_TIM_011, (plan) => ({
    ...plan,
    zone: "Europe/Oslo",
  })),
  tells("notes everything when its clock has run", R.OMDP_TCK_005, (event) => {
    if (event.kind !== "dose.offered" || event.civilMs === undefined) return event;
    return { ...event, civilMs: instant(event.civilMs + HOUR_MS) };
  }),
];
