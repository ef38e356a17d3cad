import { rollReminding } from "../roll/roll.regions.ts";
import { planSetup } from "./roll-plan.setup.ts";

/** A release failed or its end was not seen: the place of the roll tells where the pouch is. */
const AFTER_RELEASE_JAM = {
  target: "inspecting",
  actions: ["note jam", "record jam", "raise jam", "check place"],
} as const;

/** Putting a pouch away failed: nothing can have left, because no release was begun. */
const AFTER_JAM = {
  target: "stopped",
  actions: ["note jam", "record jam", "raise jam", "lose place"],
} as const;

/** A pouch that should have been put away was not seen to go. */
const NOT_CONFIRMED = { target: "locked", actions: "lose place" } as const;

/** A roll was put in while a pouch moved on: of the old roll or of the new one. */
const LOADED_MEANWHILE = { guard: "the load is plausible", actions: "lose place" } as const;

/** Staff took pouches off while the roll moved on: one that the motor took may be among them. */
const HANDLED_MEANWHILE = { guard: "at least one was taken off", actions: "lose place" } as const;

/** Nobody can tell where the pouch is, nor which one comes next. */
const UNKNOWN = { target: "stopped", actions: ["lose place", "tell exposed"] } as const;

/** The pouch was seen to leave in time, or it left unseen or too late. */
const LEFT = { target: "released", actions: ["note left", "pass pouch", "tell released"] } as const;
const GONE = {
  target: "locked",
  actions: ["note left", "pass pouch", "tell exposed", "tell secured"],
} as const;

/** A look at the roll after a boot or a visit ended well. */
const AT_REST = ["tell secured", "forget jam", "clear jam", "clear fault"] as const;

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
        "staff.finished": { actions: "tell inside" },
        "device.booted": { target: "offered", reenter: true, actions: "tell inside" },
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
        "stock.loaded": LOADED_MEANWHILE,
        "roll.handled": HANDLED_MEANWHILE,
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
          target: "confirming",
          actions: "check place",
        },
        "motion.failed": { guard: "the retraction failed", ...AFTER_JAM },
        "stock.loaded": LOADED_MEANWHILE,
        "roll.handled": HANDLED_MEANWHILE,
      },
    },
    confirming: {
      after: { motionLimit: NOT_CONFIRMED },
      on: {
        "motion.finished": [
          {
            guard: "the roll has moved on",
            target: "locked",
            // Counted at once: whether another one has to go is asked before anything raised.
            actions: ["count down behind", "pass pouch", "store pouch"],
          },
          { guard: "the place was looked at", ...NOT_CONFIRMED },
        ],
        "motion.failed": { guard: "the check failed", ...NOT_CONFIRMED },
        "stock.loaded": LOADED_MEANWHILE,
        "roll.handled": HANDLED_MEANWHILE,
      },
    },
    homing: {
      after: { motionLimit: { target: "stopped", actions: "tell secured" } },
      on: {
        "motion.finished": [
          { guard: "the roll stands as it stood", target: "locked", actions: AT_REST },
          {
            guard: "the place was looked at",
            target: "locked",
            actions: [...AT_REST, "lose place"],
          },
        ],
        "pouch.read": {
          guard: "a leader was found",
          target: "locked",
          actions: [...AT_REST, "lose place"],
        },
        "motion.failed": {
          guard: "the check failed",
          target: "stopped",
          actions: "tell secured",
        },
      },
    },
    searching: {
      after: { motionLimit: UNKNOWN },
      on: {
        "motion.finished": [
          { guard: "the roll stands as it stood", target: "locked", actions: "tell secured" },
          { guard: "the roll has moved on, too late", ...GONE },
          { guard: "the roll has moved on into the outlet", ...LEFT },
          { guard: "the roll has moved on", ...GONE },
          { guard: "the place was looked at", ...UNKNOWN },
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
        "motion.finished": [
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
        "motion.finished": {
          guard: "the place was looked at",
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
        "motion.finished": [
          { guard: "the roll stands as it stood", target: "stopped", actions: "tell secured" },
          { guard: "the roll has moved on, too late", ...GONE },
          { guard: "the roll has moved on into the outlet", ...LEFT },
          {
            guard: "the roll has moved on",
            target: "stopped",
            actions: ["note left", "pass pouch", "tell exposed"],
          },
          { guard: "the place was looked at", ...UNKNOWN },
        ],
        "motion.failed": { guard: "the check failed", ...UNKNOWN },
        "window.closed": { actions: "note window closed" },
        "device.booted": { target: "inspecting", reenter: true, actions: "check place" },
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
