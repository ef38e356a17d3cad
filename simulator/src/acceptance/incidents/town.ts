import { type ProductProfile, profileOf } from "@dosekit/firmware-model";
import { HOUR_MS } from "@dosekit/protocols";
import type { DeviceSpec, RunSpec } from "../../home/run-spec.ts";
import { groupOfDevice } from "../../world/home-place.ts";
import { operationPlan } from "../operation/operation-spec.ts";
import type { ServiceFile } from "../service-schema.ts";
import { atLocal, startDayOf } from "./local-times.ts";
import { serviceInSmall } from "./service-in-small.ts";

/** Homes that an incident is run with at the most, about. */
const HOMES_MAX = 48;
/** How long a run goes on behind its days, so that everything on its way arrives, ms. */
const DRAIN_MS = 3 * HOUR_MS;

/** Nothing goes wrong with rolls but what a run is about. */
export const SOUND_ROLLS = {
  ...{ unreadable: 0, torn: 0, missing: 0, duplicated: 0, swappedRoll: 0 },
  ...{ leaderLeft: 0, trailerLeft: 0, jam: 0, cutFailure: 0 },
} as const;

/** A story of the file with the homes that stand for it. */
export interface StoryHomes {
  readonly product: string;
  readonly devices: readonly DeviceSpec[];
}

/** A municipality in small, as incidents strike it. */
export interface Town {
  readonly service: ServiceFile;
  readonly seed: string;
  readonly homes: readonly StoryHomes[];
  readonly devices: readonly DeviceSpec[];
  /** Day number of the first day of every run. */
  readonly startDay: number;
  /** Products in place of those of the program; looked at first. */
  readonly profiles: readonly ProductProfile[];
  /** Its daily life, with nothing that goes wrong. */
  readonly life: RunSpec;
}

/** What a town is drawn from besides the file. */
export interface TownSetup {
  readonly seed: string;
  /** Folder that paths in the file start from. */
  readonly folder: string;
  readonly profiles?: readonly ProductProfile[];
}

/** Draws the municipality of a file in small: its own products, plans, people, operators and staff. */
export function townOf(service: ServiceFile, { seed, folder, profiles = [] }: TownSetup): Town {
  const small = serviceInSmall(service, HOMES_MAX);
  const { fleet, groups } = operationPlan(small, seed, folder);
  const { devices } = fleet.run;
  const homes = groups.map(({ name, product }) => ({
    product,
    devices: devices.filter(({ deviceId }) => groupOfDevice(deviceId) === name),
  }));
  const startDay = startDayOf(service.approval.start);
  return { service, seed, homes, devices, startDay, profiles, life: fleet.run };
}

/**
 * A run of some days for an incident to strike, with records as bytes on the wire: no faults, sound
 * rolls, and people who stay at home.
 *
 * @param devices all of the town's when absent
 */
export function quietRun(
  { life, startDay, profiles, devices: all }: Town,
  days: number,
  devices: readonly DeviceSpec[] = all,
): RunSpec {
  const { measures: _measures, delivery: _delivery, people, ...town } = life;
  return {
    ...town,
    ...(profiles.length > 0 ? { profiles } : {}),
    startMs: atLocal(startDay, 0),
    endMs: atLocal(startDay + days, 0),
    drainMs: DRAIN_MS,
    devices,
    faults: { preset: "none", planned: [] },
    people: { ...people, habits: { ...people.habits, journeys: false, dropOut: false } },
    refill: { onAlert: true, everyDays: 0 },
    rollFaults: SOUND_ROLLS,
    watchesContact: true,
  };
}

/** The profile of a product of the town. */
export function profileIn({ profiles }: Pick<Town, "profiles">, product: string): ProductProfile {
  const profile = profiles.find((one) => one.product === product) ?? profileOf(product);
  if (profile === undefined) throw new RangeError(`no product is named ${product}`);
  return profile;
}
