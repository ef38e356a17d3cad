import { AFTER_JAM, READY } from "./roll-reader.ways.ts";

/** The first pouch comes to the window, is read, and is kept, passed over or refused. */
export const readerFetching = {
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
} as const;
