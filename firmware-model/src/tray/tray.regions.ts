import { traySetup } from "./tray.setup.ts";

/**
 * How the device lies. A board tells every sensor that is not at rest right after boot.
 *
 * - `upright` standing or hanging as it should
 * - `tilted` turned by 135 degrees or more, or lying
 */
export const trayPosture = traySetup.createStateConfig({
  initial: "upright",
  states: {
    upright: { on: { "posture.tilted": "tilted" } },
    tilted: {
      on: {
        "posture.righted": { target: "upright", actions: "clear misplaced" },
        "dose.blocked": { actions: "raise misplaced" },
        "device.booted": { target: "upright", actions: "clear misplaced" },
      },
    },
  },
});
