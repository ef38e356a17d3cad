import { dayNumberOf, type PlanEntry, weekdayOf } from "@dosekit/protocols";

const EVERY_WEEKDAY = 0b111_1111;
const DAYS_PER_WEEK = 7;

/** The local days that a plan entry is due on, as numbers that are quick to step through. */
export interface EntryDays {
  /** First day, which the rhythm of every n days counts from. */
  readonly startDay: number;
  /** Last day, included; infinity when the entry has no end. */
  readonly endDay: number;
  readonly everyDays: number;
  /** Bit 0 is Monday. */
  readonly weekdayMask: number;
}

/**
 * Reads the days of an entry.
 *
 * @throws RangeError when a date is impossible: the plan was not checked (a caller's bug)
 */
export function entryDaysOf(entry: PlanEntry): EntryDays {
  return {
    startDay: checkedDay(entry.startDate),
    endDay: entry.endDate === undefined ? Number.POSITIVE_INFINITY : checkedDay(entry.endDate),
    everyDays: entry.everyDays,
    weekdayMask: maskOf(entry.weekdays),
  };
}

/** Finds the first day of an entry that is not before `day`; `undefined` when there is none. */
export function firstDayFrom(days: EntryDays, day: number): number | undefined {
  const { startDay, endDay, everyDays } = days;
  const steps = Math.max(0, Math.ceil((day - startDay) / everyDays));
  let found = startDay + steps * everyDays;
  for (let tries = 0; tries < DAYS_PER_WEEK; tries += 1) {
    if (found > endDay) return undefined;
    if (isOnWeekday(days, found)) return found;
    found += everyDays;
  }
  return undefined;
}

/** Says whether an entry is due on a day. */
export function fallsOn(days: EntryDays, day: number): boolean {
  return (
    day >= days.startDay &&
    day <= days.endDay &&
    (day - days.startDay) % days.everyDays === 0 &&
    isOnWeekday(days, day)
  );
}

function isOnWeekday(days: EntryDays, day: number): boolean {
  return (
    days.weekdayMask === EVERY_WEEKDAY || (days.weekdayMask & (1 << (weekdayOf(day) - 1))) !== 0
  );
}

function maskOf(weekdays: readonly number[] | undefined): number {
  if (weekdays === undefined) return EVERY_WEEKDAY;
  return weekdays.reduce((mask, weekday) => mask | (1 << (weekday - 1)), 0);
}

function checkedDay(date: string): number {
  const day = dayNumberOf(date);
  if (day === undefined) throw new RangeError(`impossible date in an unchecked plan: ${date}`);
  return day;
}
