import { AT_REST } from "../mechanism/staff-needed.ts";
import { RECALLED } from "../roll/roll.ways.ts";
import { GONE, LEFT, UNKNOWN } from "./roll-plan.ways.ts";

/** Whoever comes back, from a power cut, a visit or a failure, looks before anything moves. */
export const planLooking = {
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
      motionLimit: RECALLED,
    },
    on: {
      "motion.finished": RECALLED,
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
} as const;
