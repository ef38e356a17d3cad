import { dayNumberOf, localDateOf } from "@dosekit/protocols";
import { type ApprovalCourse, type ApprovalPlan, approvalCourse } from "../approval-period.ts";
import type { Deviation } from "../deviation.ts";
import type { OperationResult } from "../result/operation-result.ts";
import type { ServiceFile } from "../service-schema.ts";
import { ownDeviations } from "./deviation-register.ts";

/** The approval period as the file plans it. */
export function approvalPlan({ approval }: ServiceFile): ApprovalPlan {
  const startDay = dayNumberOf(approval.start);
  if (startDay === undefined) throw new RangeError(`${approval.start} is no date`);
  return { startDay, lengthDays: approval.weeks * 7 };
}

/**
 * The service in the period that daily operation has to live through: when people found a critical
 * deviation and it was put right, the period begins again the day after.
 */
export function inLastAttempt(service: ServiceFile): ServiceFile {
  const plan = approvalPlan(service);
  const own = ownDeviations(service);
  const { endsDay } = approvalCourse(plan, own, lastDayOf(own, plan.startDay));
  if (endsDay === undefined) return service;
  const start = localDateOf(endsDay - plan.lengthDays);
  return { ...service, approval: { ...service.approval, start } };
}

/**
 * How the approval period went. It is complete only when daily operation has been lived through from
 * its first day to its last; what is known of later days changes nothing about that.
 *
 * @param lived the run of daily operation; absent when it was left out
 */
export function courseOf(
  service: ServiceFile,
  deviations: readonly Deviation[],
  lived: OperationResult | undefined,
): ApprovalCourse {
  const plan = approvalPlan(service);
  const startDay = dayNumberOf(lived?.startDate ?? "") ?? plan.startDay;
  const isWhole = lived !== undefined && !lived.partial && lived.days >= plan.lengthDays;
  const livedUntil = isWhole ? startDay + plan.lengthDays : startDay;
  const course = approvalCourse(plan, deviations, lastDayOf(deviations, livedUntil));
  const isComplete = course.isComplete && isWhole && (course.endsDay ?? Infinity) <= livedUntil;
  return { ...course, isComplete };
}

function lastDayOf(deviations: readonly Deviation[], day: number): number {
  const days = deviations.flatMap(({ openedDay, closedDay }) => [
    openedDay,
    closedDay ?? openedDay,
  ]);
  return Math.max(day, ...days);
}
