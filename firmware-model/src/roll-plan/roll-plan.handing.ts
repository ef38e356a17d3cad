import { rollReminding } from "../roll/roll.regions.ts";
import { AFTER_RELEASE_JAM, rollReleased } from "../roll/roll.ways.ts";
import { GONE, HANDLED_MEANWHILE, LEFT, LOADED_MEANWHILE } from "./roll-plan.ways.ts";

/** The dose waits behind the button, and its pouch is let into the outlet. */
export const planHanding = {
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
      "staff.finished": { actions: "tell inside" },
      "device.booted": { target: "offered", reenter: true, actions: "tell inside" },
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
      "stock.loaded": LOADED_MEANWHILE,
      "roll.handled": HANDLED_MEANWHILE,
      "device.booted": { target: "searching", actions: "check place" },
    },
  },
  released: rollReleased,
} as const;
