import { HARDWARE_HAZARDS } from "./hardware.hazards.ts";
import type { Hazard, ProductProfile } from "./product-profile.ts";
import { SERVICE_HAZARDS } from "./service.hazards.ts";

/**
 * The whole hazard table of a product: what its mechanism brings along, what the hardware around
 * it does, and what holds for every dispenser in service.
 */
export function hazardTable(profile: ProductProfile): readonly Hazard[] {
  const power = profile.power ?? "mains-and-battery";
  const shared = [...HARDWARE_HAZARDS, ...SERVICE_HAZARDS];
  return [
    ...profile.hazards,
    ...shared.filter(({ onlyWith }) => onlyWith === undefined || onlyWith === power),
  ];
}
