import { JAM } from "../mechanism/staff-needed.ts";

/** A release failed or its end was not seen: the roll is looked at, to tell where the pouch is. */
export const AFTER_RELEASE_JAM = {
  target: "inspecting",
  actions: [...JAM, "check place"],
} as const;

/** A pouch lay in the outlet when the power failed: it still does, or it was taken meanwhile. */
export const RECALLED = [
  { guard: "the outlet is occupied", target: "released" },
  { target: "locked", actions: ["tell retrieved", "tell secured"] },
] as const;

/** The pouch waits in the outlet until it is taken or its window closes. */
export const rollReleased = {
  entry: "show pouch",
  exit: "show nothing",
  on: {
    "outlet.emptied": { target: "locked", actions: ["tell retrieved", "tell secured"] },
    "window.closed": { target: "locked", actions: "tell secured" },
    "device.booted": { target: "recalling", actions: "check place" },
  },
} as const;
