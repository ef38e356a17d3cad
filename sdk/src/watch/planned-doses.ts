import {
  type DosePlan,
  dayNumberOf,
  localDateOf,
  type PlanEntry,
  weekdayOf,
} from "@dosekit/protocols";
import { instantOfLocal, localDayOf } from "./zone-time.ts";

/** A dose that a plan has, and when its window closes. */
export interface PlannedDose {
  /** `<plan entry>/<local date>`, as devices name it. */
  readonly doseId: string;
  readonly dueMs: number;
  readonly closeMs: number;
}

const MINUTE_MS = 60_000;
/** A window closes at the latest a day behind its due time. @see PlanEntry.lateMin */
const LATE_DAYS_MAX = 2;

/**
 * Lists the doses of a plan whose windows close behind one instant and up to another, by the time at
 * which they close. Pure, but for the zone's rules, which are the system's.
 *
 * @throws RangeError for a zone that the system does not know
 */
export function dosesClosing(
  plan: DosePlan,
  afterMs: number,
  throughMs: number,
): readonly PlannedDose[] {
  const firstDay = localDayOf(afterMs, plan.zone) - LATE_DAYS_MAX;
  const lastDay = localDayOf(throughMs, plan.zone) + 1;
  const found: PlannedDose[] = [];
  for (let day = firstDay; day <= lastDay; day += 1) {
    for (const entry of plan.entries) {
      if (!isOn(entry, day)) continue;
      const dueMs = instantOfLocal(day, entry.minuteOfDay, plan.zone);
      const closeMs = dueMs + entry.lateMin * MINUTE_MS;
      if (closeMs <= afterMs || closeMs > throughMs) continue;
      found.push({ doseId: `${entry.id}/${localDateOf(day)}`, dueMs, closeMs });
    }
  }
  return found.sort((a, b) => a.closeMs - b.closeMs);
}

function isOn({ startDate, endDate, everyDays, weekdays }: PlanEntry, day: number): boolean {
  const first = dayNumberOf(startDate);
  const last = endDate === undefined ? Number.POSITIVE_INFINITY : dayNumberOf(endDate);
  if (first === undefined || last === undefined || day < first || day > last) return false;
  if ((day - first) % everyDays !== 0) return false;
  return weekdays === undefined || weekdays.includes(weekdayOf(day));
}
