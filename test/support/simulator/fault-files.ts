import { zoneTableOf } from "@dosekit/firmware-model";
import { dayNumberOf } from "@dosekit/protocols";
import {
  areasAlike,
  type FaultedFleet,
  type FaultPlan,
  type FleetCalendar,
  faultsSection,
  fleetFaults,
  type Mistake,
  parseLocated,
  sectionPlaces,
  UserError,
} from "@dosekit/simulator";
import { runSpecOf } from "../storm-spec.ts";

/** Days for which fault files are read: two, from a Sunday in November. */
export const CALENDAR: FleetCalendar = calendarOf("2026-11-22", 2);

/** Two trays and two dispensers with rolls, of three products, in two areas. */
export const FLEET: FaultedFleet = {
  seed: "files",
  devices: [
    ["tray-0001", "pilly-sms"],
    ["tray-0002", "pilly-sms"],
    ["roll-0001", "evondos-e300"],
    ["roll-0002", "medido"],
  ].flatMap(([deviceId = "d1", product = ""]) =>
    runSpecOf({ days: 1, deviceIds: [deviceId] }).devices.map((device) => ({ ...device, product })),
  ),
  world: { areas: areasAlike(2) },
  profiles: [],
};

/**
 * Reads a fault file.
 *
 * @throws UserError as the command tells it
 */
export function readFaults(text: string, fleet = FLEET): FaultPlan {
  const document = parseLocated(text, "faults.yaml");
  const places = sectionPlaces(document, []);
  const section = faultsSection(document.value, places);
  return fleetFaults({ section, places }, CALENDAR, fleet);
}

/** Reads a fault file that is refused, and tells why. */
export function mistakeIn(text: string, fleet = FLEET): Mistake {
  try {
    readFaults(text, fleet);
  } catch (error) {
    if (error instanceof UserError) return error.mistake;
    throw error;
  }
  throw new Error("the fault file was accepted");
}

function calendarOf(start: string, days: number): FleetCalendar {
  const table = zoneTableOf("Europe/Oslo");
  const startDay = dayNumberOf(start);
  if (table === undefined || startDay === undefined) throw new RangeError("no such zone or day");
  return { table, startDay, days };
}
