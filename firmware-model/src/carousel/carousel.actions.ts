import { setup } from "xstate";
import { constantRequests } from "../mechanism/constant-requests.ts";
import type { MechanismRequest } from "../mechanism/mechanism.ts";
import { alertRequest, PLAIN_REQUESTS } from "../mechanism/plain-requests.ts";
import type { CarouselContext, CarouselEvent } from "./carousel.events.ts";
import { CAROUSEL_MOTIONS } from "./carousel.motions.ts";

/** The types that every action of the carousel is made with. */
const { assign, raise } = setup({
  types: {} as { context: CarouselContext; events: CarouselEvent; input: CarouselContext },
});

/** Changes of the carousel's context, and the one event that it sends to itself. Pure. */
export const carouselAssignments = {
  /** The next compartment goes to the opening, and its rounds of reminding begin. */
  "aim at next compartment": assign(({ context, event }) => ({
    presented: context.slot,
    round: 0,
    over: false,
    quiet: event.type === "window.granted" && event.asked === "assisted",
  })),
  /** A dose has its outcome: its compartment is passed, whether emptied or not. */
  "pass compartment": assign(({ context }) => ({
    slot: (context.slot + 1) % context.figures.slots,
    stock: Math.max(0, context.stock - 1),
    left: false,
  })),
  "take over load": assign(({ context, event }) =>
    event.type === "stock.loaded"
      ? { stock: event.doses, slot: event.firstSlot, reloaded: context.left }
      : {},
  ),
  "note left": assign({ left: true }),
  "forget leaving": assign({ left: false, reloaded: false }),
  "take over limit": assign(({ event }) =>
    event.type === "stock.limit-set" ? { lowStock: event.doses } : {},
  ),
  "count round": assign(({ context }) => ({ round: context.round + 1 })),
  "note overtaken": assign({ over: true }),
  "begin anew": assign({ over: false }),
  "note jam": assign({ jammed: true }),
  "forget jam": assign({ jammed: false }),
  "end staff session": raise({ type: "staff.finished" }),
};

const VOLUME_MAX = 10;

/** What each of the carousel's other actions asks of the device, by the context after the step. */
const REQUESTS = {
  ...PLAIN_REQUESTS,
  "search home": () => ({ type: "motion", motion: CAROUSEL_MOTIONS.home }),
  "park compartment": ({ presented }) => ({
    type: "motion",
    motion: CAROUSEL_MOTIONS.park,
    slot: presented,
  }),
  "release dose": ({ presented }) => ({
    type: "motion",
    motion: CAROUSEL_MOTIONS.release,
    slot: presented,
  }),
  look: () => ({ type: "motion", motion: CAROUSEL_MOTIONS.check }),
  "show glow": () => ({ type: "signal", signal: { light: "blink", sound: 0, text: "press" } }),
  "show reminder": ({ figures, round }) => ({
    type: "signal",
    signal: {
      light: "blink",
      sound: Math.min(VOLUME_MAX, figures.volumeStart + figures.volumeStep * (round - 1)),
      text: "press",
    },
  }),
  "show waiting": () => ({ type: "signal", signal: { light: "steady", sound: 0, text: "press" } }),
  "show dose": () => ({ type: "signal", signal: { light: "steady", sound: 0, text: "take" } }),
  "show alarm": () => ({
    type: "signal",
    signal: { light: "blink", sound: VOLUME_MAX, text: "call-staff" },
    alarm: true,
  }),
  "record jam": ({ presented }) => ({
    type: "record",
    kind: "mechanism.jammed",
    slot: presented,
  }),
  "raise jam": () => alertRequest("1.8", "carousel", true),
  "clear jam": () => alertRequest("1.8", "carousel", false),
  "raise fault": () => alertRequest("1.5", "carousel", true),
  "clear fault": () => alertRequest("1.5", "carousel", false),
} as const satisfies Readonly<Record<string, (context: CarouselContext) => MechanismRequest>>;

const CONSTANT = constantRequests<CarouselContext>(REQUESTS);

/** Name of an action that asks something of the device. */
export type CarouselRequest = keyof typeof REQUESTS;

/** Says what a named action asks of the device. */
export function carouselRequestOf(action: string, context: CarouselContext): MechanismRequest {
  const known = CONSTANT.get(action);
  if (known !== undefined) return known;
  if (!Object.hasOwn(REQUESTS, action)) throw new RangeError(`a carousel has no action ${action}`);
  return REQUESTS[action as CarouselRequest](context);
}

/** The same names for XState, which only has to know that they exist: the device carries them out. */
export const carouselRequests = Object.fromEntries(
  Object.keys(REQUESTS).map((name) => [name, () => undefined]),
) as Record<CarouselRequest, () => void>;
