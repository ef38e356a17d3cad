import { AFTER_JAM, SHUT_AND_STOP } from "./tray.ways.ts";

/** The compartment that is next comes to the opening; it is locked again if that was too late. */
export const trayTurning = {
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
} as const;
