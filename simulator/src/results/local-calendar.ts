import { localOf, OUTSIDE_TABLE, type ZoneTable, zoneTableOf } from "@dosekit/firmware-model";
import { HOUR_MS, MINUTE_MS } from "@dosekit/protocols";

/** Local days and hours of one zone, by which a run's sums are put together. */
export class LocalCalendar {
  readonly #table: ZoneTable;

  /** @throws RangeError when there is no such zone (a caller's bug) */
  constructor(zone: string) {
    const table = zoneTableOf(zone);
    if (table === undefined) throw new RangeError(`no time zone is named ${zone}`);
    this.#table = table;
  }

  /** Local calendar day at an instant, counted from 1970-01-01. */
  dayOf(trueMs: number): number {
    return this.#readingAt(trueMs).dayNumber;
  }

  /** Local hour of the day at an instant, 0 to 23. */
  hourOf(trueMs: number): number {
    return Math.floor(this.#readingAt(trueMs).minuteOfDay / 60);
  }

  /** What a wall clock shows at an instant: hours and minutes. */
  clockOf(trueMs: number): string {
    const { minuteOfDay } = this.#readingAt(trueMs);
    const [hours, minutes] = [Math.floor(minuteOfDay / 60), minuteOfDay % 60];
    return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
  }

  /** First instant after this one at which the wall clock shows a whole hour. */
  nextHourMs(trueMs: number): number {
    const { minuteOfDay, msOfMinute } = this.#readingAt(trueMs);
    return trueMs + HOUR_MS - (minuteOfDay % 60) * MINUTE_MS - msOfMinute;
  }

  #readingAt(trueMs: number) {
    const reading = localOf(this.#table, trueMs);
    if (reading === OUTSIDE_TABLE) throw new RangeError(`no zone table covers ${trueMs}`);
    return reading;
  }
}
