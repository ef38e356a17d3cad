import type { Mechanism } from "../mechanism/mechanism.ts";
import { ROLL_FIGURE_NAMES, rollContextOf, rollFigures } from "../roll/roll.figures.ts";
import { ROLL_PARTS, rollReadiness } from "../roll/roll.mechanism.ts";
import { ROLL_PLAN_MOTIONS } from "../roll/roll.motions.ts";
import { rollPlanMachine } from "./roll-plan.machine.ts";

/** The multidose roll that follows a week plan, as a mechanism of the device. */
export const ROLL_PLAN: Mechanism = {
  ...ROLL_PARTS,
  kind: "pouch-roll-plan",
  locksWithoutPower: true,
  machine: rollPlanMachine,
  motions: ROLL_PLAN_MOTIONS,
  figureNames: [...ROLL_FIGURE_NAMES, "missedPouchHeld", "rejectStorePouches"],
  readiness: (state) =>
    rollReadiness(state, ({ row, store }) => {
      if (store === "full") return "reject-store-full";
      if (row === "unsure") return "roll-fault";
      if (row !== "behind") return undefined;
      return rollContextOf(state.context).figures.holdsMissed ? "roll-fault" : "busy";
    }),
  offerLimitMs: (profile) => rollFigures(profile).motionLimitMs,
};
