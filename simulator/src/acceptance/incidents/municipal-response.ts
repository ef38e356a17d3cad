import {
  DEFAULT_RESPONSE,
  type ResponsePlan,
  SHARED_HOME_CARE,
} from "../../response/response-plan.ts";
import type { ServiceFile } from "../service-schema.ts";
import { SERVICE_ZONE } from "./municipal-fleet.ts";

/** Fewest on duty at the same time: one person alone is not held to be sound. */
const ON_DUTY_MIN = 2;

/**
 * Says who answers in a municipality of which a part of the homes is run: the shifts of its file in
 * the same proportion, never fewer than two where the file has as many.
 *
 * @param part homes that are run, of all
 */
export function municipalResponse(
  { response: { shifts, homeCare } }: ServiceFile,
  part: number,
): ResponsePlan {
  const everyDay = DEFAULT_RESPONSE.times.roundDays;
  const care = homeCare?.map(({ staff, days = everyDay, until, ...shift }) => ({
    ...{ ...shift, days: [...days], to: until, operators: inPart(staff, part) },
  }));
  const usual = SHARED_HOME_CARE.shifts.map((shift) => ({
    ...shift,
    operators: Math.max(ON_DUTY_MIN, inPart(shift.operators, part)),
  }));
  return {
    ...DEFAULT_RESPONSE,
    centre: "shared",
    zone: SERVICE_ZONE,
    shifts: shifts.map(({ operators, days = everyDay, until, ...shift }) => ({
      ...{ ...shift, days: [...days], to: until, operators: inPart(operators, part) },
    })),
    homeCare: { visitsPerHour: SHARED_HOME_CARE.visitsPerHour, shifts: care ?? usual },
  };
}

/** Never fewer than two, where there are as many. */
function inPart(people: number, part: number): number {
  return Math.max(Math.min(people, ON_DUTY_MIN), Math.round(people * part));
}
