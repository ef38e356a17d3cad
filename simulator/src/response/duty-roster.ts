import {
  instantOf,
  localOf,
  OUTSIDE_TABLE,
  type ZoneTable,
  zoneTableOf,
} from "@dosekit/firmware-model";
import { minuteOfDay } from "@dosekit/protocols";
import { dayKindOf } from "./day-kind.ts";
import type { DayKind, ResponsePlan, Shift } from "./response-plan.ts";

/** Longest time between two changes of a roster, in days: a shift may be for holidays alone. */
const SEARCH_DAYS = 400;

interface Duty {
  readonly operators: number;
  readonly fromMin: number;
  readonly toMin: number;
  readonly days: ReadonlySet<DayKind>;
}

/**
 * Who is on duty when, by local time, weekday and public holiday.
 *
 * A shift belongs to the day on which it begins and lasts by the wall clock, so that the night in
 * which clocks go back is an hour longer.
 */
export class DutyRoster {
  readonly #table: ZoneTable;
  readonly #holidays: ResponsePlan["holidays"];
  readonly #duties: readonly Duty[];

  /** @throws RangeError when zone or times do not exist (a caller's bug) */
  constructor({ zone, holidays, shifts }: Pick<ResponsePlan, "zone" | "holidays" | "shifts">) {
    const table = zoneTableOf(zone);
    if (table === undefined) throw new RangeError(`no time zone is named ${zone}`);
    this.#table = table;
    this.#holidays = holidays;
    this.#duties = shifts.map(dutyOf);
  }

  /** Counts the operators on duty at an instant. */
  onDuty(trueMs: number): number {
    const today = this.#dayOf(trueMs);
    let operators = 0;
    for (const day of [today - 1, today]) {
      for (const duty of this.#duties) {
        const span = this.#spanOf(duty, day);
        if (span !== undefined && span[0] <= trueMs && trueMs < span[1])
          operators += duty.operators;
      }
    }
    return operators;
  }

  /** Finds the next instant after this one at which a shift begins or ends; none in an empty roster. */
  nextChange(trueMs: number): number | undefined {
    const today = this.#dayOf(trueMs);
    let next: number | undefined;
    for (let day = today - 1; day <= today + SEARCH_DAYS; day += 1) {
      if (next !== undefined && next <= this.#instant(day, 0)) return next;
      for (const duty of this.#duties) {
        for (const edge of this.#spanOf(duty, day) ?? []) {
          if (edge > trueMs && edge < (next ?? Number.POSITIVE_INFINITY)) next = edge;
        }
      }
    }
    return next;
  }

  /** Finds the first instant from this one on at which one of these days shows a local time. */
  nextAt(trueMs: number, minute: number, days: readonly DayKind[]): number | undefined {
    const today = this.#dayOf(trueMs);
    for (let day = today; day <= today + SEARCH_DAYS; day += 1) {
      if (!days.includes(dayKindOf(day, this.#holidays))) continue;
      const ms = this.#instant(day, minute);
      if (ms >= trueMs) return ms;
    }
    return undefined;
  }

  #spanOf(duty: Duty, day: number): readonly [number, number] | undefined {
    if (!duty.days.has(dayKindOf(day, this.#holidays))) return undefined;
    const endsOn = duty.toMin > duty.fromMin ? day : day + 1;
    return [this.#instant(day, duty.fromMin), this.#instant(endsOn, duty.toMin)];
  }

  #dayOf(trueMs: number): number {
    const reading = localOf(this.#table, trueMs);
    if (reading === OUTSIDE_TABLE) throw new RangeError(`no zone table covers ${trueMs}`);
    return reading.dayNumber;
  }

  /** Days beyond the table never come. */
  #instant(day: number, minute: number): number {
    const reading = instantOf(this.#table, day, minute);
    return reading === OUTSIDE_TABLE ? Number.POSITIVE_INFINITY : reading.ms;
  }
}

function dutyOf({ name, operators, from, to, days }: Shift): Duty {
  const [fromMin, toMin] = [minuteOfDay(from), minuteOfDay(to)];
  if (fromMin === undefined || toMin === undefined) {
    throw new RangeError(`shift ${name} is from ${from} to ${to}`);
  }
  if (!Number.isInteger(operators) || operators < 0) {
    throw new RangeError(`shift ${name} has ${operators} operators`);
  }
  return { operators, fromMin, toMin, days: new Set(days) };
}
