import { and, not, or, stateIn } from "xstate";
import type { TrayContext, TrayEvent } from "./tray.events.ts";
import { TRAY_MOTIONS } from "./tray.motions.ts";

interface Asked {
  readonly context: TrayContext;
  readonly event: TrayEvent;
}

/** Questions that the tray's chart asks, in plain words. Pure. */
export const trayGuards = {
  /** The lockout: without all of these no grant moves the tray. */
  "ready to offer": and([
    stateIn({ posture: "upright" }),
    stateIn({ lid: "closed" }),
    not(stateIn({ supply: "empty" })),
  ]),
  "device is tilted": stateIn({ posture: "tilted" }),
  "the right compartment came": ({ context, event }: Asked) =>
    answers(event, TRAY_MOTIONS.offer) && event.slot === context.presented,
  "another compartment came": ({ context, event }: Asked) =>
    answers(event, TRAY_MOTIONS.offer) && event.slot !== context.presented,
  "the right compartment came, tilted": and(["device is tilted", "the right compartment came"]),
  "some compartment came": ({ event }: Asked) => answers(event, TRAY_MOTIONS.offer),
  "the shutter locked": ({ event }: Asked) => answers(event, TRAY_MOTIONS.close),
  "the index says locked": ({ event }: Asked) =>
    answers(event, TRAY_MOTIONS.readIndex) && event.slot === undefined,
  "the index says open": ({ event }: Asked) =>
    answers(event, TRAY_MOTIONS.readIndex) && event.slot !== undefined,
  "the index says as left": ({ context, event }: Asked) =>
    answers(event, TRAY_MOTIONS.readIndex) && event.slot === context.presented,
  "the index says as left, tilted": and(["device is tilted", "the index says as left"]),
  "the offer failed": ({ event }: Asked) => fails(event, TRAY_MOTIONS.offer),
  "the lock failed": ({ event }: Asked) => fails(event, TRAY_MOTIONS.close),
  "the reading failed": ({ event }: Asked) => fails(event, TRAY_MOTIONS.readIndex),
  "the offer was dropped": ({ event }: Asked) =>
    event.type === "motion.dropped" && event.motion === TRAY_MOTIONS.offer,
  "it left before the load": ({ context }: Asked) => context.left && context.reloaded,
  "it stayed and nobody counts": ({ context }: Asked) => !context.left && !context.figures.recovers,
  "it was missed uncounted": and(["device is tilted", "it stayed and nobody counts"]),
  "no compartment is passed": or(["it left before the load", "it was missed uncounted"]),
  "two tilts ask for a dose": ({ context }: Asked) => context.figures.asksByTilting,
  /** Only a tilt of a device at rest is the beginning of a gesture. */
  "a gesture may begin": and(["two tilts ask for a dose", stateIn({ cycle: "locked" })]),
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

type Loaded = Extract<TrayEvent, { type: "stock.loaded" }>;
type Finished = Extract<TrayEvent, { type: "motion.finished" }>;

function answers(event: TrayEvent, motion: string): event is Finished {
  return event.type === "motion.finished" && event.motion === motion;
}

function fails(event: TrayEvent, motion: string): boolean {
  return event.type === "motion.failed" && event.motion === motion;
}

function plausibleLoad({ figures }: TrayContext, event: TrayEvent): event is Loaded {
  if (event.type !== "stock.loaded") return false;
  const { doses, firstSlot } = event;
  return isCount(doses, figures.slots) && isCount(firstSlot, figures.slots - 1);
}

function isCount(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max;
}
