import type { ProductProfile, ZoneTable } from "@dosekit/firmware-model";
import { askedOfHomeCare } from "../people/asked-of-home-care.ts";
import { HomePeople } from "../people/home-people.ts";
import { personaNamed } from "../people/personas.ts";
import type { HandAction } from "../plant/plant.ts";
import type { PlantOffer } from "../plant/plant-of.ts";
import type { Happening } from "../replay/happening.ts";
import { type HomeDwellers, PlayedPeople } from "../replay/played-people.ts";
import type { DeviceHomeSetup } from "./device-home.ts";
import type { Order } from "./run-spec.ts";

/** What the people of one home act on. */
export interface DwellersSetup {
  readonly home: DeviceHomeSetup;
  readonly table: ZoneTable;
  readonly profile: ProductProfile;
  readonly offer: Pick<PlantOffer, "capacity" | "gesture">;
  readonly handle: (action: HandAction) => void;
  /** Whether staff who come find the dispenser running; false when they come later anyway. */
  readonly isOn: () => boolean;
  readonly putInBatteries: () => void;
}

/** Has people live in a home, or plays once more what some did there. */
export function dwellersOf(setup: DwellersSetup): HomeDwellers {
  const { happenings } = setup.home.spec;
  return happenings === undefined ? livingPeople(setup) : playedPeople(setup, happenings);
}

/** Tells whoever looks on what somebody of a home does. */
export function tellHappening(home: DeviceHomeSetup, done: HappeningBody): void {
  const { scheduler, sink, device } = home;
  sink.happened?.(device.deviceId, { atMs: scheduler.nowMs(), ...done });
}

/** What somebody does, without when. */
type HappeningBody = Happening extends infer H
  ? H extends Happening
    ? Omit<H, "atMs">
    : never
  : never;

function livingPeople({ home, table, profile, offer, handle, isOn }: DwellersSetup): HomePeople {
  const { scheduler, lane, spec, device, ask } = home;
  const { capacity, gesture } = offer;
  const tellAndAsk = (wish: Order["wish"]) => {
    tellHappening(home, { what: "asked", wish });
    ask?.(wish);
  };
  return new HomePeople({
    persona: personaNamed(device.persona, spec.personas),
    ...{ scheduler, lane, table, capacity, gesture, isOn, profile, plan: device.plan },
    ...{ seed: spec.seed, deviceId: device.deviceId, people: spec.people },
    refillEveryDays: spec.refill.everyDays,
    ...(device.roundStop === undefined ? {} : { roundStop: device.roundStop }),
    hands: (action) => {
      tellHappening(home, { what: "gesture", action });
      handle(action);
    },
    ...(ask === undefined ? {} : { asks: askedOfHomeCare(tellAndAsk) }),
  });
}

function playedPeople(
  { home, handle, putInBatteries }: DwellersSetup,
  happenings: readonly Happening[],
): PlayedPeople {
  const { scheduler, lane, spec, device, ask } = home;
  const { seed, people } = spec;
  return new PlayedPeople({
    ...{ scheduler, lane, seed, deviceId: device.deviceId, people, happenings, ask },
    ...{ hands: handle, putInBatteries },
  });
}
