import { AT_REST } from "../mechanism/staff-needed.ts";
import { SHUT_AND_STOP, UNKNOWN } from "./tray.ways.ts";

/** Whoever comes back, from a power cut, a visit or a failure, reads the index before anything turns. */
export const trayLooking = {
  homing: {
    after: { motionLimit: UNKNOWN },
    on: {
      "motion.finished": [
        {
          guard: "the index says locked",
          target: "locked",
          actions: AT_REST,
        },
        {
          guard: "the index says open",
          target: "closing",
          actions: ["tell exposed", "lock shutter"],
        },
      ],
      "motion.failed": {
        guard: "the reading failed",
        ...UNKNOWN,
      },
    },
  },
  resuming: {
    after: { motionLimit: UNKNOWN },
    on: {
      "motion.finished": [
        {
          guard: "the index says as left, tilted",
          target: "released",
          actions: ["note left", "tell released"],
        },
        { guard: "the index says as left", target: "offered" },
        { guard: "the index says open", ...SHUT_AND_STOP },
        { guard: "the index says locked", ...UNKNOWN },
      ],
      "motion.failed": {
        guard: "the reading failed",
        ...UNKNOWN,
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
    after: { motionLimit: UNKNOWN },
    on: {
      "motion.finished": [
        { guard: "the index says locked", target: "stopped", actions: "tell secured" },
        { guard: "the index says open", ...SHUT_AND_STOP },
      ],
      "motion.failed": {
        guard: "the reading failed",
        ...UNKNOWN,
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
} as const;
