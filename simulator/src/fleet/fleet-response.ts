import { dayNumberOf, minuteOfDay } from "@dosekit/protocols";
import { UserError } from "../cli/user-error.ts";
import {
  DEFAULT_RESPONSE,
  type HomeCarePlan,
  type ResponsePlan,
  type ResponseTimes,
  SHARED_HOME_CARE,
  type Shift,
} from "../response/response-plan.ts";
import type { FleetRequest } from "./fleet-options.ts";
import type { ValuePath } from "./located-document.ts";
import type { CENTRE_FORMS, FleetResponse } from "./response-schema.ts";

/** Zones in which the holidays of Norway are kept when a fleet names none. */
const NORWEGIAN_ZONES: ReadonlySet<string> = new Set(["Europe/Oslo", "Arctic/Longyearbyen"]);

type SaidCentre = Exclude<FleetResponse, string>;
type FleetTimes = NonNullable<Exclude<FleetResponse, string>["times"]>;

/**
 * Says who answers the alerts of a fleet. What the file leaves unsaid is as by default; a roster is
 * kept in the fleet's own zone.
 *
 * @throws {@link UserError} `fleet.bad-value`
 */
export function fleetResponse(request: FleetRequest, zone: string): ResponsePlan {
  const said = request.file.response ?? {};
  const file = typeof said === "string" ? { centre: said } : said;
  const { centre = DEFAULT_RESPONSE.centre, answers, holidays, shifts, times } = file;
  checkTimes(request, file);
  const usual = NORWEGIAN_ZONES.has(zone) ? DEFAULT_RESPONSE.holidays : [];
  return {
    centre,
    answers: answers ?? DEFAULT_RESPONSE.answers,
    zone,
    holidays: holidays ?? usual,
    shifts: shifts?.map(shiftOf) ?? DEFAULT_RESPONSE.shifts,
    times: timesOf(times ?? {}),
    homeCare: centre === "shared" ? homeCareOf(file.homeCare) : "unlimited",
  };
}

function homeCareOf(said: SaidCentre["homeCare"]): HomeCarePlan | "unlimited" {
  if (said === undefined) return SHARED_HOME_CARE;
  if (said === "unlimited") return said;
  const { visitsPerHour = SHARED_HOME_CARE.visitsPerHour, shifts } = said;
  const named = shifts?.map(({ staff, ...shift }) => shiftOf({ ...shift, operators: staff }));
  return { visitsPerHour, shifts: named ?? SHARED_HOME_CARE.shifts };
}

/** Lays the form that the command line names over what the file says. */
export function withCentre(
  said: FleetResponse | undefined,
  centre: (typeof CENTRE_FORMS)[number] | undefined,
): FleetResponse | undefined {
  if (centre === undefined) return said;
  return typeof said === "object" ? { ...said, centre } : centre;
}

function shiftOf({
  days,
  ...shift
}: NonNullable<Exclude<FleetResponse, string>["shifts"]>[number]): Shift {
  const everyDay = DEFAULT_RESPONSE.times.roundDays;
  return { ...shift, days: days ?? everyDay };
}

function timesOf({ serious, moderate, low, ...others }: FleetTimes): ResponseTimes {
  const usual = DEFAULT_RESPONSE.times;
  return {
    ...laidOver(usual, others),
    serious: laidOver(usual.serious, serious ?? {}),
    moderate: laidOver(usual.moderate, moderate ?? {}),
    low: laidOver(usual.low, low ?? {}),
  };
}

/** Fields without a value don't hide a default. */
function laidOver<T extends object>(
  usual: T,
  said: { readonly [P in keyof T]?: T[P] | undefined },
): T {
  const given = Object.entries(said).filter(([, value]) => value !== undefined);
  return { ...usual, ...(Object.fromEntries(given) as Partial<T>) };
}

/** Times of day and dates are text, so what they mean is looked at here. */
function checkTimes(request: FleetRequest, file: Exclude<FleetResponse, string>): void {
  const { shifts = [], times, holidays, homeCare } = file;
  checkShifts(request, ["shifts"], shifts);
  const staff = typeof homeCare === "object" ? homeCare.shifts : undefined;
  checkShifts(request, ["homeCare", "shifts"], staff ?? []);
  if (times?.roundFrom !== undefined) checkTime(request, ["times", "roundFrom"], times.roundFrom);
  if (!Array.isArray(holidays)) return;
  const wrong = holidays.findIndex((date) => dayNumberOf(date) === undefined);
  const found = holidays[wrong];
  if (found !== undefined)
    throw badValue(request, ["holidays", wrong], found, "a date that exists, such as 2026-12-24");
}

type NamedSpan = Pick<Shift, "name" | "from" | "to">;

function checkShifts(request: FleetRequest, at: ValuePath, shifts: readonly NamedSpan[]): void {
  shifts.forEach(({ name, from, to }, index) => {
    checkTime(request, [...at, index, "from"], from);
    checkTime(request, [...at, index, "to"], to);
    if (shifts.findIndex((other) => other.name === name) < index)
      throw badValue(request, [...at, index, "name"], name, "a name of its own");
  });
}

function checkTime(request: FleetRequest, path: ValuePath, found: string): void {
  if (minuteOfDay(found) === undefined)
    throw badValue(request, path, found, "a local time, such as 07:00");
}

function badValue(
  request: FleetRequest,
  path: ValuePath,
  found: string,
  allowed: string,
): UserError {
  return new UserError({
    code: "fleet.bad-value",
    ...request.placeOf(["response", ...path]),
    ...{ found, allowed },
    message: "A field has a value that it can't have.",
  });
}
