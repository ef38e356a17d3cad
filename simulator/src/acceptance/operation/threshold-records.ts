import type { PackedService } from "../measures/packed-service.ts";
import { measuredService, measuredThrough } from "../measures/service-measures.ts";
import type { ThresholdRecord } from "../result/operation-result.ts";
import { judgeThreshold, type Threshold } from "../thresholds.ts";

/** Holds what was measured against the thresholds of a service's file. */
export function thresholdRecords(
  thresholds: readonly Threshold[],
  service: PackedService,
  partial: boolean,
): readonly ThresholdRecord[] {
  const measured = measuredService(service);
  return thresholds.map((threshold) => {
    const value = measured[threshold.measure];
    const judged = judgeThreshold(threshold, measured);
    // What held so far may not hold to the end of a run that was cut short.
    const outcome = partial && judged === "passed" ? "not-tested" : judged;
    return { ...threshold, ...(value === undefined ? {} : { value }), outcome };
  });
}

/**
 * The day, from 0, since which a measure was above its threshold until the end: what stood above it
 * for a while at the beginning, when few doses had been due, is no deviation by then.
 *
 * @param days of the period
 */
export function passedSince(
  threshold: Threshold,
  service: PackedService,
  days: number,
): number | undefined {
  let since: number | undefined;
  for (let day = days - 1; day >= 0; day -= 1) {
    if (judgeThreshold(threshold, measuredThrough(service, day)) !== "failed") return since;
    since = day;
  }
  return since;
}
