import { type DeviceInput, MINUTE_MS, SECOND_MS } from "@dosekit/protocols";
import type { MachineContext, MachineEvent, MachineState } from "../machine/executor.ts";
import type { Mechanism, Readiness } from "../mechanism/mechanism.ts";
import type { ProductProfile } from "../profile/product-profile.ts";
import { carouselRequestOf } from "./carousel.actions.ts";
import { CAROUSEL_EVENTS, type CarouselContext, type CarouselFigures } from "./carousel.events.ts";
import { carouselMachine } from "./carousel.machine.ts";
import { CAROUSEL_MOTION_TABLE } from "./carousel.motions.ts";

/** Figures that a profile of a carousel must name beside those of every product. */
const CAROUSEL_FIGURE_NAMES = ["motionLimitSeconds", "lightOnlyMinutes"] as const;

/** The rotating carousel with one opening, a motor and a home sensor, as a mechanism. */
export const CAROUSEL: Mechanism = {
  kind: "carousel",
  machine: carouselMachine,
  events: CAROUSEL_EVENTS,
  motions: CAROUSEL_MOTION_TABLE,
  figureNames: CAROUSEL_FIGURE_NAMES,
  locksWithoutPower: true,
  freshContext,
  figuresKey: "figures",
  eventOf,
  requestOf: (action, context) => carouselRequestOf(action, contextOf(context)),
  readiness,
  nextSlot: (context) => contextOf(context).slot,
  stock: (context) => contextOf(context).stock,
  offerLimitMs: (profile) => carouselFigures(profile).motionLimitMs,
};

/**
 * Reads the carousel's numbers from a profile.
 *
 * @throws RangeError when a figure of {@link CAROUSEL_FIGURE_NAMES} is missing
 */
function carouselFigures(profile: ProductProfile): CarouselFigures {
  const { capacity, reminder } = profile;
  return {
    slots: capacity.value,
    motionLimitMs: needed(profile, "motionLimitSeconds") * SECOND_MS,
    glowMs: needed(profile, "lightOnlyMinutes") * MINUTE_MS,
    reminderRoundMs: reminder.roundMinutes.value * MINUTE_MS,
    reminderRestMs: (reminder.repeatMinutes.value - reminder.roundMinutes.value) * MINUTE_MS,
    volumeStart: reminder.volumeStart.value,
    volumeStep: reminder.volumeStep.value,
  };
}

function needed(profile: ProductProfile, name: (typeof CAROUSEL_FIGURE_NAMES)[number]): number {
  const figure = profile.mechanismFigures[name];
  if (figure === undefined) throw new RangeError(`${profile.product} has no figure ${name}`);
  return figure.value;
}

function freshContext(profile: ProductProfile): MachineContext {
  const context: CarouselContext = {
    figures: carouselFigures(profile),
    slot: 0,
    stock: 0,
    lowStock: profile.lowStockDoses.value,
    presented: 0,
    round: 0,
    jammed: false,
    left: false,
    reloaded: false,
    over: false,
    quiet: false,
  };
  return context as unknown as MachineContext;
}

/** Names what a sensor or motor said in the words of the chart; the rest means nothing to it. */
function eventOf(input: DeviceInput): MachineEvent | undefined {
  switch (input.type) {
    case "lid.opened":
      return { type: input.withKey ? "lid.opened" : "lid.forced" };
    case "stock.loaded":
      return { type: input.type, doses: input.doses, firstSlot: input.firstSlot };
    case "motion.finished":
      return { type: input.type, motion: input.motion, slot: input.slot };
    case "motion.failed":
      return { type: input.type, motion: input.motion, cause: input.cause };
    case "button.pressed":
    case "lid.closed":
    case "outlet.filled":
    case "outlet.emptied":
      return { type: input.type };
    default:
      return undefined;
  }
}

/** The first thing that stands in the way, the gravest first. */
function readiness(state: MachineState): Readiness {
  const { lid, supply, outlet, cycle } = state.value as Readonly<Record<string, unknown>>;
  if (cycle === "stopped") return contextOf(state.context).jammed ? "jam" : "device-fault";
  if (lid === "open" || lid === "forced") return "lid-open";
  if (lid === "tampered") return "device-fault";
  if (supply === "empty") return "out-of-medicine";
  // A dose that was released earlier still lies in the cup: a second one must not join it.
  if (outlet === "occupied") return "already-released";
  return cycle === "locked" ? "ready" : "busy";
}

/** Only this mechanism makes its contexts, and a checkpoint is checked before one is restored. */
function contextOf(context: MachineContext): CarouselContext {
  return context as unknown as CarouselContext;
}
