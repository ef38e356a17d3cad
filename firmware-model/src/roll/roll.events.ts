import type { PouchReading } from "@dosekit/protocols";
import { CYCLE_EVENTS, type CycleEvent } from "../mechanism/mechanism.ts";

/** Numbers of the profile that a roll's machine reckons with. */
export interface RollFigures {
  /** Pouches of a full roll. */
  readonly pouches: number;
  /** Longest time that the motor or a reading takes to answer, ms. */
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
  /** Pouches that the locked store holds; 0 without one. */
  readonly storePouches: number;
  /** How often a pouch is read until it counts as unreadable; 0 without a reader. */
  readonly readings: number;
  /** Blank pouches in a row that count as the leader of a roll; 0 without a reader. */
  readonly blanksMax: number;
  /** Whether a pouch that was not taken stays on the roll until staff come. */
  readonly holdsMissed: boolean;
}

/** What a roll remembers beside its states. */
export interface RollContext {
  readonly figures: RollFigures;
  /** Pouches that left the roll since it was loaded: the place of the next one. */
  readonly slot: number;
  /** Pouches left on the roll, by count. */
  readonly stock: number;
  /** Doses left at which stock counts as low. */
  readonly lowStock: number;
  /** Rounds of reminding of the present dose. */
  readonly round: number;
  /** Whether a movement failed since staff last set the roll right. */
  readonly jammed: boolean;
  /** Whether the window of the present dose closed while something moved. */
  readonly over: boolean;
  /** What the pouch of the present dose has to say, as `2026-11-22T0480`; empty without one. */
  readonly wanted: string;
  /** What the pouch that was read last says; empty when it was blank. */
  readonly read: string;
  /** What the pouch that was cut off last says. */
  readonly lastCut: string;
  /** Whether a pouch that was cut off stands in the window. */
  readonly parked: boolean;
  /** Whether the dose of that pouch has its outcome. */
  readonly spent: boolean;
  /** How often the pouch in the window was read in vain. */
  readonly tries: number;
  /** Blank pouches in a row. */
  readonly blanks: number;
  /** Pouches in the locked store, by count. */
  readonly stored: number;
  /** Whether the present dose is for staff alone: a light and no call. */
  readonly quiet: boolean;
  /** Whether the pouch of the present dose left a roll that follows a plan. */
  readonly left: boolean;
  /** Pouches at the front of such a roll whose doses have their outcome. */
  readonly behind: number;
}

/** Everything that can happen to a roll. */
export type RollEvent =
  | {
      readonly type: Exclude<
        CycleEvent,
        "window.granted" | "dose.spent" | "motion.dropped" | "stock.limit-set"
      >;
    }
  | { readonly type: "dose.spent"; readonly paused: boolean }
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
  | {
      readonly type: "stock.loaded";
      readonly doses: number;
      readonly firstSlot: number;
      /** Whether everything that the device knows of its doses could be told to whoever packed it. */
      readonly isTold: boolean;
    }
  /** Staff took pouches off the front of the roll by hand. */
  | { readonly type: "roll.handled"; readonly removed: number }
  /** Another plan is followed; it asks for the doses and prints that the old one asked for, or not. */
  | { readonly type: "plan.changed"; readonly sameDoses: boolean; readonly samePrints: boolean }
  /** A temporary stop is over. */
  | { readonly type: "service.resumed" }
  | { readonly type: "store.emptied" }
  | { readonly type: "motion.finished"; readonly motion: string; readonly slot?: number }
  | { readonly type: "motion.failed"; readonly motion: string; readonly cause: string }
  | { readonly type: "pouch.read"; readonly motion: string; readonly reading: PouchReading }
  | { readonly type: "outlet.filled" }
  | { readonly type: "outlet.emptied" }
  /** Raised by the lid: the session of staff with the key is over. */
  | { readonly type: "staff.finished" }
  /** Raised by the cycle: a pouch left the roll. */
  | { readonly type: "pouch.passed" }
  /** Raised by the cycle: a pouch went to the locked store. */
  | { readonly type: "pouch.stored" }
  /** Raised by the cycle: there is no pouch any more, whatever was counted. */
  | { readonly type: "roll.ended" }
  /** Raised by the cycle: nobody knows any more which pouch comes next. */
  | { readonly type: "place.lost" };

/** The events that only the charts themselves raise. */
export const ROLL_RAISED = [
  "staff.finished",
  "pouch.passed",
  "pouch.stored",
  "roll.ended",
  "place.lost",
] as const satisfies readonly RollEvent["type"][];

/** The closed alphabet of a roll. */
export const ROLL_EVENTS: readonly RollEvent["type"][] = [
  ...CYCLE_EVENTS,
  "button.pressed",
  "lid.opened",
  "lid.forced",
  "lid.closed",
  "stock.loaded",
  "roll.handled",
  "plan.changed",
  "service.resumed",
  "store.emptied",
  "motion.finished",
  "motion.failed",
  "pouch.read",
  "outlet.filled",
  "outlet.emptied",
  ...ROLL_RAISED,
];
