import { CAROUSEL } from "../carousel/carousel.ts";
import type { MechanismKind } from "../profile/product-profile.ts";
import { ROLL_PLAN } from "../roll-plan/roll-plan.ts";
import { ROLL_READER } from "../roll-reader/roll-reader.ts";
import { TRAY } from "../tray/tray.ts";
import type { Mechanism } from "./mechanism.ts";

/** The one table in which mechanisms stand under their kind. */
export const MECHANISMS: Readonly<Partial<Record<MechanismKind, Mechanism>>> = {
  "pouch-roll-reader": ROLL_READER,
  "pouch-roll-plan": ROLL_PLAN,
  tray: TRAY,
  carousel: CAROUSEL,
};

/** Looks a mechanism up; `undefined` when there is no machine for it. */
export function mechanismOf(kind: MechanismKind): Mechanism | undefined {
  return MECHANISMS[kind];
}
