import { boardBattery, boardCase, boardClimate, boardHealth, boardMains } from "./board.regions.ts";
import { boardSetup } from "./board.setup.ts";

/**
 * The hardware around every mechanism: power, temperature, case, and the board's own health.
 *
 * Invariants:
 * - no region ever brings a dose within reach; what stands in the way of one is read off the states;
 * - every state that stands in the way of doses has an alert that lasts as long as it does.
 */
export const boardMachine = boardSetup.createMachine({
  id: "board",
  options: { maxIterations: 50 },
  context: ({ input }) => input,
  type: "parallel",
  states: {
    mains: boardMains,
    battery: boardBattery,
    climate: boardClimate,
    case: boardCase,
    health: boardHealth,
  },
});
