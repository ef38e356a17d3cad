import { untilStaffWereThere } from "../mechanism/staff-needed.ts";
import { trayHanding } from "./tray.handing.ts";
import { trayLooking } from "./tray.looking.ts";
import { traySetup } from "./tray.setup.ts";
import { trayTurning } from "./tray.turning.ts";

/**
 * The way of one dose through the mechanism.
 *
 * - `locked` at rest, shutter locked; the lockout
 * - `offering` the tray turns to the opening
 * - `revoking` it still turns, but the window closed meanwhile
 * - `offered` the dose is within reach: `reminding` calls the user, `resting` only shows a light
 * - `released` the device is turned over, the dose leaves
 * - `settling` upright again, waiting whether the user turns it once more
 * - `emptying` turned over once more
 * - `awaitingUpright` the window closed while the device is turned over
 * - `closing` the tray turns on and the shutter locks
 * - `homing` the index is read after a boot or a visit of staff
 * - `resuming` the index is read after a boot with a dose within reach
 * - `testing` the index is read for a self-test
 * - `inspecting` the index is read after a movement failed
 * - `shutting` the shutter is locked before staff are waited for
 * - `stopped` nothing moves until staff have opened and closed the lid with the key
 */
export const trayCycle = traySetup.createStateConfig({
  initial: "locked",
  on: { "device.booted": { target: ".homing", actions: "read index" } },
  states: {
    locked: {
      on: {
        "window.granted": {
          guard: "ready to offer",
          target: "offering",
          actions: ["aim at next compartment", "tell offering", "turn to opening"],
        },
        "staff.finished": { target: "homing", actions: "read index" },
        "self-test.requested": { target: "testing", actions: "read index" },
      },
    },
    ...trayTurning,
    ...trayHanding,
    ...trayLooking,
    stopped: untilStaffWereThere("read index"),
  },
});
