import { DAY_MS, type Instant, MINUTE_MS } from "@dosekit/protocols";
import type { ZoneTable } from "./zone-table.ts";

/** What every question about civil time answers for an instant that the table does not cover. */
export const OUTSIDE_TABLE = "outside-table";
/** See {@link OUTSIDE_TABLE}. */
export type OutsideTable = typeof OUTSIDE_TABLE;

/** What a wall clock in the zone shows at one instant. */
export interface LocalReading {
  /** Local calendar day, counted from 1970-01-01. */
  readonly dayNumber: number;
  /** Whole minutes since local midnight, 0 to 1439. */
  readonly minuteOfDay: number;
  /** Milliseconds since that minute began. */
  readonly msOfMinute: number;
  readonly offsetMin: number;
}

/**
 * How a local time was read: `plain` when it happens once, `gap` when the clock jumps over it,
 * `fold` when it happens twice.
 */
export type LocalTimeKind = "plain" | "gap" | "fold";

/** The one instant that a local time stands for, and how it was read. */
export interface InstantReading {
  readonly ms: Instant;
  readonly kind: LocalTimeKind;
}

/** Says whether the table speaks for an instant. */
export function isCovered(table: ZoneTable, instantMs: number): boolean {
  return instantMs >= table.fromMs && instantMs < table.untilMs;
}

/**
 * Says how far local clocks are ahead of UTC at an instant.
 *
 * @returns minutes east of UTC
 */
export function offsetAt(table: ZoneTable, instantMs: number): number | OutsideTable {
  if (!isCovered(table, instantMs)) return OUTSIDE_TABLE;
  return offsetFrom(table, changesUpTo(table, instantMs));
}

/** Reads the wall clock at an instant. */
export function localOf(table: ZoneTable, instantMs: number): LocalReading | OutsideTable {
  const offsetMin = offsetAt(table, instantMs);
  if (offsetMin === OUTSIDE_TABLE) return OUTSIDE_TABLE;
  const localMs = instantMs + offsetMin * MINUTE_MS;
  const dayNumber = Math.floor(localMs / DAY_MS);
  const msOfDay = localMs - dayNumber * DAY_MS;
  const minuteOfDay = Math.floor(msOfDay / MINUTE_MS);
  return { dayNumber, minuteOfDay, msOfMinute: msOfDay - minuteOfDay * MINUTE_MS, offsetMin };
}

/**
 * Finds the one instant that a local time stands for. A time in a gap is read with the offset that
 * held before the gap; a time in a fold means its first occurrence.
 *
 * @param dayNumber local calendar day, counted from 1970-01-01
 * @param minuteOfDay minutes since local midnight, 0 to 1439
 * @throws RangeError when either is not a whole number in range (a caller's bug)
 * @see OMDP-TIM-003, OMDP-TIM-004
 * @see RFC 5545 §3.3.5
 */
export function instantOf(
  table: ZoneTable,
  dayNumber: number,
  minuteOfDay: number,
): InstantReading | OutsideTable {
  assertLocalTime(dayNumber, minuteOfDay);
  const localMs = dayNumber * DAY_MS + minuteOfDay * MINUTE_MS;
  const regime = regimeOf(table, localMs);
  const ms = localMs - readingOffset(table, localMs, regime) * MINUTE_MS;
  if (!isCovered(table, ms)) return OUTSIDE_TABLE;
  return { ms: ms as Instant, kind: kindOf(table, localMs, regime) };
}

/**
 * Reads a local time like {@link instantOf}, without checks: before and after the span of the
 * table the first and last offset go on.
 *
 * @internal
 */
export function readInstant(table: ZoneTable, dayNumber: number, minuteOfDay: number): number {
  const localMs = dayNumber * DAY_MS + minuteOfDay * MINUTE_MS;
  return localMs - readingOffset(table, localMs, regimeOf(table, localMs)) * MINUTE_MS;
}

/** Offset that a local time is read with: the one before, when the regime starts after it. */
function readingOffset(table: ZoneTable, localMs: number, regime: number): number {
  const isGap = regime > 0 && localMs < localStartOf(table, regime);
  return offsetFrom(table, isGap ? regime - 1 : regime);
}

function kindOf(table: ZoneTable, localMs: number, regime: number): LocalTimeKind {
  if (regime > 0 && localMs < localStartOf(table, regime)) return "gap";
  const isTwice = regime < table.changeMs.length && localMs >= localStartOf(table, regime + 1);
  return isTwice ? "fold" : "plain";
}

/**
 * Finds the first regime (time between two changes, one offset) whose local end lies after a local
 * time. That regime holds its first occurrence; a local time before its start is in the gap there.
 */
function regimeOf(table: ZoneTable, localMs: number): number {
  const { changeMs } = table;
  let regime = guessRegime(table, localMs);
  while (regime > 0 && localMs < localEndOf(table, regime - 1)) regime -= 1;
  while (regime < changeMs.length && localMs >= localEndOf(table, regime)) regime += 1;
  return regime;
}

/** Counts the changes at or before an instant, which is the number of the regime it lies in. */
function changesUpTo(table: ZoneTable, instantMs: number): number {
  const { changeMs } = table;
  let count = guessRegime(table, instantMs);
  while (count > 0 && (changeMs[count - 1] ?? 0) > instantMs) count -= 1;
  while (count < changeMs.length && (changeMs[count] ?? 0) <= instantMs) count += 1;
  return count;
}

/**
 * Guesses a regime as if changes were spread evenly. For a zone with summer time the guess is one
 * or two off, for the others there are few changes: cheaper than a binary search.
 */
function guessRegime({ changeMs, fromMs, untilMs }: ZoneTable, ms: number): number {
  const guess = Math.floor(((ms - fromMs) / (untilMs - fromMs)) * changeMs.length);
  return Math.max(0, Math.min(changeMs.length, guess));
}

/** Offset of a regime, minutes east; regime 0 is before the first change. */
function offsetFrom(table: ZoneTable, regime: number): number {
  return regime === 0 ? table.initialOffsetMin : (table.offsetMin[regime - 1] ?? 0);
}

/** What the wall clock shows when a regime from 1 on starts, as if it were UTC. */
function localStartOf(table: ZoneTable, regime: number): number {
  return (table.changeMs[regime - 1] ?? 0) + offsetFrom(table, regime) * MINUTE_MS;
}

/** What the wall clock shows when a regime but the last ends, as if it were UTC. */
function localEndOf(table: ZoneTable, regime: number): number {
  return (table.changeMs[regime] ?? 0) + offsetFrom(table, regime) * MINUTE_MS;
}

function assertLocalTime(dayNumber: number, minuteOfDay: number): void {
  const isDay = Number.isSafeInteger(dayNumber);
  const isMinute = Number.isInteger(minuteOfDay) && minuteOfDay >= 0 && minuteOfDay < 1_440;
  if (!isDay || !isMinute) throw new RangeError(`no local time: ${dayNumber}, ${minuteOfDay}`);
}
