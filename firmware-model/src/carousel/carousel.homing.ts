import { AT_REST } from "../mechanism/staff-needed.ts";
import { ASTRAY, GO_HOME, JAMMED } from "./carousel.ways.ts";

/** The carousel goes back to its mark, which tells whether it stood where it was reckoned to stand. */
export const carouselHoming = {
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
          actions: AT_REST,
        },
        { guard: "the mark came", ...ASTRAY },
      ],
      "motion.failed": { guard: "the search failed", ...JAMMED },
      "staff.finished": { actions: "note overtaken" },
    },
  },
} as const;
