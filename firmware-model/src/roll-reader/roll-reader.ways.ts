import { JAM } from "../mechanism/staff-needed.ts";

/** A movement behind the lock failed: nothing can have left, because no release was begun. */
export const AFTER_JAM = { target: "stopped", actions: [...JAM, "tell secured"] } as const;

/** Nobody can tell where the pouch is. */
export const UNKNOWN = { target: "stopped", actions: "tell exposed" } as const;

/** The pouch was seen to leave in time. */
export const LEFT = { target: "released", actions: ["forget parked", "tell released"] } as const;
/** It left too late, or unseen. */
export const GONE = {
  target: "locked",
  actions: ["forget parked", "tell exposed", "tell secured"],
} as const;

/** The pouch of the dose stands ready: whatever was wrong with the roll is over. */
export const READY = ["clear unread", "clear roll fault", "tell offered"] as const;
