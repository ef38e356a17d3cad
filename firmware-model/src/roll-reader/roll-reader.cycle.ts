import { untilStaffWereThere } from "../mechanism/staff-needed.ts";
import { readerFetching } from "./roll-reader.fetching.ts";
import { readerHanding } from "./roll-reader.handing.ts";
import { readerLooking } from "./roll-reader.looking.ts";
import { readerSetup } from "./roll-reader.setup.ts";

/**
 * The way of one dose through the mechanism.
 *
 * - `locked` at rest, everything behind the lock; the lockout
 * - `reading` the first pouch comes to the window and is read
 * - `parking` the wanted pouch is cut off
 * - `discarding`, `clearing` a pouch for an earlier time, or a blank one, is cut off and put away
 * - `offered` the pouch waits behind the button
 * - `releasing` the pouch is let into the drawer
 * - `released` the pouch lies in the drawer
 * - `retracting` a pouch that was not taken goes to the locked store
 * - `homing` the window is looked at after a boot or a visit of staff
 * - `resuming` the same, with a pouch that waited behind the button
 * - `searching` the same, with a release under way; `recalling` with a pouch in the drawer
 * - `testing` the window is looked at for a self-test
 * - `inspecting` the window is looked at after a release failed
 * - `mismatched` the first pouch is for later: the dose that is due is not on the roll
 * - `unreadable`, `misrolled` the pouch can't be read, or the roll is wrong: staff are needed
 * - `stopped` nothing moves until staff have opened and closed the lid with the key
 */
export const readerCycle = readerSetup.createStateConfig({
  initial: "locked",
  on: {
    "device.booted": { target: ".homing", actions: "check place" },
    "dose.spent": { guard: "a pouch is parked", actions: "note spent" },
    "plan.changed": { guard: "the prints of the roll are others", actions: "raise change" },
  },
  states: {
    locked: {
      on: {
        "window.granted": {
          guard: "ready to offer",
          target: "reading",
          actions: ["note grant", "read pouch"],
        },
        "dose.spent": {
          guard: "a pouch is parked",
          target: "retracting",
          actions: ["note spent", "retract pouch"],
        },
        "staff.finished": { target: "homing", actions: "check place" },
        "self-test.requested": { target: "testing", actions: "check place" },
      },
    },
    ...readerFetching,
    ...readerHanding,
    ...readerLooking,
    mismatched: {
      on: {
        "dose.spent": "locked",
        "staff.finished": { target: "homing", actions: ["clear roll fault", "check place"] },
      },
    },
    unreadable: {
      on: { "staff.finished": { target: "homing", actions: ["clear unread", "check place"] } },
    },
    misrolled: {
      on: {
        "staff.finished": { target: "homing", actions: ["clear roll fault", "check place"] },
      },
    },
    stopped: untilStaffWereThere("check place"),
  },
});
