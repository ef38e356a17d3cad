import { and, not, stateIn } from "xstate";
import type { CarouselContext, CarouselEvent } from "./carousel.events.ts";
import { CAROUSEL_MOTIONS } from "./carousel.motions.ts";

interface Asked {
  readonly context: CarouselContext;
  readonly event: CarouselEvent;
}

/** Questions that the carousel's chart asks, in plain words. Pure. */
export const carouselGuards = {
  "the lid is closed": stateIn({ lid: "closed" }),
  "the cup is full": stateIn({ outlet: "occupied" }),
  /** The lockout: without all of these no grant has an answer. */
  "ready to offer": and([
    "the lid is closed",
    not(stateIn({ supply: "empty" })),
    not("the cup is full"),
  ]),
  /** Nobody loaded anything while the compartment stood at the opening. */
  "it is still the next compartment": ({ context }: Asked) => context.presented === context.slot,
  "ready to release": and(["the lid is closed", "it is still the next compartment"]),
  "the dose calls": ({ context }: Asked) => !context.quiet,
  "it is overtaken": ({ context }: Asked) => context.over,
  "the right compartment came": ({ context, event }: Asked) =>
    answers(event, CAROUSEL_MOTIONS.park) &&
    event.slot === context.presented &&
    context.presented === context.slot,
  "a compartment came": ({ event }: Asked) => answers(event, CAROUSEL_MOTIONS.park),
  "a compartment came, overtaken": and(["a compartment came", "it is overtaken"]),
  "the parking failed": ({ event }: Asked) => fails(event, CAROUSEL_MOTIONS.park),
  "the flap shut": ({ event }: Asked) => answers(event, CAROUSEL_MOTIONS.release),
  "it lies in the cup": and(["the flap shut", "the cup is full"]),
  "it lies in the cup, too late": and(["it lies in the cup", "it is overtaken"]),
  "the release failed": ({ event }: Asked) => fails(event, CAROUSEL_MOTIONS.release),
  "the release was dropped": ({ event }: Asked) =>
    event.type === "motion.dropped" && event.motion === CAROUSEL_MOTIONS.release,
  "the mark came": ({ event }: Asked) => answers(event, CAROUSEL_MOTIONS.home),
  "the mark came, overtaken": and(["the mark came", "it is overtaken"]),
  /** No step was lost between the mark, the compartment and the mark. */
  "the mark came as reckoned": ({ context, event }: Asked) =>
    answers(event, CAROUSEL_MOTIONS.home) && event.slot === context.presented,
  /** From mark to mark it is one whole turn, no more and no less. */
  "the mark came after a whole turn": ({ event }: Asked) =>
    answers(event, CAROUSEL_MOTIONS.home) && event.slot === 0,
  "the search failed": ({ event }: Asked) => fails(event, CAROUSEL_MOTIONS.home),
  "it was looked at": ({ event }: Asked) => answers(event, CAROUSEL_MOTIONS.check),
  "it stands on the mark": ({ event }: Asked) =>
    answers(event, CAROUSEL_MOTIONS.check) && event.slot === 0,
  "the look failed": ({ event }: Asked) => fails(event, CAROUSEL_MOTIONS.check),
  "it was dispensed too late": and(["the cup is full", "it is overtaken"]),
  "no compartment is passed": ({ context }: Asked) => context.left && context.reloaded,
  "it was the last dose": ({ context }: Asked) => context.stock <= 1,
  "few doses are left": ({ context }: Asked) => context.stock - 1 <= context.lowStock,
  "the load is plausible": ({ context, event }: Asked) => plausibleLoad(context, event),
  "the load is nothing": ({ context, event }: Asked) =>
    plausibleLoad(context, event) && event.doses === 0,
  "the load is low": ({ context, event }: Asked) =>
    plausibleLoad(context, event) && event.doses <= context.lowStock,
  "the limit makes it low": ({ context, event }: Asked) =>
    event.type === "stock.limit-set" && context.stock <= event.doses,
};

type Loaded = Extract<CarouselEvent, { type: "stock.loaded" }>;
type Finished = Extract<CarouselEvent, { type: "motion.finished" }>;

function answers(event: CarouselEvent, motion: string): event is Finished {
  return event.type === "motion.finished" && event.motion === motion;
}

function fails(event: CarouselEvent, motion: string): boolean {
  return event.type === "motion.failed" && event.motion === motion;
}

function plausibleLoad({ figures }: CarouselContext, event: CarouselEvent): event is Loaded {
  if (event.type !== "stock.loaded") return false;
  const { doses, firstSlot } = event;
  return isCount(doses, figures.slots) && isCount(firstSlot, figures.slots - 1);
}

function isCount(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max;
}
