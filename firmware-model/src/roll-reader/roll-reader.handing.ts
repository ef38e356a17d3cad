import { rollReminding } from "../roll/roll.regions.ts";
import { AFTER_RELEASE_JAM, rollReleased } from "../roll/roll.ways.ts";
import { AFTER_JAM, GONE, LEFT } from "./roll-reader.ways.ts";

/** The pouch waits behind the button, is let into the drawer, or goes to the locked store. */
export const readerHanding = {
  offered: {
    ...rollReminding,
    exit: "show nothing",
    on: {
      "button.pressed": {
        guard: "the lid is closed",
        target: "releasing",
        actions: ["tell offering", "release pouch"],
      },
      "window.closed": { target: "locked", actions: "tell secured" },
      "staff.finished": { target: "resuming", actions: "check place" },
      "device.booted": { target: "resuming", actions: "check place" },
    },
  },
  releasing: {
    after: { motionLimit: AFTER_RELEASE_JAM },
    on: {
      "motion.finished": [
        { guard: "it lies in the outlet, too late", ...GONE },
        { guard: "it lies in the outlet", ...LEFT },
        { guard: "the release ended", target: "inspecting", actions: "check place" },
      ],
      "motion.failed": { guard: "the release failed", ...AFTER_RELEASE_JAM },
      "motion.dropped": {
        guard: "the release was dropped",
        target: "locked",
        actions: "tell secured",
      },
      "window.closed": { actions: "note window closed" },
      "device.booted": { target: "searching", actions: "check place" },
    },
  },
  released: rollReleased,
  retracting: {
    after: { motionLimit: AFTER_JAM },
    on: {
      "motion.finished": {
        guard: "the retraction ended",
        target: "locked",
        actions: ["forget parked", "store pouch"],
      },
      "motion.failed": { guard: "the retraction failed", ...AFTER_JAM },
    },
  },
} as const;
