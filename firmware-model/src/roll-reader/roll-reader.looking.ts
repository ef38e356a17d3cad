import { AT_REST } from "../mechanism/staff-needed.ts";
import { RECALLED } from "../roll/roll.ways.ts";
import { GONE, LEFT, UNKNOWN } from "./roll-reader.ways.ts";

/** Whoever comes back, from a power cut, a visit or a failure, looks before anything moves. */
export const readerLooking = {
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
      motionLimit: RECALLED,
    },
    on: {
      "pouch.read": RECALLED,
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
} as const;
