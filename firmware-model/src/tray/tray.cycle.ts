import { traySetup } from "./tray.setup.ts";

/** What every movement that can fail leads to: staff are needed, and the index is read first. */
const AFTER_JAM = {
  target: "inspecting",
  actions: ["note jam", "record jam", "raise jam", "read index"],
} as const;

/** The shutter was found open, or another compartment came: shut it, then wait for staff. */
const SHUT_AND_STOP = { target: "shutting", actions: ["tell exposed", "lock shutter"] } as const;

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
    offering: {
      after: { motionLimit: AFTER_JAM },
      on: {
        "motion.finished": [
          {
            guard: "the right compartment came, tilted",
            target: "released",
            actions: ["tell offered", "note left", "tell released"],
          },
          { guard: "the right compartment came", target: "offered", actions: "tell offered" },
          { guard: "another compartment came", ...SHUT_AND_STOP },
        ],
        "motion.failed": { guard: "the offer failed", ...AFTER_JAM },
        "motion.dropped": {
          guard: "the offer was dropped",
          target: "locked",
          actions: "tell secured",
        },
        "window.closed": "revoking",
      },
    },
    revoking: {
      after: { motionLimit: AFTER_JAM },
      on: {
        "motion.finished": {
          guard: "some compartment came",
          target: "closing",
          actions: ["tell exposed", "lock shutter"],
        },
        "motion.failed": { guard: "the offer failed", ...AFTER_JAM },
        "motion.dropped": {
          guard: "the offer was dropped",
          target: "locked",
          actions: "tell secured",
        },
      },
    },
    offered: {
      initial: "reminding",
      exit: "show nothing",
      on: {
        "posture.tilted": { target: "released", actions: ["note left", "tell released"] },
        "window.closed": { target: "closing", actions: "lock shutter" },
        "device.booted": { target: "resuming", actions: "read index" },
      },
      states: {
        reminding: {
          entry: ["count round", "show reminder", "tell reminded"],
          after: { reminderRound: "resting" },
        },
        resting: { entry: "show waiting", after: { reminderRest: "reminding" } },
      },
    },
    released: {
      on: {
        "posture.righted": { target: "settling", actions: "tell retrieved" },
        "window.closed": "awaitingUpright",
      },
    },
    settling: {
      after: { tiltSettle: { target: "closing", actions: "lock shutter" } },
      on: { "posture.tilted": "emptying" },
    },
    emptying: { on: { "posture.righted": "settling" } },
    awaitingUpright: {
      on: { "posture.righted": { target: "closing", actions: "lock shutter" } },
    },
    closing: {
      after: { motionLimit: AFTER_JAM },
      on: {
        "motion.finished": {
          guard: "the shutter locked",
          target: "locked",
          actions: ["tell secured", "forget jam", "clear jam", "clear fault"],
        },
        "motion.failed": { guard: "the lock failed", ...AFTER_JAM },
        "posture.tilted": { actions: "tell exposed" },
      },
    },
    homing: {
      after: { motionLimit: { target: "stopped", actions: "tell exposed" } },
      on: {
        "motion.finished": [
          {
            guard: "the index says locked",
            target: "locked",
            actions: ["tell secured", "forget jam", "clear jam", "clear fault"],
          },
          {
            guard: "the index says open",
            target: "closing",
            actions: ["tell exposed", "lock shutter"],
          },
        ],
        "motion.failed": {
          guard: "the reading failed",
          target: "stopped",
          actions: "tell exposed",
        },
      },
    },
    resuming: {
      after: { motionLimit: { target: "stopped", actions: "tell exposed" } },
      on: {
        "motion.finished": [
          {
            guard: "the index says as left, tilted",
            target: "released",
            actions: ["note left", "tell released"],
          },
          { guard: "the index says as left", target: "offered" },
          { guard: "the index says open", ...SHUT_AND_STOP },
          { guard: "the index says locked", target: "stopped", actions: "tell exposed" },
        ],
        "motion.failed": {
          guard: "the reading failed",
          target: "stopped",
          actions: "tell exposed",
        },
        "window.closed": "homing",
        "device.booted": { target: "resuming", reenter: true, actions: "read index" },
      },
    },
    testing: {
      after: {
        motionLimit: { target: "stopped", actions: ["fail self-test", "tell exposed"] },
      },
      on: {
        "motion.finished": [
          {
            guard: "the index says locked",
            target: "locked",
            actions: ["tell secured", "pass self-test"],
          },
          {
            guard: "the index says open",
            target: "closing",
            actions: ["fail self-test", "tell exposed", "lock shutter"],
          },
        ],
        "motion.failed": {
          guard: "the reading failed",
          target: "stopped",
          actions: ["fail self-test", "tell exposed"],
        },
      },
    },
    inspecting: {
      after: { motionLimit: { target: "stopped", actions: "tell exposed" } },
      on: {
        "motion.finished": [
          { guard: "the index says locked", target: "stopped", actions: "tell secured" },
          { guard: "the index says open", ...SHUT_AND_STOP },
        ],
        "motion.failed": {
          guard: "the reading failed",
          target: "stopped",
          actions: "tell exposed",
        },
        "device.booted": { target: "inspecting", reenter: true, actions: "read index" },
      },
    },
    shutting: {
      after: { motionLimit: "stopped" },
      on: {
        "motion.finished": {
          guard: "the shutter locked",
          target: "stopped",
          actions: "tell secured",
        },
        "motion.failed": { guard: "the lock failed", target: "stopped" },
        "device.booted": { target: "inspecting", actions: "read index" },
      },
    },
    stopped: {
      entry: ["raise fault", "show alarm"],
      exit: "show nothing",
      on: {
        "staff.finished": { target: "homing", actions: "read index" },
        "device.booted": { target: "stopped", reenter: true },
      },
    },
  },
});
