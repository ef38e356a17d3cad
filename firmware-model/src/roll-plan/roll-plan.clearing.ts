import { AFTER_JAM, HANDLED_MEANWHILE, LOADED_MEANWHILE, NOT_CONFIRMED } from "./roll-plan.ways.ts";

/** A pouch that was not taken goes to the locked store, and the roll has to tell that it went. */
export const planClearing = {
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
} as const;
