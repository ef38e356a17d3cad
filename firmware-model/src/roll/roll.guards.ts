import { and, not, stateIn } from "xstate";
import type { RollContext, RollEvent } from "./roll.events.ts";
import { ROLL_MOTIONS } from "./roll.motions.ts";

/** What a guard looks at. */
export interface Asked {
  readonly context: RollContext;
  readonly event: RollEvent;
}

/** Questions that the charts of all rolls ask, in plain words. Pure. */
export const rollGuards = {
  "the lid is closed": stateIn({ lid: "closed" }),
  "there is medicine": not(stateIn({ supply: "empty" })),
  "the outlet is occupied": stateIn({ outlet: "occupied" }),
  /** What every roll needs for a grant; each mechanism adds its own. */
  "roll and outlet are free": and([
    "the lid is closed",
    "there is medicine",
    not("the outlet is occupied"),
  ]),
  "the window closed meanwhile": ({ context }: Asked) => context.over,
  "the release ended": ({ event }: Asked) => finishes(event, ROLL_MOTIONS.release),
  "it lies in the outlet": and(["the release ended", "the outlet is occupied"]),
  "it lies in the outlet, too late": and(["it lies in the outlet", "the window closed meanwhile"]),
  "the release failed": ({ event }: Asked) => fails(event, ROLL_MOTIONS.release),
  "the release was dropped": ({ event }: Asked) =>
    event.type === "motion.dropped" && event.motion === ROLL_MOTIONS.release,
  "the retraction ended": ({ event }: Asked) => finishes(event, ROLL_MOTIONS.retract),
  "the retraction failed": ({ event }: Asked) => fails(event, ROLL_MOTIONS.retract),
  "the check failed": ({ event }: Asked) => fails(event, ROLL_MOTIONS.check),
  "it was the last pouch": ({ context }: Asked) => context.stock <= 1,
  "few pouches are left": ({ context }: Asked) => context.stock - 1 <= context.lowStock,
  "the load is plausible": ({ context, event }: Asked) => plausibleLoad(context, event),
  /** Staff can't have left out of it what only the device knew to be over. */
  "the load is in the dark": ({ context, event }: Asked) =>
    plausibleLoad(context, event) && !event.isTold,
  "the load is nothing": ({ context, event }: Asked) =>
    plausibleLoad(context, event) && event.doses === 0,
  "the load is low": ({ context, event }: Asked) =>
    plausibleLoad(context, event) && event.doses <= context.lowStock,
  "staff are at the roll": stateIn({ lid: "open" }),
  "some pouches were taken off": ({ context, event }: Asked) => plausibleHandling(context, event),
  "pouches were taken off": and(["staff are at the roll", "some pouches were taken off"]),
  "none is left": ({ context, event }: Asked) =>
    event.type === "roll.handled" && event.removed >= context.stock,
  "the last pouch was taken off": and(["pouches were taken off", "none is left"]),
  "few are left": ({ context, event }: Asked) =>
    event.type === "roll.handled" && context.stock - event.removed <= context.lowStock,
  "few pouches were left": and(["pouches were taken off", "few are left"]),
  /** With room for at least one more: a pouch that nobody takes must have somewhere to go. */
  "the store has room": not(stateIn({ store: "full" })),
  "it fills the store": ({ context }: Asked) => context.stored + 1 >= context.figures.storePouches,
  "the limit makes it low": ({ context, event }: Asked) =>
    event.type === "stock.limit-set" && context.stock <= event.doses,
};

type Loaded = Extract<RollEvent, { type: "stock.loaded" }>;
type Handled = Extract<RollEvent, { type: "roll.handled" }>;
type Finished = Extract<RollEvent, { type: "motion.finished" }>;

/** Tells whether an event is the good end of a movement. */
export function finishes(event: RollEvent, motion: string): event is Finished {
  return event.type === "motion.finished" && event.motion === motion;
}

/** Tells whether an event is the bad end of a movement. */
export function fails(event: RollEvent, motion: string): boolean {
  return event.type === "motion.failed" && event.motion === motion;
}

function plausibleLoad({ figures }: RollContext, event: RollEvent): event is Loaded {
  if (event.type !== "stock.loaded") return false;
  const { doses, firstSlot } = event;
  return isCount(doses, figures.pouches) && isCount(firstSlot, figures.pouches - 1);
}

/** Staff reach the roll with the key only, and take off what is there. */
function plausibleHandling({ stock }: RollContext, event: RollEvent): event is Handled {
  return event.type === "roll.handled" && isCount(event.removed, stock);
}

function isCount(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max;
}
