import { checkDeviation, type Deviation } from "./deviation.ts";

/** The period in daily operation that has to pass without a critical deviation. */
export interface ApprovalPlan {
  /** Day number of its first day. */
  readonly startDay: number;
  /** Days that it lasts, from 1. */
  readonly lengthDays: number;
}

/** One time that the period ran; day numbers, `endDay` is the first day after it. */
export interface ApprovalAttempt {
  readonly startDay: number;
  readonly endDay: number;
  /** The critical deviation that ended it early. */
  readonly brokenBy?: string;
}

/** How the approval period went. */
export interface ApprovalCourse {
  /** In order; a deviation before its first day leaves an attempt out instead of breaking it. */
  readonly attempts: readonly ApprovalAttempt[];
  /** True when the last attempt has been lived through, unbroken, by the day that was asked for. */
  readonly isComplete: boolean;
  /** The day after its last, as things stand; absent while a critical deviation keeps it waiting. */
  readonly endsDay?: number;
}

/**
 * Works out how the approval period went: a critical (A) deviation ends it on the day it is found,
 * and it starts again from its first day, the day after the last open one was put right. One that is
 * found after the period was lived through starts nothing again; the verdict looks at it.
 *
 * @param today day number up to which things are known; this day itself is not over
 * @throws RangeError for days that are no whole numbers or still to come, or a length below 1
 */
export function approvalCourse(
  { startDay, lengthDays }: ApprovalPlan,
  deviations: readonly Deviation[],
  today: number,
): ApprovalCourse {
  if (![startDay, lengthDays, today].every(Number.isSafeInteger) || lengthDays < 1) {
    throw new RangeError("an approval period has whole days, and at least one");
  }
  for (const deviation of deviations) checkKnown(deviation, today);
  const critical = deviations.filter((one) => one.class === "A").sort(byDay);
  const attempts: ApprovalAttempt[] = [];
  let from = startDay;
  for (const { id, openedDay, closedDay } of critical) {
    if (openedDay >= from + lengthDays) break;
    if (openedDay >= from) attempts.push({ startDay: from, endDay: openedDay, brokenBy: id });
    from = Math.max(from, (closedDay ?? Number.POSITIVE_INFINITY) + 1);
  }
  if (from === Number.POSITIVE_INFINITY) return { attempts, isComplete: false };
  const endsDay = from + lengthDays;
  if (today > from) attempts.push({ startDay: from, endDay: Math.min(endsDay, today) });
  return { attempts, isComplete: today >= endsDay, endsDay };
}

function checkKnown(deviation: Deviation, today: number): void {
  checkDeviation(deviation);
  const { id, openedDay, closedDay = openedDay } = deviation;
  if (closedDay > today) throw new RangeError(`${id}: nothing is known of a day to come`);
}

function byDay(a: Deviation, b: Deviation): number {
  return a.openedDay - b.openedDay || (a.id < b.id ? -1 : 1);
}
