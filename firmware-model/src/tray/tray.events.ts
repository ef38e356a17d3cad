import { CYCLE_EVENTS, type CycleEvent } from "../mechanism/mechanism.ts";

/** Numbers of the profile that the machine reckons with. */
export interface TrayFigures {
  /** Compartments of the tray. */
  readonly slots: number;
  /** Longest time that the motor or the index switch takes to answer, ms. */
  readonly motionLimitMs: number;
  /** Tilts less than this apart count as one, ms. */
  readonly tiltSettleMs: number;
  /** How long one round of reminding lasts, ms. */
  readonly reminderRoundMs: number;
  /** Rest until the next round, ms. */
  readonly reminderRestMs: number;
  /** Loudness of the first round and what each later one adds, 0 to 10. */
  readonly volumeStart: number;
  readonly volumeStep: number;
  /** Whether doses that were missed while tilted are counted, so that their compartments are passed. */
  readonly recovers: boolean;
  /** Whether two separate tilts ask for the next dose before it is due. */
  readonly asksByTilting: boolean;
  /** Time from the first tilt in which the second one has to begin, ms. */
  readonly gestureMs: number;
}

/** What the tray remembers beside its states. */
export interface TrayContext {
  readonly figures: TrayFigures;
  /** Compartment of the next dose, counted from 0. */
  readonly slot: number;
  /** Loaded compartments from that one on. */
  readonly stock: number;
  /** Doses left at which stock counts as low. */
  readonly lowStock: number;
  /** Compartment that was last brought, or was to be brought, to the opening. */
  readonly presented: number;
  /** Rounds of reminding of the present dose. */
  readonly round: number;
  /** Whether a movement failed since staff last set the tray right. */
  readonly jammed: boolean;
  /** Whether the present dose left its compartment. */
  readonly left: boolean;
  /** Whether compartments were loaded after it had left. */
  readonly reloaded: boolean;
}

/** Everything that can happen to the tray. */
export type TrayEvent =
  | { readonly type: Exclude<CycleEvent, "motion.dropped" | "stock.limit-set"> }
  | { readonly type: "motion.dropped"; readonly motion: string }
  | { readonly type: "stock.limit-set"; readonly doses: number }
  | { readonly type: "posture.tilted" }
  | { readonly type: "posture.righted" }
  /** Staff opened the lid with the key. */
  | { readonly type: "lid.opened" }
  /** The lid was opened without the key. */
  | { readonly type: "lid.forced" }
  | { readonly type: "lid.closed" }
  | { readonly type: "stock.loaded"; readonly doses: number; readonly firstSlot: number }
  | { readonly type: "motion.finished"; readonly motion: string; readonly slot?: number }
  | { readonly type: "motion.failed"; readonly motion: string }
  | { readonly type: "button.pressed" }
  /** Raised by the lid: the session of staff with the key is over. */
  | { readonly type: "staff.finished" };

/** The closed alphabet of the tray. */
export const TRAY_EVENTS: readonly TrayEvent["type"][] = [
  ...CYCLE_EVENTS,
  "posture.tilted",
  "posture.righted",
  "lid.opened",
  "lid.forced",
  "lid.closed",
  "stock.loaded",
  "motion.finished",
  "motion.failed",
  "button.pressed",
  "staff.finished",
];
