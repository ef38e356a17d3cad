import type { PlanLimits } from "../time/plan-problem.ts";
import type { ProductProfile } from "./product-profile.ts";

/** Says what a product asks of every plan; a device refuses a plan that keeps to less. */
export function planLimitsOf(profile: ProductProfile): Required<PlanLimits> {
  const { dosesPerDayMax, minimumSpacingMin, earlyMin, lateMin } = profile;
  return {
    dosesPerDayMax: dosesPerDayMax.value,
    minimumSpacingMin: minimumSpacingMin.value,
    earlyMaxMin: earlyMin.range[1],
    lateMaxMin: lateMin.range[1],
  };
}
