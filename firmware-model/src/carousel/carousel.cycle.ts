import { rollReminding } from "../roll/roll.regions.ts";
import { carouselSetup } from "./carousel.setup.ts";

/** Staff are needed because something did not move; nothing was within reach. */
const JAMMED = {
  target: "stopped",
  actions: ["note jam", "record jam", "raise jam", "tell secured"],
} as const;
/** Home was found, and not where it should be: steps were lost. */
const ASTRAY = { target: "stopped", actions: "tell secured" } as const;
/** A release failed or its end was not seen: the cup tells whether the dose fell. */
const RELEASE_JAMMED = {
  target: "inspecting",
  actions: ["note jam", "record jam", "raise jam", "look"],
} as const;
/** The dose fell in time, or too late, or nobody knows. */
const FELL = { target: "released", actions: ["note left", "tell released"] } as const;
const FELL_LATE = {
  target: "homing",
  actions: ["note left", "tell exposed", "tell secured", "search home"],
} as const;
const UNKNOWN = { target: "homing", actions: ["tell exposed", "search home"] } as const;
const GO_HOME = { target: "homing", actions: "search home" } as const;
const GO_BACK = { target: "returning", actions: ["tell secured", "search home"] } as const;
const TAKEN = {
  target: "returning",
  actions: ["tell retrieved", "tell secured", "search home"],
} as const;

/**
 * The way of one dose through the mechanism.
 *
 * - `locked` at rest on the mark, flap shut; the lockout
 * - `parking` the compartment turns to the opening behind the shut flap
 * - `offered` the dose may be asked for by the button
 * - `releasing` the flap opens and shuts
 * - `released` the dose lies in the cup
 * - `returning` back to the mark, which proves that the right compartment was at the opening
 * - `homing` the mark is searched for, from wherever the carousel stands
 * - `proving` one whole turn from mark to mark: a sensor that bounced or lied shows here
 * - `searching` power came back in mid-release; `recalling` with a dose in the cup
 * - `testing` the sensors are read for a self-test
 * - `inspecting` they are read after a release failed
 * - `stopped` nothing moves until staff have opened and closed the lid with the key
 */
export const carouselCycle = carouselSetup.createStateConfig({
  initial: "locked",
  on: { "device.booted": { target: ".homing", actions: "search home" } },
  states: {
    locked: {
      on: {
        "window.granted": {
          guard: "ready to offer",
          target: "parking",
          actions: ["aim at next compartment", "park compartment"],
        },
        "staff.finished": GO_HOME,
        "self-test.requested": { target: "testing", actions: "look" },
      },
    },
    parking: {
      after: { motionLimit: JAMMED },
      on: {
        "motion.finished": [
          { guard: "a compartment came, overtaken", ...GO_HOME },
          { guard: "the right compartment came", target: "offered", actions: "tell offered" },
          { guard: "a compartment came", ...ASTRAY },
        ],
        "motion.failed": { guard: "the parking failed", ...JAMMED },
        "window.closed": { actions: "note overtaken" },
        "staff.finished": { actions: "note overtaken" },
      },
    },
    offered: {
      ...rollReminding,
      exit: "show nothing",
      on: {
        "button.pressed": {
          guard: "ready to release",
          target: "releasing",
          actions: ["tell offering", "release dose"],
        },
        "window.closed": GO_BACK,
        "staff.finished": GO_HOME,
      },
    },
    releasing: {
      after: { motionLimit: RELEASE_JAMMED },
      on: {
        "motion.finished": [
          { guard: "it lies in the cup, too late", ...FELL_LATE },
          { guard: "it lies in the cup", ...FELL },
          { guard: "the flap shut", target: "inspecting", actions: "look" },
        ],
        "motion.failed": { guard: "the release failed", ...RELEASE_JAMMED },
        "motion.dropped": { guard: "the release was dropped", ...GO_BACK },
        "window.closed": { actions: "note overtaken" },
        "device.booted": { target: "searching", actions: "look" },
      },
    },
    released: {
      entry: "show dose",
      exit: "show nothing",
      on: {
        "outlet.emptied": [{ guard: "the lid is closed", ...TAKEN }, GO_BACK],
        "window.closed": GO_BACK,
        "staff.finished": { actions: "note overtaken" },
        "device.booted": { target: "recalling", actions: "look" },
      },
    },
    returning: {
      after: { motionLimit: JAMMED },
      on: {
        "motion.finished": [
          { guard: "the mark came, overtaken", ...GO_HOME },
          { guard: "the mark came as reckoned", target: "locked" },
          { guard: "the mark came", ...ASTRAY },
        ],
        "motion.failed": { guard: "the search failed", ...JAMMED },
        "staff.finished": { actions: "note overtaken" },
      },
    },
    homing: {
      entry: "begin anew",
      after: { motionLimit: JAMMED },
      on: {
        "motion.finished": { guard: "the mark came", target: "proving", actions: "search home" },
        "motion.failed": { guard: "the search failed", ...JAMMED },
        "staff.finished": { actions: "note overtaken" },
      },
    },
    proving: {
      after: { motionLimit: JAMMED },
      on: {
        "motion.finished": [
          { guard: "the mark came, overtaken", ...GO_HOME },
          {
            guard: "the mark came after a whole turn",
            target: "locked",
            actions: ["tell secured", "forget jam", "clear jam", "clear fault"],
          },
          { guard: "the mark came", ...ASTRAY },
        ],
        "motion.failed": { guard: "the search failed", ...JAMMED },
        "staff.finished": { actions: "note overtaken" },
      },
    },
    searching: {
      after: {
        motionLimit: [
          { guard: "it was dispensed too late", ...FELL_LATE },
          { guard: "the cup is full", ...FELL },
          UNKNOWN,
        ],
      },
      on: {
        "motion.finished": [
          { guard: "it was dispensed too late", ...FELL_LATE },
          { guard: "the cup is full", ...FELL },
          UNKNOWN,
        ],
        "window.closed": { actions: "note overtaken" },
        "device.booted": { target: "searching", reenter: true, actions: "look" },
      },
    },
    recalling: {
      after: { motionLimit: [{ guard: "the cup is full", target: "released" }, TAKEN] },
      on: {
        "motion.finished": [
          { guard: "it was dispensed too late", ...GO_BACK },
          { guard: "the cup is full", target: "released" },
          TAKEN,
        ],
        "window.closed": { actions: "note overtaken" },
        "device.booted": { target: "recalling", reenter: true, actions: "look" },
      },
    },
    testing: {
      after: { motionLimit: { target: "stopped", actions: "fail self-test" } },
      on: {
        "motion.finished": [
          { guard: "it stands on the mark", target: "locked", actions: "pass self-test" },
          { guard: "it was looked at", target: "stopped", actions: "fail self-test" },
        ],
        "motion.failed": {
          guard: "the look failed",
          target: "stopped",
          actions: "fail self-test",
        },
        "staff.finished": { target: "homing", actions: ["fail self-test", "search home"] },
      },
    },
    inspecting: {
      after: { motionLimit: { target: "stopped", actions: "tell exposed" } },
      on: {
        "motion.finished": [
          { guard: "it was dispensed too late", ...FELL_LATE },
          { guard: "the cup is full", ...FELL },
          { guard: "it was looked at", target: "stopped", actions: "tell exposed" },
        ],
        "motion.failed": { guard: "the look failed", target: "stopped", actions: "tell exposed" },
        "window.closed": { actions: "note overtaken" },
        "device.booted": { target: "inspecting", reenter: true, actions: "look" },
      },
    },
    stopped: {
      entry: ["raise fault", "show alarm"],
      exit: "show nothing",
      on: {
        "staff.finished": GO_HOME,
        "device.booted": { target: "stopped", reenter: true },
      },
    },
  },
});
