import { compartmentSupply } from "../mechanism/compartment-supply.ts";
import { keyLid } from "../mechanism/key-lid.ts";
import { trayCycle } from "./tray.cycle.ts";
import { trayGesture, trayPosture } from "./tray.regions.ts";
import { traySetup } from "./tray.setup.ts";

/**
 * The rotating tray: doses in compartments, one opening, a self-locking shutter, and a user who
 * takes a dose by turning the device over and back.
 *
 * Five regions stand side by side: `posture` and `lid` follow the sensors, `supply` counts
 * compartments, `gesture` understands two separate tilts, and `cycle` moves the tray.
 *
 * Invariants:
 * - the tray turns to the opening only on `window.granted`, only from `locked`, and only upright,
 *   with the lid closed and a loaded compartment next: no user input leads there;
 * - while the device is tilted the tray at most locks, or ends a turn that had begun before;
 * - the shutter is locked in `locked`; in `stopped` too, unless its own lock failed;
 * - every movement has a limit of time, behind which staff are called.
 */
export const trayMachine = traySetup.createMachine({
  id: "tray",
  options: { maxIterations: 50 },
  context: ({ input }) => input,
  type: "parallel",
  states: {
    posture: trayPosture,
    lid: keyLid,
    supply: compartmentSupply,
    gesture: trayGesture,
    cycle: trayCycle,
  },
});
