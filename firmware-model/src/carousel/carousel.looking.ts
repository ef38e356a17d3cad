import { EXPOSED, FALLEN, FELL, FELL_LATE, GO_BACK, TAKEN } from "./carousel.ways.ts";

/** Whoever comes back, from a power cut or a failure, looks into the cup before anything turns. */
export const carouselLooking = {
  searching: {
    after: { motionLimit: FALLEN },
    on: {
      "motion.finished": FALLEN,
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
    after: { motionLimit: EXPOSED },
    on: {
      "motion.finished": [
        { guard: "it was dispensed too late", ...FELL_LATE },
        { guard: "the cup is full", ...FELL },
        { guard: "it was looked at", ...EXPOSED },
      ],
      "motion.failed": { guard: "the look failed", ...EXPOSED },
      "window.closed": { actions: "note overtaken" },
      "device.booted": { target: "inspecting", reenter: true, actions: "look" },
    },
  },
} as const;
