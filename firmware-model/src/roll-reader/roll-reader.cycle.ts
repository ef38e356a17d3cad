import { rollReminding } from "../roll/roll.regions.ts";
import { readerSetup } from "./roll-reader.setup.ts";

/** A movement behind the lock failed: nothing can have left, because no release was begun. */
const AFTER_JAM = {
  target: "stopped",
  actions: ["note jam", "record jam", "raise jam", "tell secured"],
} as const;

/** A release failed or its end was not seen: the window tells where the pouch is. */
const AFTER_RELEASE_JAM = {
  target: "inspecting",
  actions: ["note jam", "record jam", "raise jam", "check place"],
} as const;

/** Nobody can tell where the pouch is. */
const UNKNOWN = { target: "stopped", actions: "tell exposed" } as const;

/** A look at the window after a boot or a visit ended well. */
const AT_REST = ["tell secured", "forget jam", "clear jam", "clear fault"] as const;

/** The pouch was seen to leave in time, or too late. */
const LEFT = { target: "released", actions: ["forget parked", "tell released"] } as const;
const GONE = {
  target: "locked",
  actions: ["forget parked", "tell exposed", "tell secured"],
} as const;

/** The pouch of the dose stands ready: whatever was wrong with the roll is over. */
const READY = ["clear unread", "clear roll fault", "tell offered"] as const;

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
    reading: {
      after: { motionLimit: AFTER_JAM },
      on: {
        "pouch.read": [
          {
            guard: "the pouch was read after the window",
            target: "locked",
            actions: "tell secured",
          },
          { guard: "it is the wanted pouch, cut off", target: "offered", actions: READY },
          {
            guard: "it is the wanted pouch",
            target: "parking",
            actions: ["note reading", "park pouch"],
          },
          {
            guard: "it is an earlier pouch",
            target: "discarding",
            actions: ["note reading", "park pouch"],
          },
          {
            guard: "it is a blank pouch",
            target: "discarding",
            actions: ["note blank", "park pouch"],
          },
          {
            guard: "it is to be read again",
            target: "reading",
            reenter: true,
            actions: ["count try", "read pouch"],
          },
          {
            guard: "the roll is at its end",
            target: "locked",
            actions: ["end roll", "tell secured"],
          },
          {
            guard: "it is for later",
            target: "mismatched",
            actions: ["raise roll fault", "tell secured"],
          },
          {
            guard: "it can't be read",
            target: "unreadable",
            actions: ["raise unread", "tell secured"],
          },
          {
            guard: "the roll is wrong",
            target: "misrolled",
            actions: ["raise roll fault", "tell secured"],
          },
        ],
        "motion.failed": { guard: "the reading failed", ...AFTER_JAM },
        "window.closed": { actions: "note window closed" },
      },
    },
    parking: {
      after: { motionLimit: AFTER_JAM },
      on: {
        "motion.finished": [
          {
            guard: "the pouch was cut off after the window",
            target: "locked",
            actions: ["note cut", "pass pouch", "tell secured"],
          },
          {
            guard: "the pouch was cut off",
            target: "offered",
            actions: ["note cut", "pass pouch", ...READY],
          },
        ],
        "motion.failed": [
          {
            guard: "the cutter failed",
            target: "stopped",
            actions: ["record jam", "tell secured"],
          },
          { guard: "the cutting failed", ...AFTER_JAM },
        ],
        "window.closed": { actions: "note window closed" },
      },
    },
    discarding: {
      after: { motionLimit: AFTER_JAM },
      on: {
        "motion.finished": [
          {
            guard: "a blank pouch was cut off",
            target: "clearing",
            actions: ["note cut", "note spent", "retract pouch"],
          },
          {
            guard: "the pouch was cut off",
            target: "clearing",
            actions: ["note cut", "note spent", "pass pouch", "retract pouch"],
          },
        ],
        "motion.failed": [
          {
            guard: "the cutter failed",
            target: "stopped",
            actions: ["record jam", "tell secured"],
          },
          { guard: "the cutting failed", ...AFTER_JAM },
        ],
        "window.closed": { actions: "note window closed" },
      },
    },
    clearing: {
      after: { motionLimit: AFTER_JAM },
      on: {
        "motion.finished": [
          {
            guard: "a passed pouch went after the window",
            target: "locked",
            actions: ["forget parked", "store pouch", "tell secured"],
          },
          {
            guard: "a passed pouch fills the store",
            target: "locked",
            actions: ["forget parked", "store pouch", "tell secured"],
          },
          {
            guard: "the retraction ended",
            target: "reading",
            actions: ["forget parked", "store pouch", "read pouch"],
          },
        ],
        "motion.failed": { guard: "the retraction failed", ...AFTER_JAM },
        "window.closed": { actions: "note window closed" },
      },
    },
    offered: {
      ...rollReminding,
      exit: "show nothing",
      on: {
        "button.pressed": {
          guard: "the lid is closed",
          target: "releasing",
          actions: ["tell offering", "release pouch"],
        },
        "window.closed": { target: "locked", actions: "tell secured" },
        "staff.finished": { target: "resuming", actions: "check place" },
        "device.booted": { target: "resuming", actions: "check place" },
      },
    },
    releasing: {
      after: { motionLimit: AFTER_RELEASE_JAM },
      on: {
        "motion.finished": [
          { guard: "it lies in the outlet, too late", ...GONE },
          { guard: "it lies in the outlet", ...LEFT },
          { guard: "the release ended", target: "inspecting", actions: "check place" },
        ],
        "motion.failed": { guard: "the release failed", ...AFTER_RELEASE_JAM },
        "motion.dropped": {
          guard: "the release was dropped",
          target: "locked",
          actions: "tell secured",
        },
        "window.closed": { actions: "note window closed" },
        "device.booted": { target: "searching", actions: "check place" },
      },
    },
    released: {
      entry: "show pouch",
      exit: "show nothing",
      on: {
        "outlet.emptied": { target: "locked", actions: ["tell retrieved", "tell secured"] },
        "window.closed": { target: "locked", actions: "tell secured" },
        "device.booted": { target: "recalling", actions: "check place" },
      },
    },
    retracting: {
      after: { motionLimit: AFTER_JAM },
      on: {
        "motion.finished": {
          guard: "the retraction ended",
          target: "locked",
          actions: ["forget parked", "store pouch"],
        },
        "motion.failed": { guard: "the retraction failed", ...AFTER_JAM },
      },
    },
    homing: {
      after: { motionLimit: { target: "stopped", actions: "tell secured" } },
      on: {
        "pouch.read": [
          {
            guard: "a spent pouch stands there",
            target: "retracting",
            actions: [...AT_REST, "retract pouch"],
          },
          {
            guard: "a spent pouch is gone",
            target: "locked",
            actions: ["forget parked", "store pouch", ...AT_REST],
          },
          {
            guard: "the window is empty",
            target: "locked",
            actions: ["forget parked", ...AT_REST],
          },
          { guard: "the window was looked at", target: "locked", actions: AT_REST },
        ],
        "motion.failed": {
          guard: "the check failed",
          target: "stopped",
          actions: "tell secured",
        },
      },
    },
    resuming: {
      after: { motionLimit: UNKNOWN },
      on: {
        "pouch.read": [
          { guard: "the window holds a pouch", target: "offered", actions: "tell inside" },
          { guard: "the window is empty", ...GONE },
        ],
        "motion.failed": { guard: "the check failed", ...UNKNOWN },
        "window.closed": "homing",
        "device.booted": { target: "resuming", reenter: true, actions: "check place" },
      },
    },
    searching: {
      after: { motionLimit: UNKNOWN },
      on: {
        "pouch.read": [
          { guard: "the window holds a pouch", target: "locked", actions: "tell secured" },
          { guard: "the window is empty, the outlet not, too late", ...GONE },
          { guard: "the window is empty, the outlet not", ...LEFT },
          { guard: "the window is empty", ...GONE },
        ],
        "motion.failed": { guard: "the check failed", ...UNKNOWN },
        "window.closed": { actions: "note window closed" },
        "device.booted": { target: "searching", reenter: true, actions: "check place" },
      },
    },
    recalling: {
      after: {
        motionLimit: [
          { guard: "the outlet is occupied", target: "released" },
          { target: "locked", actions: ["tell retrieved", "tell secured"] },
        ],
      },
      on: {
        "pouch.read": [
          { guard: "the outlet is occupied", target: "released" },
          { target: "locked", actions: ["tell retrieved", "tell secured"] },
        ],
        "window.closed": { target: "locked", actions: "tell secured" },
        "device.booted": { target: "recalling", reenter: true, actions: "check place" },
      },
    },
    testing: {
      after: { motionLimit: { target: "stopped", actions: "fail self-test" } },
      on: {
        "pouch.read": {
          guard: "the window was looked at",
          target: "locked",
          actions: "pass self-test",
        },
        "motion.failed": {
          guard: "the check failed",
          target: "stopped",
          actions: "fail self-test",
        },
      },
    },
    inspecting: {
      after: { motionLimit: UNKNOWN },
      on: {
        "pouch.read": [
          { guard: "the window holds a pouch", target: "stopped", actions: "tell secured" },
          { guard: "the window is empty, the outlet not, too late", ...GONE },
          { guard: "the window is empty, the outlet not", ...LEFT },
          {
            guard: "the window is empty",
            target: "stopped",
            actions: ["forget parked", "tell exposed"],
          },
        ],
        "motion.failed": { guard: "the check failed", ...UNKNOWN },
        "window.closed": { actions: "note window closed" },
        "device.booted": { target: "inspecting", reenter: true, actions: "check place" },
      },
    },
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
    stopped: {
      entry: ["raise fault", "show alarm"],
      exit: "show nothing",
      on: {
        "staff.finished": { target: "homing", actions: "check place" },
        "device.booted": { target: "stopped", reenter: true },
      },
    },
  },
});
