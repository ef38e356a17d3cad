import { DAY_MS, type DosePlan, localDateOf } from "@dosekit/protocols";
import { fallsOn, firstDayFrom } from "./entry-days.ts";
import { type CalendarEntry, calendarOf } from "./plan-calendar.ts";
import { PLAN_PROBLEMS_MAX, type PlanLimits, type PlanProblem } from "./plan-problem.ts";
import { shapeProblems } from "./plan-shape.ts";
import { spacingProblems } from "./plan-spacing.ts";
import type { ZoneTable } from "./zone-table.ts";

/**
 * Decides whether a device takes a plan: every reason against it, at most 20, or an empty list.
 * Every day and every change of the clock in the span of the table counts, not only the first.
 *
 * @param plan anything; a plan that was not decoded is checked field by field
 * @param table of the plan's zone, `undefined` when there is none
 * @see OMDP-TIM-005, OMDP-TIM-006, OMDP-TIM-007, OMDP-TIM-008, OMDP-TIM-009, OMDP-TIM-010
 */
export function checkPlan(
  plan: DosePlan,
  table: ZoneTable | undefined,
  limits: PlanLimits,
): readonly PlanProblem[] {
  const shape = shapeProblems(plan).slice(0, PLAN_PROBLEMS_MAX);
  if (shape.length > 0) return shape;
  if (table === undefined || table.zone !== plan.zone) return [unknownZone(plan, table)];
  const days = dayProblems(plan, table);
  if (days.length > 0) return days.slice(0, PLAN_PROBLEMS_MAX);
  const problems = [
    ...idProblems(plan, table),
    ...limitProblems(plan, table, limits),
    ...spacingProblems(plan, table),
  ];
  return problems.slice(0, PLAN_PROBLEMS_MAX);
}

function unknownZone(plan: DosePlan, table: ZoneTable | undefined): PlanProblem {
  return {
    code: "unknown-zone",
    field: "zone",
    found: plan.zone,
    allowed: table === undefined ? "a zone that the device has a table of" : table.zone,
    message: "There is no offset table for the time zone of the plan.",
  };
}

/** Entries without a single day that the table speaks for. */
function dayProblems(plan: DosePlan, table: ZoneTable): readonly PlanProblem[] {
  const firstDay = Math.ceil(table.fromMs / DAY_MS) + 1;
  const lastDay = Math.floor(table.untilMs / DAY_MS) - 2;
  const calendar = calendarOf(plan, table);
  return calendar.entries.flatMap(({ entry, days }): readonly PlanProblem[] => {
    const path = `entries[${plan.entries.indexOf(entry)}]`;
    if (firstDayFrom(days, days.startDay) === undefined) {
      return [
        {
          code: "never-due",
          field: path,
          found: `every ${entry.everyDays} days from ${entry.startDate}`,
          allowed: "at least one day",
          message: "The rhythm, the weekdays and the dates of the entry have no day in common.",
        },
      ];
    }
    const first = firstDayFrom(days, firstDay);
    if (first !== undefined && first <= lastDay) return [];
    return [
      {
        code: "outside-table",
        field: `${path}.startDate`,
        found: `${entry.startDate} to ${entry.endDate ?? "no end"}`,
        allowed: `a day from ${localDateOf(firstDay)} to ${localDateOf(lastDay)}`,
        message: "The zone table says nothing about any day of the entry.",
      },
    ];
  });
}

/**
 * Two entries may carry one id only when they are the same clock time on different days, as when a
 * rhythm changes from a date on: then no two doses ever have the same name.
 */
function idProblems(plan: DosePlan, table: ZoneTable): readonly PlanProblem[] {
  const { entries } = calendarOf(plan, table);
  return entries.flatMap((later, at) => {
    const earlier = entries
      .slice(0, at)
      .find((other) => other.entry.id === later.entry.id && mayClash(other, later, table));
    if (earlier === undefined) return [];
    const problem: PlanProblem = {
      code: "duplicate-id",
      field: `entries[${plan.entries.indexOf(later.entry)}].id`,
      found: later.entry.id,
      allowed: "a name of its own",
      message: "Two entries have one name, so that two doses would have one name too.",
    };
    return [problem];
  });
}

function mayClash(a: CalendarEntry, b: CalendarEntry, table: ZoneTable): boolean {
  if (a.entry.minuteOfDay !== b.entry.minuteOfDay) return true;
  const until = Math.ceil(table.untilMs / DAY_MS);
  let day = firstDayFrom(a.days, Math.max(b.days.startDay, Math.floor(table.fromMs / DAY_MS)));
  while (day !== undefined && day <= Math.min(until, b.days.endDay)) {
    if (fallsOn(b.days, day)) return true;
    day = firstDayFrom(a.days, day + 1);
  }
  return false;
}

function limitProblems(
  plan: DosePlan,
  table: ZoneTable,
  limits: PlanLimits,
): readonly PlanProblem[] {
  const problems: PlanProblem[] = [];
  if (plan.minimumSpacingMin < limits.minimumSpacingMin) {
    problems.push({
      code: "spacing-below-limit",
      field: "minimumSpacingMin",
      found: String(plan.minimumSpacingMin),
      allowed: `${limits.minimumSpacingMin} or more`,
      message: "The plan asks for less spacing between doses than the device keeps.",
    });
  }
  problems.push(...widthProblems(plan, limits));
  const busiest = firstDayAbove(plan, table, limits.dosesPerDayMax);
  if (busiest !== undefined) {
    problems.push({
      code: "doses-per-day",
      field: "entries",
      found: String(busiest.doses),
      allowed: `${limits.dosesPerDayMax} or fewer`,
      message: "More doses are planned for one day than the device gives.",
      date: localDateOf(busiest.day),
    });
  }
  return problems;
}

/** Entries whose window is longer, before its due time or after it, than the device allows. */
function widthProblems({ entries }: DosePlan, limits: PlanLimits): readonly PlanProblem[] {
  const { earlyMaxMin = Number.POSITIVE_INFINITY, lateMaxMin = Number.POSITIVE_INFINITY } = limits;
  return entries.flatMap(({ earlyMin, lateMin }, at): readonly PlanProblem[] => [
    ...widthProblem("early", { at, min: earlyMin, maxMin: earlyMaxMin }),
    ...widthProblem("late", { at, min: lateMin, maxMin: lateMaxMin }),
  ]);
}

const WIDTH_MESSAGES = {
  early: "A window opens longer before its due time than the device allows.",
  late: "A window stays open longer after its due time than the device allows.",
} as const;

function widthProblem(
  side: "early" | "late",
  { at, min, maxMin }: { readonly at: number; readonly min: number; readonly maxMin: number },
): readonly PlanProblem[] {
  if (min <= maxMin) return [];
  const problem: PlanProblem = {
    code: `${side}-above-limit`,
    field: `entries[${at}].${side}Min`,
    found: String(min),
    allowed: `${maxMin} or less`,
    message: WIDTH_MESSAGES[side],
  };
  return [problem];
}

/** Counts the doses of every day, but only of a plan that has more entries than the limit. */
function firstDayAbove(
  plan: DosePlan,
  table: ZoneTable,
  dosesMax: number,
): { day: number; doses: number } | undefined {
  if (plan.entries.length <= dosesMax) return undefined;
  const firstDay = Math.floor(table.fromMs / DAY_MS);
  const doses = new Uint8Array(Math.ceil(table.untilMs / DAY_MS) - firstDay + 1);
  for (const { days } of calendarOf(plan, table).entries) {
    let day = firstDayFrom(days, firstDay);
    while (day !== undefined && day - firstDay < doses.length) {
      doses[day - firstDay] = (doses[day - firstDay] ?? 0) + 1;
      day = firstDayFrom(days, day + 1);
    }
  }
  const index = doses.findIndex((count) => count > dosesMax);
  return index < 0 ? undefined : { day: firstDay + index, doses: doses[index] ?? 0 };
}
