import { profileOf } from "@dosekit/firmware-model";
import { faultSource } from "../../fleet/fault-source.ts";
import type { FleetRequest } from "../../fleet/fleet-options.ts";
import type { FleetFile, FleetGroup } from "../../fleet/fleet-schema.ts";
import type { FleetResponse } from "../../fleet/response-schema.ts";
import { SERVICE_ZONE } from "../service-file.ts";
import type { ServiceFile } from "../service-schema.ts";
import { SERVICE_TIMES } from "./service-times.ts";

/** Days between two rounds that fill dispensers, where a product says nothing of it; inferred. */
const REFILL_DAYS = 14;

/** Hours of backup of base stations where the file names them: one kind then, in every area. */
const AREAS = 25;

/** A user story's devices as a group of a fleet. */
export interface ServiceGroup {
  readonly name: string;
  readonly story: string;
  readonly product: string;
  readonly devices: number;
}

/** Names the groups of a service: by story, counted on where a story has several products. */
export function serviceGroups({ stories }: Pick<ServiceFile, "stories">): readonly ServiceGroup[] {
  return stories.map(({ story, product, devices }, at) => {
    const before = stories.slice(0, at).filter((one) => one.story === story).length;
    // Letters, since a number at the end would belong to the device.
    const name = before === 0 ? story : `${story}-${letters(before)}`;
    return { name, story, product, devices };
  });
}

/**
 * Asks for the fleet of a service in the words of the fleet machinery.
 *
 * @param folder folder that paths in the service's file start from
 */
export function operationRequest(service: ServiceFile, folder: string): FleetRequest {
  const { conditions = {} } = service;
  const faults = conditions.faultFile ?? conditions.faults ?? "everyday";
  return {
    file: fleetFile(service),
    ...{ profiles: [], personas: [], personasOfOptions: [], plansFrom: "working-folder" },
    faults: faultSource({ option: faults, cwd: folder, folder }),
    placeOf: (path) => ({ field: path.join(".") }),
  };
}

function fleetFile(service: ServiceFile): FleetFile {
  const { approval, stories } = service;
  const groups = serviceGroups(service).map(({ name, product, devices }, at): FleetGroup => {
    const plans = stories[at]?.plans;
    return { name, product, devices, ...(plans === undefined ? {} : { plans }) };
  });
  const people = peopleOf(service);
  return {
    ...{ groups, zone: SERVICE_ZONE, start: approval.start, days: 7 * approval.weeks },
    ...(people === undefined ? {} : { people }),
    world: worldOf(service),
    refill: { onAlert: true, everyDays: refillDays(service) },
    response: responseOf(service),
  };
}

function peopleOf({ people }: ServiceFile): FleetFile["people"] {
  if (people === undefined) return undefined;
  const { preset, mix = [] } = people;
  const shares = Object.fromEntries(mix.map(({ persona, share }) => [persona, share]));
  return { ...shares, ...(preset === undefined ? {} : { preset }) } as FleetFile["people"];
}

function worldOf({ conditions = {} }: ServiceFile): NonNullable<FleetFile["world"]> {
  const { areas = AREAS, stationBackupHours: backupHours, twoGUntil } = conditions;
  const own =
    backupHours === undefined
      ? areas
      : Array.from({ length: areas }, (_, index) => {
          const name = `area-${String(index + 1).padStart(2, "0")}`;
          return { name, stations: [{ name: `${name}-a`, backupHours }] };
        });
  return { areas: own, ...(twoGUntil === undefined ? {} : { twoGUntil }) };
}

/** As often as the product with the shortest interval needs it. */
export function refillDays({ stories }: Pick<ServiceFile, "stories">): number {
  const days = stories.map(
    ({ product }) => profileOf(product)?.mechanismFigures["refillDays"]?.value ?? REFILL_DAYS,
  );
  return Math.max(1, Math.floor(Math.min(...days)));
}

function responseOf({ response }: ServiceFile): FleetResponse {
  const { shifts, homeCare } = response;
  return {
    centre: "shared",
    times: SERVICE_TIMES as NonNullable<Exclude<FleetResponse, string>["times"]>,
    shifts: distinct(shifts).map(({ name, operators, from, until, days }) => ({
      ...{ name, operators, from, to: until },
      ...(days === undefined ? {} : { days }),
    })),
    ...(homeCare === undefined
      ? {}
      : {
          homeCare: {
            shifts: distinct(homeCare).map(({ name, staff, from, until, days }) => ({
              ...{ name, staff, from, to: until },
              ...(days === undefined ? {} : { days }),
            })),
          },
        }),
  };
}

/** Shifts of one name are told apart by their place. */
function distinct<T extends { readonly name: string }>(shifts: readonly T[]): readonly T[] {
  return shifts.map((shift, at) => {
    const isAgain = shifts.findIndex(({ name }) => name === shift.name) < at;
    return isAgain ? { ...shift, name: `${shift.name} (${at + 1})` } : shift;
  });
}

function letters(count: number): string {
  const [first, rest] = [count % 26, Math.floor(count / 26)];
  const letter = String.fromCharCode("a".charCodeAt(0) + first);
  return rest === 0 ? letter : `${letters(rest)}${letter}`;
}
