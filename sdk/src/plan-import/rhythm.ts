import { weekdayOf } from "@dosekit/protocols";

/** All seven weekdays; bit 0 is Monday. */
export const EVERY_WEEKDAY = 0b111_1111;
const DAYS_PER_WEEK = 7;

/** The local days on which something is due, as day numbers since 1970-01-01. */
export interface Rhythm {
  /** First day, which the count of every n days starts from. */
  readonly startDay: number;
  /** Last day, included; infinity without an end. */
  readonly endDay: number;
  readonly everyDays: number;
  /** Only on these weekdays; all of them when the rhythm counts more than one day. */
  readonly weekdayMask: number;
}

/** Says whether a rhythm has a day at all. */
export function hasDay(rhythm: Rhythm): boolean {
  const lastTried = Math.min(rhythm.endDay, rhythm.startDay + DAYS_PER_WEEK - 1);
  if (rhythm.everyDays > 1) return rhythm.startDay <= rhythm.endDay;
  for (let day = rhythm.startDay; day <= lastTried; day += 1) {
    if ((rhythm.weekdayMask & (1 << (weekdayOf(day) - 1))) !== 0) return true;
  }
  return false;
}

/**
 * Joins rhythms that share one clock time into rhythms without a day in common, which together
 * have exactly the days that any of them has: one compartment then holds all medicines of a day.
 *
 * @returns `undefined` when days of two rhythms coincide now and then and can't be told apart
 */
export function joinRhythms(rhythms: readonly Rhythm[]): readonly Rhythm[] | undefined {
  const plain = rhythms.map(weeklyAsWeekday);
  const starts = plain.flatMap(({ startDay, endDay }) => [startDay, endDay + 1]);
  const cuts = [...new Set(starts)].sort((a, b) => a - b);
  const joined: Rhythm[] = [];
  for (const [at, startDay] of cuts.entries()) {
    const endDay = (cuts[at + 1] ?? startDay + 1) - 1;
    const active = plain.filter((one) => one.startDay <= startDay && one.endDay >= endDay);
    const parts = startDay === Number.POSITIVE_INFINITY ? [] : partsOf(active, startDay, endDay);
    if (parts === undefined) return undefined;
    for (const part of parts) appendPart(joined, part);
  }
  return joined.filter(hasDay).sort(byBegin);
}

/** One order for the same days, however the requests that ask for them are cut. */
function byBegin(a: Rhythm, b: Rhythm): number {
  const byEvery = a.everyDays - b.everyDays || a.weekdayMask - b.weekdayMask;
  return a.startDay - b.startDay || byEvery;
}

/** Reads every seventh day as a weekday, so that it joins with other weekdays. */
function weeklyAsWeekday(rhythm: Rhythm): Rhythm {
  if (rhythm.everyDays !== DAYS_PER_WEEK) return rhythm;
  return { ...rhythm, everyDays: 1, weekdayMask: maskOf(rhythm.startDay) };
}

/** Rhythms of one stretch of days in which nothing starts or ends. */
function partsOf(
  active: readonly Rhythm[],
  startDay: number,
  endDay: number,
): readonly Rhythm[] | undefined {
  const weekdayMask = active
    .filter(({ everyDays }) => everyDays === 1)
    .reduce((mask, rhythm) => mask | rhythm.weekdayMask, 0);
  const counted = active
    .filter(({ everyDays }) => everyDays > 1)
    // A rhythm can only lie inside one of as many days or fewer, so that one comes first.
    .sort((a, b) => a.everyDays - b.everyDays);
  const kept: Rhythm[] = [];
  for (const rhythm of counted) {
    const meeting = meets(rhythm, weekdayMask);
    if (meeting === "sometimes") return undefined;
    if (meeting === "always" || kept.some((other) => contains(other, rhythm))) continue;
    if (kept.some((other) => canMeet(other, rhythm))) return undefined;
    kept.push(rhythm);
  }
  const weekly = { startDay, endDay, everyDays: 1, weekdayMask };
  const cut = kept.map((rhythm) => startingFrom(rhythm, startDay, endDay));
  return [...(weekdayMask === 0 ? [] : [weekly]), ...cut];
}

/** How often a rhythm of every n days falls on days that the weekdays already have. */
function meets(rhythm: Rhythm, weekdayMask: number): "never" | "sometimes" | "always" {
  if (weekdayMask === 0) return "never";
  if (weekdayMask === EVERY_WEEKDAY) return "always";
  if (rhythm.everyDays % DAYS_PER_WEEK !== 0) return "sometimes";
  return (weekdayMask & maskOf(rhythm.startDay)) === 0 ? "never" : "always";
}

/** True when every day of the inner rhythm is one of the outer's. */
function contains(outer: Rhythm, inner: Rhythm): boolean {
  const isMultiple = inner.everyDays % outer.everyDays === 0;
  return isMultiple && (inner.startDay - outer.startDay) % outer.everyDays === 0;
}

/** True when two rhythms of every n days have a day in common, sooner or later. */
function canMeet(a: Rhythm, b: Rhythm): boolean {
  return (a.startDay - b.startDay) % greatestCommonDivisor(a.everyDays, b.everyDays) === 0;
}

function startingFrom(rhythm: Rhythm, startDay: number, endDay: number): Rhythm {
  const steps = Math.max(0, Math.ceil((startDay - rhythm.startDay) / rhythm.everyDays));
  return { ...rhythm, startDay: rhythm.startDay + steps * rhythm.everyDays, endDay };
}

/** Adds a part; one that only goes on with the rhythm of the stretch before lengthens it. */
function appendPart(joined: Rhythm[], part: Rhythm): void {
  const at = joined.findIndex((before) => goesOn(before, part));
  const before = joined[at];
  if (before === undefined) joined.push(part);
  else joined[at] = { ...before, endDay: part.endDay };
}

function goesOn(before: Rhythm, part: Rhythm): boolean {
  return (
    before.everyDays === part.everyDays &&
    before.weekdayMask === part.weekdayMask &&
    (part.startDay - before.startDay) % part.everyDays === 0 &&
    part.startDay > before.endDay &&
    part.startDay - before.endDay <= part.everyDays
  );
}

function maskOf(day: number): number {
  return 1 << (weekdayOf(day) - 1);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
