import type { DosePlan } from "@dosekit/protocols";
import type { VendorDevice } from "@dosekit/simulator";
import { twinBoxLogic } from "./twin-box-logic.ts";
import { TwinBoxPlant } from "./twin-box-plant.ts";
import type { BoxState } from "./twin-box-state.ts";

/** A vendor's device that is not one of ours; see {@link twinBoxLogic} for the mistake. */
export function twinBox(forgetsDoses = false): VendorDevice<BoxState> {
  return {
    product: "twin-box",
    like: "carousel-28",
    logic: twinBoxLogic(forgetsDoses),
    capacity: 2,
    gesture: "press",
    plant: () => new TwinBoxPlant(),
  };
}

/** Two doses a day, by UTC. */
export const TWIN_PLAN: DosePlan = {
  planId: "twin",
  revision: 1,
  zone: "Africa/Abidjan",
  spacing: "refuse",
  minimumSpacingMin: 30,
  entries: [
    {
      id: "am",
      minuteOfDay: 480,
      startDate: "2026-01-01",
      everyDays: 1,
      earlyMin: 0,
      lateMin: 120,
    },
    {
      id: "pm",
      minuteOfDay: 1_200,
      startDate: "2026-01-01",
      everyDays: 1,
      earlyMin: 0,
      lateMin: 120,
    },
  ],
};
