import type { IncidentName } from "../result/incident-result.ts";
import { AREA_POWER_CUT } from "./area-power-cut.ts";
import type { Incident } from "./incident.ts";

/** Every incident by its name. */
export const INCIDENT_PLANS: Readonly<Record<IncidentName, Incident>> = {
  "area-power-cut": AREA_POWER_CUT,
  "mobile-outage": AREA_POWER_CUT,
  "broker-down": AREA_POWER_CUT,
  "centre-overloaded": AREA_POWER_CUT,
  "rolls-swapped": AREA_POWER_CUT,
  "pharmacy-change": AREA_POWER_CUT,
  "two-g-shut-down": AREA_POWER_CUT,
  "faulty-firmware": AREA_POWER_CUT,
};
