import {
  DAY_MS,
  type DosePlan,
  type Instant,
  type LocalDate,
  localDateOf,
  MINUTE_MS,
} from "@dosekit/protocols";
import { localOf, OUTSIDE_TABLE } from "./civil-time.ts";
import type { DoseWindow } from "./dose-window.ts";
import { firstDayFrom } from "./entry-days.ts";
import { calendarOf, dueOf, type PlanCalendar } from "./plan-calendar.ts";
import type { ZoneTable } from "./zone-table.ts";

const MINUTES_PER_DAY = DAY_MS / MINUTE_MS;

/** Dates already written out; a fleet asks for the same days again and again. */
const dateByDay = new Map<number, LocalDate>();

/** The next dose of one entry: its day, its wall time as minutes since 1970, and its due instant. */
interface Candidate {
  index: number;
  dayNumber: number;
  plannedMin: number;
  dueMs: number;
}

/**
 * Lists the windows of all doses that are due in `[fromMs, untilMs)`, by due instant.
 *
 * @param plan checked by `checkPlan` against the same table, and never changed afterwards
 */
export function windowsBetween(
  plan: DosePlan,
  table: ZoneTable,
  fromMs: number,
  untilMs: number,
): DoseWindow[] {
  const windows: DoseWindow[] = [];
  let next = nextWindow(plan, table, fromMs - 1);
  while (next !== undefined && next.dueMs < untilMs) {
    windows.push(next);
    next = nextWindow(plan, table, next.dueMs);
  }
  return windows;
}

/**
 * Finds the window of the next dose that is due strictly after an instant. It steps from entry to
 * entry and never day by day.
 *
 * @param plan checked by `checkPlan` against the same table, and never changed afterwards
 * @returns `undefined` when no dose follows within the span of the table; `isCovered` tells a plan
 *   that has ended from a table that has
 */
export function nextWindow(
  plan: DosePlan,
  table: ZoneTable,
  afterDueMs: number,
): DoseWindow | undefined {
  const calendar = calendarOf(plan, table);
  const next = nextCandidate(calendar, afterDueMs);
  return next && windowOf(calendar, next.index, next.dayNumber, next.dueMs);
}

function nextCandidate(calendar: PlanCalendar, afterMs: number): Candidate | undefined {
  const wallMin = wallMinuteOf(calendar.table, afterMs);
  if (wallMin === undefined) return undefined;
  let best: Candidate | undefined;
  for (let index = 0; index < calendar.entries.length; index += 1) {
    best = earlierOf(calendar, best, { index, afterMs, wallMin });
  }
  return best;
}

/** Takes the next dose of one entry when it is due before the best one found so far. */
function earlierOf(
  calendar: PlanCalendar,
  best: Candidate | undefined,
  from: { readonly index: number; readonly afterMs: number; readonly wallMin: number },
): Candidate | undefined {
  const { index, afterMs, wallMin } = from;
  const entry = calendar.entries[index];
  if (entry === undefined) return best;
  const { slackMin, table } = calendar;
  const { minuteOfDay } = entry.entry;
  const sinceDay = Math.floor((wallMin - slackMin - minuteOfDay) / MINUTES_PER_DAY) + 1;
  let dayNumber = firstDayFrom(entry.days, sinceDay);
  while (dayNumber !== undefined) {
    const plannedMin = dayNumber * MINUTES_PER_DAY + minuteOfDay;
    if (best !== undefined && plannedMin > best.plannedMin + slackMin) return best;
    const dueMs = dueOf(calendar, index, dayNumber);
    if (dueMs >= table.untilMs) return best;
    if (dueMs > afterMs && dueMs >= table.fromMs) {
      const isEarlier = best === undefined || dueMs < best.dueMs;
      return isEarlier ? { index, dayNumber, plannedMin, dueMs } : best;
    }
    dayNumber = firstDayFrom(entry.days, dayNumber + 1);
  }
  return best;
}

/** Wall minute (since 1970, as if UTC) after which the next dose is planned; gaps come on top. */
function wallMinuteOf(table: ZoneTable, afterMs: number): number | undefined {
  const isBefore = afterMs < table.fromMs;
  const local = localOf(table, isBefore ? table.fromMs : afterMs);
  if (local === OUTSIDE_TABLE) return undefined;
  const minute = local.dayNumber * MINUTES_PER_DAY + local.minuteOfDay;
  return isBefore ? minute - 1 : minute;
}

function windowOf(
  calendar: PlanCalendar,
  index: number,
  dayNumber: number,
  dueMs: number,
): DoseWindow | undefined {
  const entry = calendar.entries[index]?.entry;
  if (entry === undefined) return undefined;
  const localDate = writtenDate(dayNumber);
  return {
    doseId: `${entry.id}/${localDate}`,
    entryId: entry.id,
    localDate,
    earlyMs: (dueMs - entry.earlyMin * MINUTE_MS) as Instant,
    dueMs: dueMs as Instant,
    lateMs: (dueMs + entry.lateMin * MINUTE_MS) as Instant,
    timeCritical: entry.timeCritical === 1,
  };
}

/** Writes a day as a date, each day once: no more days are kept than the table spans. */
function writtenDate(dayNumber: number): LocalDate {
  const known = dateByDay.get(dayNumber);
  if (known !== undefined) return known;
  const date = localDateOf(dayNumber);
  dateByDay.set(dayNumber, date);
  return date;
}
