import { HOUR_MS } from "@dosekit/protocols";
import type { Timeline } from "./explicit-timeline.ts";

/** How large a timeline is. */
export interface TimelineSize {
  readonly hours: number;
  /** Times of the day in the plan. */
  readonly planTimes: number;
  /** Things that people did. */
  readonly happenings: number;
  readonly faults: number;
  readonly orders: number;
}

/** Measures a timeline. */
export function timelineSize(timeline: Timeline): TimelineSize {
  const { startMs, endMs, devices, happenings, faults, orders = [] } = timeline;
  return {
    hours: Math.ceil((endMs - startMs) / HOUR_MS),
    planTimes: devices[0].plan.entries.length,
    happenings: happenings.length,
    faults: faults.planned.length,
    orders: orders.length,
  };
}
