import { and } from "xstate";
import { type Asked, fails, finishes, rollGuards } from "../roll/roll.guards.ts";
import { ROLL_MOTIONS } from "../roll/roll.motions.ts";
import { type Verdict, verdictOf } from "./roll-reader.verdict.ts";

/** Questions that the chart of a roll with a reader asks, in plain words. Pure. */
export const readerGuards = {
  ...rollGuards,
  /** The lockout: without all of these no grant moves the roll. */
  "ready to offer": and(["roll and outlet are free", "the store has room"]),
  "it is the wanted pouch": judged("wanted"),
  "it is the wanted pouch, cut off": and(["it is the wanted pouch", "a pouch is parked"]),
  "it is an earlier pouch": judged("passed-over"),
  "it is a blank pouch": judged("blank"),
  "it is to be read again": judged("again"),
  "it can't be read": judged("unreadable"),
  "it is for later": judged("later"),
  "the roll is wrong": judged("wrong-roll"),
  "the roll is at its end": judged("ended"),
  "the prints are others": ({ event }: Asked) => event.type === "plan.changed" && !event.samePrints,
  "the prints of the roll are others": and(["there is medicine", "the prints are others"]),
  "the pouch was read": ({ event }: Asked) =>
    event.type === "pouch.read" && event.motion === ROLL_MOTIONS.read,
  "the pouch was read after the window": and(["the pouch was read", "the window closed meanwhile"]),
  "the reading failed": ({ event }: Asked) => fails(event, ROLL_MOTIONS.read),
  "the pouch was cut off": ({ event }: Asked) => finishes(event, ROLL_MOTIONS.park),
  "the pouch was cut off after the window": and([
    "the pouch was cut off",
    "the window closed meanwhile",
  ]),
  "a blank pouch was cut off": ({ context, event }: Asked) =>
    finishes(event, ROLL_MOTIONS.park) && context.blanks > 0,
  "the cutter failed": ({ event }: Asked) =>
    fails(event, ROLL_MOTIONS.park) && "cause" in event && event.cause === "cut",
  "the cutting failed": ({ event }: Asked) => fails(event, ROLL_MOTIONS.park),
  "a pouch is parked": ({ context }: Asked) => context.parked,
  "the window was looked at": ({ event }: Asked) => checked(event),
  "the window is empty": ({ event }: Asked) => checked(event) && event.reading.found === "none",
  "the window holds a pouch": ({ event }: Asked) =>
    checked(event) && event.reading.found !== "none",
  "the window is empty, the outlet not": and(["the window is empty", "the outlet is occupied"]),
  "the window is empty, the outlet not, too late": and([
    "the window is empty, the outlet not",
    "the window closed meanwhile",
  ]),
  "a spent pouch stands there": and(["the window holds a pouch", "a spent pouch was parked"]),
  "a spent pouch is gone": and(["the window is empty", "a spent pouch was parked"]),
  "a spent pouch was parked": ({ context }: Asked) => context.parked && context.spent,
  "a passed pouch fills the store": and(["the retraction ended", "it fills the store"]),
  "a passed pouch went after the window": and([
    "the retraction ended",
    "the window closed meanwhile",
  ]),
};

type Read = Extract<Asked["event"], { type: "pouch.read" }>;

function checked(event: Asked["event"]): event is Read {
  return event.type === "pouch.read" && event.motion === ROLL_MOTIONS.check;
}

function judged(verdict: Verdict): (asked: Asked) => boolean {
  return ({ context, event }) =>
    event.type === "pouch.read" &&
    event.motion === ROLL_MOTIONS.read &&
    verdictOf(context, event.reading) === verdict;
}
