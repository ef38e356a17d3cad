import type { ProductProfile } from "@dosekit/firmware-model";
import { TRAY_JAM_CHANCE, TrayPlant, type TrayPlantSetup } from "./tray-plant.ts";

/** How many doses staff fill in, and what a person does to take one. */
export interface PlantOffer {
  readonly plant: TrayPlant;
  readonly capacity: number;
  readonly gesture: "tilt" | "press";
}

/**
 * Builds the plant for a product's mechanism.
 *
 * @throws RangeError when there is no plant for it
 */
export function plantOf(
  profile: ProductProfile,
  setup: Omit<TrayPlantSetup, "jamChance">,
): PlantOffer {
  const mechanism = profile.mechanism.value;
  if (mechanism !== "tray") throw new RangeError(`no plant for a ${mechanism}`);
  const plant = new TrayPlant({ ...setup, jamChance: TRAY_JAM_CHANCE });
  return { plant, capacity: profile.capacity.value, gesture: "tilt" };
}
