import { AT_REST } from "../mechanism/staff-needed.ts";
import { AFTER_JAM } from "./tray.ways.ts";

/** The dose is within reach until the user has taken it or its window closes; then it is locked. */
export const trayHanding = {
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
        actions: AT_REST,
      },
      "motion.failed": { guard: "the lock failed", ...AFTER_JAM },
      "posture.tilted": { actions: "tell exposed" },
    },
  },
} as const;
