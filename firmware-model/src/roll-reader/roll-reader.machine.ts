import { keyLid } from "../mechanism/key-lid.ts";
import { rollEndingSupply, rollTellingOutlet } from "../roll/roll.regions.ts";
import { rollStore } from "../roll/roll.store.ts";
import { readerCycle } from "./roll-reader.cycle.ts";
import { readerSetup } from "./roll-reader.setup.ts";

/**
 * The multidose roll with a reader: every pouch says whose it is and when it is to be taken, and
 * only one that says what the plan has for this very moment is ever let go.
 *
 * Five regions stand side by side: `lid` and `outlet` follow the sensors, `supply` counts pouches,
 * `store` counts those that were not taken, and `cycle` moves the roll.
 *
 * Invariants:
 * - a pouch is let into the drawer only from `offered`, at a press with the lid closed, after its
 *   print was found to be that of the dose: no other input leads there;
 * - whatever is not released stays behind the lock, and power or its loss opens nothing;
 * - nothing follows a pouch that still lies in the drawer;
 * - every movement has a limit of time, behind which staff are called.
 */
export const rollReaderMachine = readerSetup.createMachine({
  id: "roll-reader",
  options: { maxIterations: 50 },
  context: ({ input }) => input,
  type: "parallel",
  states: {
    lid: keyLid,
    supply: rollEndingSupply,
    outlet: rollTellingOutlet,
    store: rollStore,
    cycle: readerCycle,
  },
});
