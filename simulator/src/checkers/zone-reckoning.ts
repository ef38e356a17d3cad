import { DateTime, IANAZone } from "luxon";

/** Milliseconds in a minute. */
export const MINUTE_MS = 60_000;
/** Milliseconds in an hour. */
export const HOUR_MS = 60 * MINUTE_MS;
/** Milliseconds in a day of 24 hours. */
export const DAY_MS = 24 * HOUR_MS;

/** Midnights and changes of every zone since 1972 lie on quarters of an hour in UTC. */
const QUARTER_MS = 15 * MINUTE_MS;
/** Offsets that one zone remembers, one for each day. */
const DAYS_KEPT = 1_024;

/**
 * The checkers' own reckoning of one zone: clock times to instants, from the host's zone database
 * and not from the device's tables.
 *
 * Luxon's choice in a gap or a fold depends on today's offset, so it is never relied on: a time in
 * the gap is read with the offset before it, a time in the fold means its first occurrence.
 */
export class ZoneReckoning {
  readonly #zone: IANAZone;
  /** Offset in minutes of the days around which it does not change; `undefined` where it does. */
  readonly #steadyMin = new Map<number, number | undefined>();
  /** The quarter of an hour that was asked for last, and its local day: no zone changes within. */
  #lastQuarter = Number.NaN;
  #lastDay = 0;

  /** @throws RangeError when no such zone is known */
  constructor(name: string) {
    if (!IANAZone.isValidZone(name)) throw new RangeError(`unknown zone: ${name}`);
    this.#zone = IANAZone.create(name);
  }

  /** Finds the instant, ms since the Unix epoch, of a clock time on a day (counted from 1970). */
  instantOf(dayNumber: number, minuteOfDay: number): number {
    const wallMs = dayNumber * DAY_MS + minuteOfDay * MINUTE_MS;
    const steadyMin = this.#steadyOffset(dayNumber);
    return steadyMin === undefined ? this.#nearChange(wallMs) : wallMs - steadyMin * MINUTE_MS;
  }

  /** Finds the local day, counted from 1970, that an instant falls on. */
  dayOf(instantMs: number): number {
    const quarter = Math.floor(instantMs / QUARTER_MS);
    if (quarter === this.#lastQuarter) return this.#lastDay;
    this.#lastDay = this.#reckonedDay(instantMs);
    this.#lastQuarter = quarter;
    return this.#lastDay;
  }

  #reckonedDay(instantMs: number): number {
    const offsetMin =
      this.#steadyOffset(Math.floor(instantMs / DAY_MS)) ?? this.#zone.offset(instantMs);
    return Math.floor((instantMs + offsetMin * MINUTE_MS) / DAY_MS);
  }

  #steadyOffset(dayNumber: number): number | undefined {
    if (this.#steadyMin.has(dayNumber)) return this.#steadyMin.get(dayNumber);
    if (this.#steadyMin.size >= DAYS_KEPT) this.#steadyMin.clear();
    const beforeMin = this.#zone.offset((dayNumber - 1) * DAY_MS);
    const afterMin = this.#zone.offset((dayNumber + 2) * DAY_MS);
    const steadyMin = beforeMin === afterMin ? beforeMin : undefined;
    this.#steadyMin.set(dayNumber, steadyMin);
    return steadyMin;
  }

  #nearChange(wallMs: number): number {
    const beforeMin = this.#zone.offset(wallMs - DAY_MS);
    const afterMin = this.#zone.offset(wallMs + DAY_MS);
    for (const offsetMin of [beforeMin, afterMin]) {
      const read = DateTime.fromMillis(wallMs - offsetMin * MINUTE_MS, { zone: this.#zone });
      if (read.offset !== offsetMin) continue;
      return Math.min(...read.getPossibleOffsets().map((possible) => possible.toMillis()));
    }
    return wallMs - beforeMin * MINUTE_MS;
  }
}

const reckonings = new Map<string, ZoneReckoning>();

/**
 * Gives the reckoning of a zone, one for all plans of it.
 *
 * @throws RangeError when no such zone is known
 */
export function zoneReckoningOf(name: string): ZoneReckoning {
  const known = reckonings.get(name);
  if (known !== undefined) return known;
  const fresh = new ZoneReckoning(name);
  reckonings.set(name, fresh);
  return fresh;
}

/** Dates that are remembered: those of a run come again with every dose. */
const DATES_KEPT = 4_096;
const DAYS_BY_DATE = new Map<string, number | undefined>();

/** Counts the days from 1970-01-01 to an ISO date; `undefined` for a date that does not exist. */
export function dayOfDate(date: string): number | undefined {
  if (DAYS_BY_DATE.has(date)) return DAYS_BY_DATE.get(date);
  if (DAYS_BY_DATE.size >= DATES_KEPT) DAYS_BY_DATE.clear();
  const read = DateTime.fromISO(date, { zone: "utc" });
  const dayNumber = read.isValid ? Math.floor(read.toMillis() / DAY_MS) : undefined;
  DAYS_BY_DATE.set(date, dayNumber);
  return dayNumber;
}

/** Writes a day counted from 1970 as an ISO date. */
export function dateOfDay(dayNumber: number): string {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, "2026-01-31".length);
}

/** Writes an instant for a message; an unset clock says so. */
export function timeText(instantMs: number | undefined): string {
  if (instantMs === undefined) return "an unset clock";
  const date = new Date(instantMs);
  return Number.isNaN(date.getTime()) ? `${instantMs} ms` : date.toISOString();
}
