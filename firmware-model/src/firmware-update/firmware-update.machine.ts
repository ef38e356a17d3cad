import { updateCycle } from "./firmware-update.cycle.ts";
import { updateSetup } from "./firmware-update.setup.ts";

/**
 * A firmware update with two image slots: the image that is confirmed stays whole until another one
 * has run on trial.
 *
 * Invariants:
 * - another image is started from `ready` only, in a moment without a dose, and after its record;
 * - an image is confirmed only after a whole trial, behind its durable record;
 * - every way ends in `settled`, with one answer to whoever asked.
 */
export const updateMachine = updateSetup.createMachine({
  id: "firmware-update",
  options: { maxIterations: 50 },
  context: ({ input }) => input,
  type: "parallel",
  states: { cycle: updateCycle },
});
