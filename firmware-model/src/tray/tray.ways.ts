import { JAM } from "../mechanism/staff-needed.ts";

/** What every movement that can fail leads to: staff are needed, and the index is read first. */
export const AFTER_JAM = { target: "inspecting", actions: [...JAM, "read index"] } as const;

/** The shutter was found open, or another compartment came: shut it, then wait for staff. */
export const SHUT_AND_STOP = {
  target: "shutting",
  actions: ["tell exposed", "lock shutter"],
} as const;

/** Nobody can tell where the dose is that was within reach, or whether one is. */
export const UNKNOWN = { target: "stopped", actions: "tell exposed" } as const;
