import { zoneTableOf } from "@dosekit/firmware-model";
import type { DosePlan } from "@dosekit/protocols";
import { devicesOfLot, type Share } from "../../fleet/fleet-devices.ts";
import type { FleetRequest } from "../../fleet/fleet-options.ts";
import { fleetPlans } from "../../fleet/fleet-plans.ts";
import type { DeviceSpec } from "../../home/run-spec.ts";
import { shippedPersonas } from "../../people/personas.ts";
import type { ServiceFile } from "../service-schema.ts";

/** Zone of the municipalities that this is for. */
export const SERVICE_ZONE = "Europe/Oslo";

type StoryPart = ServiceFile["stories"][number];

/** A story of the file with the homes that stand for it. */
export interface StoryHomes {
  readonly story: StoryPart["story"];
  readonly product: string;
  readonly devices: readonly DeviceSpec[];
}

/**
 * Draws homes of a municipality in the proportions of its file, at most about so many, each story
 * with two at the least where it has as many: its own products, plans and people.
 */
export function municipalHomes(
  service: ServiceFile,
  seed: string,
  homesMax: number,
): readonly StoryHomes[] {
  const all = service.stories.reduce((sum, { devices }) => sum + devices, 0);
  const part = Math.min(1, homesMax / all);
  return service.stories.map((story, at) => {
    const count = Math.max(Math.min(2, story.devices), Math.round(story.devices * part));
    const isTwice = service.stories.filter((one) => one.story === story.story).length > 1;
    const name = isTwice ? `${story.story}-${"abcdefghijklmnopqrstuvwxyz"[at] ?? at}` : story.story;
    return {
      story: story.story,
      product: story.product,
      devices: devicesOfLot(
        {
          ...{ name, count, products: [{ value: story.product, share: 1 }] },
          plansFor: () => plansOf(story),
          personas: personasOf(service),
        },
        seed,
      ),
    };
  });
}

/** The plans of one story: those that its file names, or all that ship and that its product takes. */
export function plansOf({ product, plans }: StoryPart): readonly Share<DosePlan>[] {
  const table = zoneTableOf(SERVICE_ZONE);
  if (table === undefined) throw new RangeError(`no time zone is named ${SERVICE_ZONE}`);
  const wanted = { plans, path: ["stories"], request: NOTHING_SAID, cwd: ".", table };
  return fleetPlans(wanted, [product]).get(product) ?? [];
}

function personasOf({ people }: ServiceFile): readonly Share<string>[] {
  const { mix } = people ?? {};
  if (mix !== undefined) return mix.map(({ persona, share }) => ({ value: persona, share }));
  return shippedPersonas().map(({ name, share }) => ({ value: name, share: share.value }));
}

/** A fleet file that says nothing: everything is in the municipality's own. */
const NOTHING_SAID: FleetRequest = {
  file: {},
  profiles: [],
  personas: [],
  personasOfOptions: [],
  faults: { section: {}, places: { at: () => ({}), atKey: () => ({}) } },
  plansFrom: "working-folder",
  placeOf: () => ({ field: "plans" }),
};
