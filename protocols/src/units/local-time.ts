/** A calendar day without a zone, as ISO 8601 writes it: `2026-11-22`. */
export type LocalDate = `${number}-${number}-${number}`;

/** A time on the wall without a zone, 24 hours: `08:00`. */
export type LocalTime = `${number}:${number}`;

/** A weekday by its ISO 8601 number: 1 is Monday, 7 is Sunday. */
export type IsoWeekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const DATE_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME_PATTERN = /^([01]\d|2[0-3]):([0-5]\d)$/;

/**
 * Counts days since 1970-01-01 (day 0) in the proleptic Gregorian calendar.
 *
 * @returns the day number, or `undefined` when the text is no real date (`2026-02-30`)
 */
export function dayNumberOf(date: string): number | undefined {
  const match = DATE_PATTERN.exec(date);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const dayNumber = daysFromCivil(year, month, day);
  return localDateOf(dayNumber) === date ? dayNumber : undefined;
}

/** Writes a day number as an ISO date; the inverse of {@link dayNumberOf} for years 1000 to 9999. */
export function localDateOf(dayNumber: number): LocalDate {
  const { year, month, day } = civilFromDays(dayNumber);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as LocalDate;
}

/** Says which weekday a day number falls on. */
export function weekdayOf(dayNumber: number): IsoWeekday {
  return (((((dayNumber + 3) % 7) + 7) % 7) + 1) as IsoWeekday;
}

/** Counts minutes since midnight; `undefined` when the text is no time of day (`24:00`). */
export function minuteOfDay(time: string): number | undefined {
  const match = TIME_PATTERN.exec(time);
  return match === null ? undefined : Number(match[1]) * 60 + Number(match[2]);
}

/** Writes minutes since midnight (0 to 1439) as a time of day. */
export function localTimeOf(minutes: number): LocalTime {
  return `${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}` as LocalTime;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

/** Year, month and day to days, counting years from March so that leap days come last. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Days to year, month and day in era arithmetic: no clock, no zone, no `Date` object. */
function civilFromDays(dayNumber: number): { year: number; month: number; day: number } {
  const z = dayNumber + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day };
}
