import { untilStaffWereThere } from "../mechanism/staff-needed.ts";
import { planClearing } from "./roll-plan.clearing.ts";
import { planHanding } from "./roll-plan.handing.ts";
import { planLooking } from "./roll-plan.looking.ts";
import { planSetup } from "./roll-plan.setup.ts";

/**
 * The way of one dose through the mechanism.
 *
 * - `locked` at rest; the lockout
 * - `offered` the dose may be asked for by the button; nothing has moved
 * - `releasing` the roll moves on by one pouch, which is cut open
 * - `released` the pouch waits in the outlet
 * - `retracting` a pouch that was not taken goes to the locked store, where the policy says so
 * - `confirming` the place of the roll is looked at after that: a drive that slips looks well
 * - `homing` the place of the roll is looked at after a boot or a visit of staff
 * - `searching` the same, with a release under way; `recalling` with a pouch in the outlet
 * - `testing` the place is looked at for a self-test
 * - `inspecting` the place is looked at after a release failed
 * - `stopped` nothing moves until staff have opened and closed the lid with the key
 */
export const planCycle = planSetup.createStateConfig({
  initial: "locked",
  on: { "device.booted": { target: ".homing", actions: "check place" } },
  states: {
    locked: {
      always: {
        guard: "a pouch is to be put away",
        target: "retracting",
        actions: "retract pouch",
      },
      on: {
        "window.granted": {
          guard: "ready to offer",
          target: "offered",
          actions: ["note grant", "tell offered"],
        },
        "staff.finished": { target: "homing", actions: "check place" },
        "self-test.requested": { target: "testing", actions: "check place" },
      },
    },
    ...planHanding,
    ...planClearing,
    ...planLooking,
    stopped: untilStaffWereThere("check place"),
  },
});
