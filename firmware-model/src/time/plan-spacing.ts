import { DAY_MS, type DosePlan, localDateOf, localTimeOf, MINUTE_MS } from "@dosekit/protocols";
import { fallsOn, firstDayFrom } from "./entry-days.ts";
import {
  type CalendarDose,
  type CalendarEntry,
  calendarOf,
  dosesAround,
  dueOf,
  gapsOf,
  type PlanCalendar,
} from "./plan-calendar.ts";
import { PLAN_PROBLEMS_MAX, type PlanProblem, type PlanProblemCode } from "./plan-problem.ts";
import type { ZoneTable } from "./zone-table.ts";

const MINUTES_PER_DAY = DAY_MS / MINUTE_MS;

/** Why one dose may not follow another, and how far apart they would have to be due. */
interface Conflict {
  readonly code: PlanProblemCode;
  readonly needMin: number;
  readonly message: string;
}

/** Two doses, the earlier due first. */
interface Pair {
  readonly earlier: CalendarDose;
  readonly later: CalendarDose;
}

/**
 * Finds doses that would come too close to each other, on plain days and at every gap in the span
 * of the table. A fold only moves doses apart.
 *
 * On plain days two doses of the same two entries are always equally far apart, so that one common
 * day decides; only pairs that are too close have their days compared. At gaps all doses within
 * two days are laid out in order.
 *
 * @param plan one without problems in its fields
 * @see OMDP-TIM-006, OMDP-TIM-007, OMDP-TIM-008
 */
export function spacingProblems(plan: DosePlan, table: ZoneTable): readonly PlanProblem[] {
  const calendar = calendarOf(plan, table);
  const first = new Map<string, Pair>();
  for (const pair of [...plainClashes(calendar), ...gapClashes(calendar)]) {
    const entries = [pair.earlier.index, pair.later.index].sort().join(" ");
    const known = first.get(entries);
    if (known === undefined || pair.later.dueMs < known.later.dueMs) first.set(entries, pair);
  }
  return [...first.values()]
    .sort((a, b) => a.later.dueMs - b.later.dueMs)
    .slice(0, PLAN_PROBLEMS_MAX)
    .map((pair) => problemOf(calendar, plan, pair));
}

function plainClashes(calendar: PlanCalendar): readonly Pair[] {
  const clashes: Pair[] = [];
  for (const [index, earlier] of calendar.entries.entries()) {
    for (const [laterIndex, later] of calendar.entries.entries()) {
      const needMin = leastDistanceMin(calendar, earlier, later);
      const aheadMin = later.entry.minuteOfDay - earlier.entry.minuteOfDay;
      for (let days = 0; days * MINUTES_PER_DAY + aheadMin < needMin; days += 1) {
        const isInOrder = days > 0 || aheadMin > 0 || (aheadMin === 0 && index < laterIndex);
        const pair = isInOrder ? firstClash(calendar, index, laterIndex, days) : undefined;
        if (pair !== undefined) clashes.push(pair);
      }
    }
  }
  return clashes;
}

/** Finds the first day on which the later entry, `days` days on, comes too close to the earlier. */
function firstClash(
  calendar: PlanCalendar,
  index: number,
  laterIndex: number,
  days: number,
): Pair | undefined {
  const { entries, table } = calendar;
  const [earlier, later] = [entries[index], entries[laterIndex]];
  if (earlier === undefined || later === undefined) return undefined;
  const since = Math.max(later.days.startDay - days, Math.floor(table.fromMs / DAY_MS) + 1);
  const until = Math.min(later.days.endDay - days, Math.floor(table.untilMs / DAY_MS) - 2);
  let day = firstDayFrom(earlier.days, since);
  while (day !== undefined && day <= until) {
    if (fallsOn(later.days, day + days)) {
      const pair = {
        earlier: doseAt(calendar, index, day),
        later: doseAt(calendar, laterIndex, day + days),
      };
      if (conflictOf(calendar, pair) !== undefined) return pair;
    }
    day = firstDayFrom(earlier.days, day + 1);
  }
  return undefined;
}

/** Finds the clashes at the first gap that has any. */
function gapClashes(calendar: PlanCalendar): readonly Pair[] {
  for (const change of gapsOf(calendar.table)) {
    const doses = dosesAround(calendar, change, false);
    const clashes = doses.flatMap((later, at) => {
      const earlier = doses[at - 1];
      const pair = earlier && { earlier, later };
      return pair !== undefined && conflictOf(calendar, pair) !== undefined ? [pair] : [];
    });
    if (clashes.length > 0) return clashes;
  }
  return [];
}

/** Names what is wrong between two doses; the distance of their due instants decides. */
function conflictOf(calendar: PlanCalendar, pair: Pair): Conflict | undefined {
  const distanceMin = Math.abs(pair.later.dueMs - pair.earlier.dueMs) / MINUTE_MS;
  const earlier = calendar.entries[pair.earlier.index];
  const later = calendar.entries[pair.later.index];
  if (earlier === undefined || later === undefined) return undefined;
  return rulesFor(calendar, earlier, later).find(({ needMin }) => distanceMin < needMin);
}

function leastDistanceMin(
  calendar: PlanCalendar,
  earlier: CalendarEntry,
  later: CalendarEntry,
): number {
  return Math.max(...rulesFor(calendar, earlier, later).map(({ needMin }) => needMin));
}

function rulesFor(
  calendar: PlanCalendar,
  { entry: earlier }: CalendarEntry,
  { entry: later }: CalendarEntry,
): readonly Conflict[] {
  const spacingMin = calendar.spacingMs / MINUTE_MS;
  return [
    {
      code: "too-close",
      needMin: spacingMin,
      message: "Two doses are due closer to each other than the minimum spacing of the plan.",
    },
    {
      code: "windows-overlap",
      needMin: earlier.lateMin + later.earlyMin,
      message: "The window of one dose opens while the one before is still open.",
    },
    {
      code: "window-starved",
      needMin: earlier.lateMin + spacingMin - later.lateMin,
      message:
        "A release at the end of the earlier window would keep the next dose back, by the " +
        "minimum spacing, until its own window has closed.",
    },
  ];
}

function doseAt(calendar: PlanCalendar, index: number, dayNumber: number): CalendarDose {
  return { index, dayNumber, dueMs: dueOf(calendar, index, dayNumber), shiftMs: 0 };
}

function problemOf(calendar: PlanCalendar, plan: DosePlan, pair: Pair): PlanProblem {
  const conflict = conflictOf(calendar, pair);
  const entry = calendar.entries[pair.later.index]?.entry;
  const distanceMin = Math.abs(pair.later.dueMs - pair.earlier.dueMs) / MINUTE_MS;
  return {
    code: conflict?.code ?? "too-close",
    field: `entries[${entry === undefined ? 0 : plan.entries.indexOf(entry)}].minuteOfDay`,
    found: `${wallTime(calendar, pair.earlier)} and ${wallTime(calendar, pair.later)}, ${distanceMin} min apart`,
    allowed: `${conflict?.needMin ?? 0} min apart or more`,
    message: conflict?.message ?? "",
    date: localDateOf(pair.later.dayNumber),
  };
}

function wallTime(calendar: PlanCalendar, dose: CalendarDose): string {
  return localTimeOf(calendar.entries[dose.index]?.entry.minuteOfDay ?? 0);
}
