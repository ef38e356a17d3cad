import { JAM } from "../mechanism/staff-needed.ts";

/** Staff are needed because something did not move; nothing was within reach. */
export const JAMMED = { target: "stopped", actions: [...JAM, "tell secured"] } as const;

/** Home was found, and not where it should be: steps were lost. */
export const ASTRAY = { target: "stopped", actions: "tell secured" } as const;

/** A release failed or its end was not seen: the cup tells whether the dose fell. */
export const RELEASE_JAMMED = { target: "inspecting", actions: [...JAM, "look"] } as const;

/** After a release that failed the cup is empty, or nobody could look into it. */
export const EXPOSED = { target: "stopped", actions: "tell exposed" } as const;

/** The dose fell in time. */
export const FELL = { target: "released", actions: ["note left", "tell released"] } as const;
/** It fell too late. */
export const FELL_LATE = {
  target: "homing",
  actions: ["note left", "tell exposed", "tell secured", "search home"],
} as const;
/** What the cup tells of a release that a power cut interrupted; an empty one tells nothing. */
export const FALLEN = [
  { guard: "it was dispensed too late", ...FELL_LATE },
  { guard: "the cup is full", ...FELL },
  { target: "homing", actions: ["tell exposed", "search home"] },
] as const;

/** Where the carousel stands has to be found out anew. */
export const GO_HOME = { target: "homing", actions: "search home" } as const;
/** No dose is within reach any more, and the mark has to come as reckoned. */
export const GO_BACK = { target: "returning", actions: ["tell secured", "search home"] } as const;
/** The same, and the user took the dose. */
export const TAKEN = {
  target: "returning",
  actions: ["tell retrieved", "tell secured", "search home"],
} as const;
