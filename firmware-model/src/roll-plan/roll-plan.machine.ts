import { keyLid } from "../mechanism/key-lid.ts";
import { rollSupply, rollTellingOutlet } from "../roll/roll.regions.ts";
import { rollHeapingStore } from "../roll/roll.store.ts";
import { planCycle } from "./roll-plan.cycle.ts";
import { planRow } from "./roll-plan.row.ts";
import { planSetup } from "./roll-plan.setup.ts";
import { planVisit } from "./roll-plan.visit.ts";

/**
 * The multidose roll on a week plan: the plan alone says when the next pouch is due, and the roll
 * is taken to be in step with it. Nothing on a pouch is read, so that a roll that is out of step
 * from the start can't be noticed.
 *
 * Seven regions stand side by side: `lid` and `outlet` follow the sensors, `supply` counts pouches,
 * `store` those that were put away, where the policy has them put away, `visit` what came to be
 * known behind the open lid, `row` counts pouches against doses, and `cycle` moves the roll.
 *
 * Invariants:
 * - the roll moves on only from `offered`, at a press with the lid closed: no other input leads
 *   there, and one press lets one pouch go;
 * - a pouch whose dose has its outcome is never let go for a later dose;
 * - nothing follows a pouch that still lies in the outlet;
 * - every movement has a limit of time, behind which staff are called.
 */
export const rollPlanMachine = planSetup.createMachine({
  id: "roll-plan",
  options: { maxIterations: 50 },
  context: ({ input }) => input,
  type: "parallel",
  states: {
    lid: keyLid,
    supply: rollSupply,
    outlet: rollTellingOutlet,
    store: rollHeapingStore,
    visit: planVisit,
    row: planRow,
    cycle: planCycle,
  },
});
