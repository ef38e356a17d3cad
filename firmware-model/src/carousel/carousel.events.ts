import { CYCLE_EVENTS, type CycleEvent } from "../mechanism/mechanism.ts";

/** Numbers of the profile that the carousel's machine reckons with. */
export interface CarouselFigures {
  /** Compartments of the carousel. */
  readonly slots: number;
  /** Longest time that the motor or a reading takes to answer, ms; above one whole turn. */
  readonly motionLimitMs: number;
  /** How long only a light calls before sound does, ms. */
  readonly glowMs: number;
  /** How long one round of reminding lasts, ms. */
  readonly reminderRoundMs: number;
  /** Rest until the next round, ms. */
  readonly reminderRestMs: number;
  /** Loudness of the first round and what each later one adds, 0 to 10. */
  readonly volumeStart: number;
  readonly volumeStep: number;
}

/** What a carousel remembers beside its states. */
export interface CarouselContext {
  readonly figures: CarouselFigures;
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
  /** Whether a movement failed since the carousel was last found in order. */
  readonly jammed: boolean;
  /** Whether the present dose left its compartment. */
  readonly left: boolean;
  /** Whether compartments were loaded after it had left. */
  readonly reloaded: boolean;
  /** Whether the window closed, or staff were there, while something went on. */
  readonly over: boolean;
  /** Whether the present dose is for staff alone: a light and no call. */
  readonly quiet: boolean;
}

/** Everything that can happen to the carousel. */
export type CarouselEvent =
  | {
      readonly type: Exclude<CycleEvent, "window.granted" | "motion.dropped" | "stock.limit-set">;
    }
  | {
      readonly type: "window.granted";
      readonly date: string;
      readonly minuteOfDay: number | null;
      /** Why it is granted, when it is not for being due. */
      readonly asked: "assisted" | "travel" | null;
    }
  | { readonly type: "motion.dropped"; readonly motion: string }
  | { readonly type: "stock.limit-set"; readonly doses: number }
  | { readonly type: "button.pressed" }
  /** Staff opened the lid with the key. */
  | { readonly type: "lid.opened" }
  /** The lid was opened without the key. */
  | { readonly type: "lid.forced" }
  | { readonly type: "lid.closed" }
  | { readonly type: "stock.loaded"; readonly doses: number; readonly firstSlot: number }
  | { readonly type: "motion.finished"; readonly motion: string; readonly slot?: number }
  | { readonly type: "motion.failed"; readonly motion: string; readonly cause: string }
  | { readonly type: "outlet.filled" }
  | { readonly type: "outlet.emptied" }
  /** Raised by the lid: the session of staff with the key is over. */
  | { readonly type: "staff.finished" };

/** The closed alphabet of the carousel. */
export const CAROUSEL_EVENTS: readonly CarouselEvent["type"][] = [
  ...CYCLE_EVENTS,
  "button.pressed",
  "lid.opened",
  "lid.forced",
  "lid.closed",
  "stock.loaded",
  "motion.finished",
  "motion.failed",
  "outlet.filled",
  "outlet.emptied",
  "staff.finished",
];
