import { HARDWARE_FIGURES, type ProductProfile } from "@dosekit/firmware-model";
import { HOUR_MS } from "@dosekit/protocols";
import type { PowerFigures } from "./power-supply.ts";

/** Reads from a product's profile what its power depends on. */
export function powerFigures(profile: ProductProfile): PowerFigures {
  const own = { ...HARDWARE_FIGURES, ...profile.hardware };
  return {
    hasMains: profile.power !== "battery",
    lifeMs: own.batteryLifeHours.value * HOUR_MS,
    chargeMs: own.chargeHours.value * HOUR_MS,
    motionMinutePpm: own.motionMinutePpm.value,
    readAtPermille: [own.batteryEmptyPermille.value, profile.batteryLowPermille.value],
  };
}
