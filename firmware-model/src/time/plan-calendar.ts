import { DAY_MS, type DosePlan, MINUTE_MS, type PlanEntry } from "@dosekit/protocols";
import { readInstant } from "./civil-time.ts";
import { type EntryDays, entryDaysOf, firstDayFrom } from "./entry-days.ts";
import type { ZoneTable } from "./zone-table.ts";

/** Greatest number of entries in a plan; it makes (day, entry) one number. */
const ENTRIES_MAX = 64;
/** Windows and spacings reach a day at the most, so two days on either side see every neighbour. */
const REACH_MS = 2 * DAY_MS;

/** One entry with its days read. */
export interface CalendarEntry {
  readonly entry: PlanEntry;
  readonly days: EntryDays;
}

/** A plan made ready for questions about its doses in one zone. */
export interface PlanCalendar {
  readonly table: ZoneTable;
  /** In the order of their clock times. */
  readonly entries: readonly CalendarEntry[];
  readonly spacingMs: number;
  /** How much later single doses are due by the policy `shift-later`, by day and entry. */
  readonly shiftMs: ReadonlyMap<number, number>;
  /** No dose is due more minutes after its planned wall time than this. */
  readonly slackMin: number;
}

/** One dose near a change of the clock. */
export interface CalendarDose {
  /** Number of its entry in the calendar. */
  readonly index: number;
  readonly dayNumber: number;
  readonly dueMs: number;
  /** How much of it the policy `shift-later` added. */
  readonly shiftMs: number;
}

const calendars = new WeakMap<DosePlan, PlanCalendar>();

/**
 * Reads a plan once; the same plan object and table give the same calendar.
 *
 * @param plan checked by `checkPlan`, and never changed afterwards
 * @throws RangeError when the plan was not checked and holds an impossible date
 */
export function calendarOf(plan: DosePlan, table: ZoneTable): PlanCalendar {
  const known = calendars.get(plan);
  if (known?.table === table) return known;
  const calendar = readPlan(plan, table);
  calendars.set(plan, calendar);
  return calendar;
}

/** Says when a dose is due, the policy for doses that come too close included. */
export function dueOf(calendar: PlanCalendar, index: number, dayNumber: number): number {
  const minuteOfDay = calendar.entries[index]?.entry.minuteOfDay ?? 0;
  const plainMs = readInstant(calendar.table, dayNumber, minuteOfDay);
  if (calendar.shiftMs.size === 0) return plainMs;
  return plainMs + (calendar.shiftMs.get(doseKey(index, dayNumber)) ?? 0);
}

/** Lists the numbers of all changes of the table that jump forward and so make a gap. */
export function gapsOf(table: ZoneTable): readonly number[] {
  return table.changeMs.flatMap((_, change) => (jumpMin(table, change) > 0 ? [change] : []));
}

/**
 * Lists the doses within two days of a gap in order of their due instants, doses at one instant in
 * the order of their planned wall times.
 *
 * @param shiftLater whether a dose in or after the gap on that day makes way for the one before it
 * @see OMDP-TIM-008
 */
export function dosesAround(
  calendar: PlanCalendar,
  change: number,
  shiftLater: boolean,
): readonly CalendarDose[] {
  const { table } = calendar;
  const endLocalMs = (table.changeMs[change] ?? 0) + (table.offsetMin[change] ?? 0) * MINUTE_MS;
  const startLocalMs = endLocalMs - jumpMin(table, change) * MINUTE_MS;
  const doses = calendar.entries
    .flatMap((_, index) => dosesOfEntry(calendar, index, startLocalMs, endLocalMs))
    .sort((a, b) => a.dueMs - b.dueMs || plannedMs(calendar, a) - plannedMs(calendar, b));
  if (!shiftLater) return doses;
  const lastDay = Math.floor(endLocalMs / DAY_MS);
  let beforeMs = Number.NEGATIVE_INFINITY;
  return doses.map((dose) => {
    const mayMove = plannedMs(calendar, dose) >= startLocalMs && dose.dayNumber <= lastDay;
    const dueMs = mayMove ? Math.max(dose.dueMs, beforeMs + calendar.spacingMs) : dose.dueMs;
    beforeMs = dueMs;
    return { ...dose, dueMs, shiftMs: dueMs - dose.dueMs };
  });
}

function readPlan(plan: DosePlan, table: ZoneTable): PlanCalendar {
  if (plan.entries.length > ENTRIES_MAX) throw new RangeError("too many entries in a plan");
  const entries = plan.entries
    .map((entry) => ({ entry, days: entryDaysOf(entry) }))
    .sort((a, b) => a.entry.minuteOfDay - b.entry.minuteOfDay);
  const spacingMs = plan.minimumSpacingMin * MINUTE_MS;
  const gaps = gapsOf(table);
  const jump = Math.max(0, ...gaps.map((change) => jumpMin(table, change)));
  const still = { table, entries, spacingMs, shiftMs: new Map<number, number>(), slackMin: jump };
  if (plan.spacing === "refuse") return still;
  const moved = gaps
    .flatMap((change) => dosesAround(still, change, true))
    .filter(({ shiftMs }) => shiftMs > 0);
  const shiftMs = new Map(
    moved.map((dose) => [doseKey(dose.index, dose.dayNumber), dose.shiftMs] as const),
  );
  const slackMin = jump + Math.max(0, ...moved.map((dose) => dose.shiftMs)) / MINUTE_MS;
  return { ...still, shiftMs, slackMin };
}

function dosesOfEntry(
  calendar: PlanCalendar,
  index: number,
  startLocalMs: number,
  endLocalMs: number,
): readonly CalendarDose[] {
  const days = calendar.entries[index]?.days;
  const lastDay = Math.floor((endLocalMs + REACH_MS) / DAY_MS);
  const doses: CalendarDose[] = [];
  let day = days && firstDayFrom(days, Math.floor((startLocalMs - REACH_MS) / DAY_MS));
  while (days !== undefined && day !== undefined && day <= lastDay) {
    doses.push({ index, dayNumber: day, dueMs: dueOf(calendar, index, day), shiftMs: 0 });
    day = firstDayFrom(days, day + 1);
  }
  return doses;
}

function plannedMs(calendar: PlanCalendar, dose: CalendarDose): number {
  const minuteOfDay = calendar.entries[dose.index]?.entry.minuteOfDay ?? 0;
  return dose.dayNumber * DAY_MS + minuteOfDay * MINUTE_MS;
}

function jumpMin(table: ZoneTable, change: number): number {
  const before = change === 0 ? table.initialOffsetMin : (table.offsetMin[change - 1] ?? 0);
  return (table.offsetMin[change] ?? 0) - before;
}

function doseKey(index: number, dayNumber: number): number {
  return dayNumber * ENTRIES_MAX + index;
}
