import type { Mechanism } from "../mechanism/mechanism.ts";
import { ROLL_FIGURE_NAMES, rollFigures } from "../roll/roll.figures.ts";
import { ROLL_PARTS, rollReadiness } from "../roll/roll.mechanism.ts";
import { ROLL_READER_MOTIONS } from "../roll/roll.motions.ts";
import { rollReaderMachine } from "./roll-reader.machine.ts";

/** Movements from a grant to a pouch that stands ready, with one pouch put away before it. */
const MOVEMENTS_OF_AN_OFFER = 5;

/** The multidose roll with a pouch reader and a locked reject store, as a mechanism of the device. */
export const ROLL_READER: Mechanism = {
  ...ROLL_PARTS,
  kind: "pouch-roll-reader",
  locksWithoutPower: true,
  machine: rollReaderMachine,
  motions: ROLL_READER_MOTIONS,
  figureNames: [
    ...ROLL_FIGURE_NAMES,
    "rejectStorePouches",
    "readingsOfOnePouch",
    "blankPouchesMax",
  ],
  readiness: (state) =>
    rollReadiness(state, ({ store, cycle }) => {
      if (store === "full") return "reject-store-full";
      if (cycle === "unreadable") return "pouch-unreadable";
      return cycle === "misrolled" || cycle === "mismatched" ? "roll-fault" : undefined;
    }),
  offerLimitMs: (profile) => MOVEMENTS_OF_AN_OFFER * rollFigures(profile).motionLimitMs,
};
