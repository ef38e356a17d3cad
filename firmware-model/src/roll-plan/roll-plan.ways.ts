import { JAM } from "../mechanism/staff-needed.ts";

/** Putting a pouch away failed: nothing can have left, because no release was begun. */
export const AFTER_JAM = { target: "stopped", actions: [...JAM, "lose place"] } as const;

/** A pouch that should have been put away was not seen to go. */
export const NOT_CONFIRMED = { target: "locked", actions: "lose place" } as const;

/** A roll was put in while a pouch moved on: of the old roll or of the new one. */
export const LOADED_MEANWHILE = { guard: "the load is plausible", actions: "lose place" } as const;

/** Staff took pouches off while the roll moved on: one that the motor took may be among them. */
export const HANDLED_MEANWHILE = {
  guard: "at least one was taken off",
  actions: "lose place",
} as const;

/** Nobody can tell where the pouch is, nor which one comes next. */
export const UNKNOWN = { target: "stopped", actions: ["lose place", "tell exposed"] } as const;

/** The pouch was seen to leave in time. */
export const LEFT = {
  target: "released",
  actions: ["note left", "pass pouch", "tell released"],
} as const;
/** It left too late, or unseen. */
export const GONE = {
  target: "locked",
  actions: ["note left", "pass pouch", "tell exposed", "tell secured"],
} as const;
