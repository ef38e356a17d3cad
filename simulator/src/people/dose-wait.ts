import type { ProductProfile } from "@dosekit/firmware-model";
import { type DosePlan, MINUTE_MS } from "@dosekit/protocols";

/**
 * How long a dose waits for its user: what the chances of a persona are chances of. Nothing that the
 * device tells: the times of its product and plan.
 */
export interface DoseWait {
  /** From the due time until somebody is told that it waits, ms. */
  readonly alertMs: number;
  /** From the due time until it is over, ms. */
  readonly lateMs: number;
}

/** Looks up how long the doses of a plan wait on a product; the shortest where they differ. */
export function doseWaitOf({ alertPoints, lateMin }: ProductProfile, plan: DosePlan): DoseWait {
  const lateMinutes = Math.min(...plan.entries.map((entry) => entry.lateMin), lateMin.range[1]);
  const alertMinutes = alertPoints.map((point) =>
    point.after === "minutes" ? point.minutes.value : (point.permille.value * lateMinutes) / 1_000,
  );
  return {
    alertMs: Math.min(lateMinutes, ...alertMinutes) * MINUTE_MS,
    lateMs: lateMinutes * MINUTE_MS,
  };
}
