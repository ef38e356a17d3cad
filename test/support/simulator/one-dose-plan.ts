import type { ProductProfile } from "@dosekit/firmware-model";
import type { DosePlan } from "@dosekit/protocols";

/** A plan with doses at these minutes of every day, and the windows of a product. */
export function oneDosePlan(
  { earlyMin, lateMin }: ProductProfile,
  minutesOfDay: readonly number[] = [480],
): DosePlan {
  return {
    planId: "own",
    revision: 1,
    zone: "Europe/Oslo",
    spacing: "refuse",
    minimumSpacingMin: 30,
    entries: minutesOfDay.map((minuteOfDay) => ({
      id: `at-${minuteOfDay}`,
      minuteOfDay,
      startDate: "2026-01-01",
      everyDays: 1,
      earlyMin: earlyMin.value,
      lateMin: lateMin.value,
    })),
  };
}
