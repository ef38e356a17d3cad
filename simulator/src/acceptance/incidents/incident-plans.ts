import type { IncidentName } from "../result/incident-result.ts";
import { AREA_POWER_CUT } from "./area-power-cut.ts";
import { BROKER_DOWN } from "./broker-down.ts";
import { CENTRE_OVERLOADED } from "./centre-overloaded.ts";
import { FAULTY_FIRMWARE } from "./faulty-firmware.ts";
import type { Incident } from "./incident.ts";
import { MOBILE_OUTAGE } from "./mobile-outage.ts";
import { PHARMACY_CHANGE } from "./pharmacy-change.ts";
import { ROLLS_SWAPPED } from "./rolls-swapped.ts";
import { TWO_G_SHUT_DOWN } from "./two-g-shut-down.ts";

/** Every incident by its name. */
export const INCIDENT_PLANS: Readonly<Record<IncidentName, Incident>> = {
  "area-power-cut": AREA_POWER_CUT,
  "mobile-outage": MOBILE_OUTAGE,
  "broker-down": BROKER_DOWN,
  "centre-overloaded": CENTRE_OVERLOADED,
  "rolls-swapped": ROLLS_SWAPPED,
  "pharmacy-change": PHARMACY_CHANGE,
  "two-g-shut-down": TWO_G_SHUT_DOWN,
  "faulty-firmware": FAULTY_FIRMWARE,
};
