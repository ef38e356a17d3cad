import { SHARED_HOME_CARE } from "../../response/response-plan.ts";
import type { ServiceFile } from "../service-schema.ts";

/** Fewest on duty at the same time: one person alone is not held to be sound. */
const ON_DUTY_MIN = 2;
/** Fewest homes of a story, where it has as many: some incidents take two. */
const HOMES_MIN = 2;
/** Areas of the small municipality: one is struck, the other is not. */
const AREAS = 2;

/**
 * Makes a service smaller in all its parts: at most about so many homes, in the proportions of its
 * stories, and as many operators and staff for each home, never fewer than two where it has as many.
 * Nothing goes wrong in it by itself, everything is rolled out, and 2G lasts.
 */
export function serviceInSmall(service: ServiceFile, homesMax: number): ServiceFile {
  const { stories, response, conditions = {}, rollout: _rolledOut, ...others } = service;
  const all = stories.reduce((sum, { devices }) => sum + devices, 0);
  const part = Math.min(1, homesMax / all);
  const { twoGUntil: _lasts, faultFile: _none, ...world } = conditions;
  const care = response.homeCare ?? usualCare();
  return {
    ...others,
    stories: stories.map((story) => ({
      ...story,
      devices: inPart(story.devices, part, HOMES_MIN),
    })),
    response: {
      ...response,
      shifts: response.shifts.map((shift) => ({
        ...shift,
        operators: inPart(shift.operators, part, ON_DUTY_MIN),
      })),
      homeCare: care.map((shift) => ({ ...shift, staff: inPart(shift.staff, part, ON_DUTY_MIN) })),
    },
    conditions: { ...world, faults: "none", areas: AREAS },
    approval: { ...service.approval, weeks: 1 },
  };
}

function usualCare(): NonNullable<ServiceFile["response"]["homeCare"]> {
  return SHARED_HOME_CARE.shifts.map(({ name, operators, from, to, days }) => ({
    ...{ name, staff: operators, from, until: to, days: [...days] },
  }));
}

/** Never fewer than the least, where there are as many. */
function inPart(count: number, part: number, least: number): number {
  return Math.max(Math.min(count, least), Math.round(count * part));
}
