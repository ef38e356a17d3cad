import { type ProductProfile, profileOf } from "@dosekit/firmware-model";
import { DEFAULT_LADDER, HOUR_MS } from "@dosekit/protocols";
import type { DeviceSpec, RunSpec } from "../../home/run-spec.ts";
import { areasAlike } from "../../world/default-world.ts";
import type { ServiceFile } from "../service-schema.ts";
import { atLocal, startDayOf } from "./local-times.ts";
import { municipalHomes, type StoryHomes } from "./municipal-fleet.ts";
import { municipalResponse } from "./municipal-response.ts";

/** Homes that an incident is run with at the most, about. */
const HOMES_MAX = 36;
/** How long a run goes on behind its days, so that everything on its way arrives, ms. */
const DRAIN_MS = 3 * HOUR_MS;
/** Nothing goes wrong with rolls but what the incident is about. */
const SOUND_ROLLS = {
  ...{ unreadable: 0, torn: 0, missing: 0, duplicated: 0, swappedRoll: 0 },
  ...{ leaderLeft: 0, trailerLeft: 0, jam: 0, cutFailure: 0 },
} as const;

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
}

/** Draws the municipality of a file in small. */
export function townOf(
  service: ServiceFile,
  seed: string,
  profiles: readonly ProductProfile[] = [],
  homesMax = HOMES_MAX,
): Town {
  const homes = municipalHomes(service, seed, homesMax);
  const devices = homes.flatMap((one) => one.devices);
  return { service, seed, homes, devices, profiles, startDay: startDayOf(service.approval.start) };
}

/**
 * A run of some days in which nothing goes wrong, for an incident to strike: no faults, sound rolls,
 * and people who stay at home. Half of the homes lie in each of two areas.
 *
 * @param devices all of the town's when absent
 */
export function quietRun(town: Town, days: number, devices = town.devices): RunSpec {
  const { service, startDay, profiles } = town;
  const all = service.stories.reduce((sum, story) => sum + story.devices, 0);
  return {
    ...(profiles.length > 0 ? { profiles } : {}),
    seed: town.seed,
    startMs: atLocal(startDay, 0),
    endMs: atLocal(startDay + days, 0),
    drainMs: DRAIN_MS,
    devices,
    faults: { preset: "none", planned: [] },
    world: { areas: areasAlike(2) },
    people: {
      preset: service.people?.preset === "B" ? "B" : "A",
      habits: { journeys: false, dropOut: false },
    },
    refill: { onAlert: true, everyDays: 0 },
    ladder: DEFAULT_LADDER,
    response: municipalResponse(service, devices.length / all),
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
