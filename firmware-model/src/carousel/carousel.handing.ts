import { rollReminding } from "../roll/roll.regions.ts";
import {
  ASTRAY,
  FELL,
  FELL_LATE,
  GO_BACK,
  GO_HOME,
  JAMMED,
  RELEASE_JAMMED,
  TAKEN,
} from "./carousel.ways.ts";

/** The compartment comes to the shut flap, waits for the button, and its dose falls into the cup. */
export const carouselHanding = {
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
} as const;
