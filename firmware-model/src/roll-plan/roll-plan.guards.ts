import { and, stateIn } from "xstate";
import { type Asked, finishes, rollGuards } from "../roll/roll.guards.ts";
import { ROLL_MOTIONS } from "../roll/roll.motions.ts";

/** Questions that the chart of a roll on a week plan asks, in plain words. Pure. */
export const planGuards = {
  ...rollGuards,
  /** The lockout: without all of these no grant has an answer. */
  "ready to offer": and([
    "roll and outlet are free",
    "the store has room",
    stateIn({ row: "aligned" }),
  ]),
  "the place was looked at": ({ event }: Asked) => finishes(event, ROLL_MOTIONS.check),
  "the roll stands as it stood": ({ context, event }: Asked) =>
    finishes(event, ROLL_MOTIONS.check) && event.slot === context.slot,
  "the roll has moved on": ({ context, event }: Asked) =>
    finishes(event, ROLL_MOTIONS.check) && event.slot === context.slot + 1,
  "the roll has moved on into the outlet": and(["the roll has moved on", "the outlet is occupied"]),
  "the roll has moved on, too late": and([
    "the roll has moved on into the outlet",
    "the window closed meanwhile",
  ]),
  "a leader was found": ({ event }: Asked) =>
    event.type === "pouch.read" &&
    event.motion === ROLL_MOTIONS.check &&
    event.reading.found === "blank",
  "the pouch left the roll": ({ context }: Asked) => context.left,
  "the pouch stays behind": ({ context }: Asked) => !context.left,
  "some dose ended behind the open lid": stateIn({ visit: "blind" }),
  "the load is blind": and(["the load is plausible", "some dose ended behind the open lid"]),
  "none is behind any more": ({ context }: Asked) => context.behind === 0,
  "a pause took the dose": ({ event }: Asked) => event.type === "dose.spent" && event.paused,
  "the doses are others": ({ event }: Asked) => event.type === "plan.changed" && !event.sameDoses,
  "the doses of the roll are others": and(["there is medicine", "the doses are others"]),
  "more than none": ({ event }: Asked) => event.type === "roll.handled" && event.removed > 0,
  "at least one was taken off": and(["pouches were taken off", "more than none"]),
  "as many as are behind": ({ context, event }: Asked) =>
    event.type === "roll.handled" && event.removed === context.behind,
  "all that are behind were taken off": and(["pouches were taken off", "as many as are behind"]),
  "fewer than are behind": ({ context, event }: Asked) =>
    event.type === "roll.handled" && event.removed < context.behind,
  "some that are behind were taken off": and(["pouches were taken off", "fewer than are behind"]),
  "missed pouches are not held": ({ context }: Asked) => !context.figures.holdsMissed,
  "missed pouches are put away": ({ context }: Asked) =>
    !context.figures.holdsMissed && context.behind > 0,
  /** The policy switch: without it a pouch that was not taken waits for staff. */
  "a pouch is to be put away": and([
    stateIn({ row: "behind" }),
    "the lid is closed",
    "the store has room",
    "missed pouches are put away",
  ]),
};
