import type { DosePlan, PlanEntry } from "@dosekit/protocols";
import {
  dateOfDay,
  dayOfDate,
  MINUTE_MS,
  type ZoneReckoning,
  zoneReckoningOf,
} from "./zone-reckoning.ts";

/** One dose as a plan means it: it may be released in `[earlyMs, lateMs)` on the device clock. */
export interface ExpectedDose {
  readonly doseId: string;
  readonly earlyMs: number;
  readonly dueMs: number;
  readonly lateMs: number;
}

/** Days that one plan's expansion remembers: a year, as homes pass it one after the other. */
const DAYS_KEPT = 400;
/** Days before a day at which a chain of shifted doses may have begun. */
const SHIFT_DAYS = 2;
/** ISO weekday of day 0, a Thursday, counted from 0. */
const WEEKDAY_OF_DAY_ZERO = 3;

interface PlannedTime {
  readonly entry: PlanEntry;
  readonly dayNumber: number;
  readonly dueMs: number;
}

/**
 * The checkers' own expansion of one dose plan: which doses on which local date, and when.
 *
 * Each planned local date gives each entry exactly one dose, whatever the clocks do. Under
 * `shift-later` a dose that would come too close to the one before it moves to the minimum spacing
 * behind that one, and its whole window with it.
 */
export class ExpectedDoses {
  readonly plan: DosePlan;
  readonly #zone: ZoneReckoning;
  readonly #firstDay = new Map<PlanEntry, number>();
  readonly #lastDay = new Map<PlanEntry, number>();
  readonly #days = new Map<number, readonly ExpectedDose[]>();
  /** The doses of those days by their ids. */
  readonly #doses = new Map<string, ExpectedDose>();
  /** Longest reach of a window from its local date, in days. */
  readonly #reachDays: number;

  /** @throws RangeError when the zone or a date of the plan does not exist */
  constructor(plan: DosePlan) {
    this.plan = plan;
    this.#zone = zoneReckoningOf(plan.zone);
    for (const entry of plan.entries) {
      this.#firstDay.set(entry, dayOrThrow(entry.startDate));
      if (entry.endDate !== undefined) this.#lastDay.set(entry, dayOrThrow(entry.endDate));
    }
    this.#reachDays = 2 + SHIFT_DAYS;
  }

  /** Lists the doses of a local day (counted from 1970) by due time. */
  on(dayNumber: number): readonly ExpectedDose[] {
    const known = this.#days.get(dayNumber);
    if (known !== undefined) return known;
    if (this.#days.size >= DAYS_KEPT) {
      this.#days.clear();
      this.#doses.clear();
    }
    const doses =
      this.plan.spacing === "shift-later"
        ? this.#shiftedOn(dayNumber)
        : this.#plannedOn(dayNumber).map(({ entry, dueMs }) => doseOf(entry, dayNumber, dueMs));
    this.#days.set(dayNumber, doses);
    // Of two doses of one id, which a plan that was checked does not have, the first one counts.
    for (const dose of doses) {
      if (!this.#doses.has(dose.doseId)) this.#doses.set(dose.doseId, dose);
    }
    return doses;
  }

  /** Finds the window of a dose; `undefined` when the plan has no such dose. */
  windowOf(doseId: string): ExpectedDose | undefined {
    const known = this.#doses.get(doseId);
    if (known !== undefined) return known;
    const dayNumber = dayOfDate(doseId.slice(doseId.lastIndexOf("/") + 1));
    if (dayNumber === undefined) return undefined;
    return this.on(dayNumber).find((dose) => dose.doseId === doseId);
  }

  /** Says whether any window of the plan contains an instant of the device clock. */
  openAt(civilMs: number): boolean {
    const today = this.#zone.dayOf(civilMs);
    for (let day = today - this.#reachDays; day <= today + 1; day += 1) {
      for (const { earlyMs, lateMs } of this.on(day)) {
        if (earlyMs <= civilMs && civilMs < lateMs) return true;
      }
    }
    return false;
  }

  /** Says whether any window of the plan ended in `(civilMs - withinMs, civilMs]`. */
  closedWithin(civilMs: number, withinMs: number): boolean {
    return this.#around(civilMs).some(
      ({ lateMs }) => civilMs - withinMs < lateMs && lateMs <= civilMs,
    );
  }

  /** Finds the local day, counted from 1970, that an instant of the device clock falls on. */
  dayOf(civilMs: number): number {
    return this.#zone.dayOf(civilMs);
  }

  #around(civilMs: number): readonly ExpectedDose[] {
    const today = this.#zone.dayOf(civilMs);
    const doses: ExpectedDose[] = [];
    for (let day = today - this.#reachDays; day <= today + 1; day += 1) doses.push(...this.on(day));
    return doses;
  }

  #plannedOn(dayNumber: number): readonly PlannedTime[] {
    return this.plan.entries
      .filter((entry) => this.#isPlanned(entry, dayNumber))
      .map((entry) => ({
        entry,
        dayNumber,
        dueMs: this.#zone.instantOf(dayNumber, entry.minuteOfDay),
      }))
      .sort((a, b) => a.dueMs - b.dueMs || a.entry.minuteOfDay - b.entry.minuteOfDay);
  }

  #isPlanned(entry: PlanEntry, dayNumber: number): boolean {
    const firstDay = this.#firstDay.get(entry) ?? Number.POSITIVE_INFINITY;
    const lastDay = this.#lastDay.get(entry) ?? Number.POSITIVE_INFINITY;
    if (dayNumber < firstDay || dayNumber > lastDay) return false;
    if ((dayNumber - firstDay) % entry.everyDays !== 0) return false;
    const weekday = ((((dayNumber + WEEKDAY_OF_DAY_ZERO) % 7) + 7) % 7) + 1;
    return entry.weekdays === undefined || entry.weekdays.includes(weekday);
  }

  #shiftedOn(dayNumber: number): readonly ExpectedDose[] {
    const row: PlannedTime[] = [];
    for (let day = dayNumber - SHIFT_DAYS; day <= dayNumber; day += 1) {
      row.push(...this.#plannedOn(day));
    }
    const spacingMs = this.plan.minimumSpacingMin * MINUTE_MS;
    let earliestMs = Number.NEGATIVE_INFINITY;
    const shifted = row.map(({ entry, dayNumber: day, dueMs }) => {
      const shiftedMs = Math.max(dueMs, earliestMs);
      earliestMs = shiftedMs + spacingMs;
      return { day, dose: doseOf(entry, day, shiftedMs) };
    });
    return shifted.filter(({ day }) => day === dayNumber).map(({ dose }) => dose);
  }
}

/** Expands a plan from one local date to another, both included, by due time within each date. */
export function expectedDoses(
  plan: DosePlan,
  fromDate: string,
  throughDate: string,
): readonly ExpectedDose[] {
  const expansion = new ExpectedDoses(plan);
  const doses: ExpectedDose[] = [];
  for (let day = dayOrThrow(fromDate); day <= dayOrThrow(throughDate); day += 1) {
    doses.push(...expansion.on(day));
  }
  return doses;
}

function doseOf(entry: PlanEntry, dayNumber: number, dueMs: number): ExpectedDose {
  return {
    doseId: `${entry.id}/${dateOfDay(dayNumber)}`,
    earlyMs: dueMs - entry.earlyMin * MINUTE_MS,
    dueMs,
    lateMs: dueMs + entry.lateMin * MINUTE_MS,
  };
}

function dayOrThrow(date: string): number {
  const dayNumber = dayOfDate(date);
  if (dayNumber === undefined) throw new RangeError(`no such date: ${date}`);
  return dayNumber;
}
