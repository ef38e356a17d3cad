import { compartmentSupply } from "../mechanism/compartment-supply.ts";
import { keyLid } from "../mechanism/key-lid.ts";
import { rollTellingOutlet } from "../roll/roll.regions.ts";
import { carouselCycle } from "./carousel.cycle.ts";
import { carouselSetup } from "./carousel.setup.ts";

/**
 * The rotating carousel: doses in the compartments of a locked ring, one opening under a flap, a
 * motor that nothing confirms, and one mark by which the ring finds home.
 *
 * Four regions stand side by side: `lid` and `supply` are those of a tray, `outlet` is that of a
 * roll, and `cycle` moves the carousel.
 *
 * Invariants:
 * - the flap opens only from `offered`, at a press with the lid closed: no other input leads there;
 * - every dose starts from the mark, and the way back to it proves that no step was lost;
 * - nothing follows a dose that still lies in the cup;
 * - every movement has a limit of time, behind which staff are called.
 */
export const carouselMachine = carouselSetup.createMachine({
  id: "carousel",
  options: { maxIterations: 50 },
  context: ({ input }) => input,
  type: "parallel",
  states: {
    lid: keyLid,
    supply: compartmentSupply,
    outlet: rollTellingOutlet,
    cycle: carouselCycle,
  },
});
