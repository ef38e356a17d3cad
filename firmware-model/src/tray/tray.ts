import { type DeviceInput, MINUTE_MS, SECOND_MS } from "@dosekit/protocols";
import type { MachineContext, MachineEvent, MachineState } from "../machine/executor.ts";
import type { Mechanism, Readiness } from "../mechanism/mechanism.ts";
import type { Figure } from "../profile/figure.ts";
import type { ProductProfile } from "../profile/product-profile.ts";
import { trayRequestOf } from "./tray.actions.ts";
import { TRAY_EVENTS, type TrayContext, type TrayFigures } from "./tray.events.ts";
import { trayMachine } from "./tray.machine.ts";
import { TRAY_MOTION_TABLE } from "./tray.motions.ts";

/** Figures that a profile of a tray must name beside those of every product. */
const TRAY_FIGURE_NAMES = [
  "motionLimitSeconds",
  "tiltSettleSeconds",
  "earlyByTilting",
  "gestureSeconds",
  "misplacementRecovery",
] as const;

/** The rotating tray with a self-locking shutter, as a mechanism of the device. */
export const TRAY: Mechanism = {
  kind: "tray",
  machine: trayMachine,
  events: TRAY_EVENTS,
  motions: TRAY_MOTION_TABLE,
  figureNames: TRAY_FIGURE_NAMES,
  freshContext,
  figuresKey: "figures",
  eventOf,
  requestOf: (action, context) => trayRequestOf(action, contextOf(context)),
  readiness,
  nextSlot: (context) => contextOf(context).slot,
  stock: (context) => contextOf(context).stock,
  offerLimitMs: (profile) => trayFigures(profile).motionLimitMs,
};

/**
 * Reads the tray's numbers from a profile.
 *
 * @throws RangeError when a figure of {@link TRAY_FIGURE_NAMES} is missing
 */
function trayFigures(profile: ProductProfile): TrayFigures {
  const { capacity, reminder } = profile;
  return {
    slots: capacity.value,
    motionLimitMs: ownFigure(profile, "motionLimitSeconds").value * SECOND_MS,
    tiltSettleMs: ownFigure(profile, "tiltSettleSeconds").value * SECOND_MS,
    reminderRoundMs: reminder.roundMinutes.value * MINUTE_MS,
    reminderRestMs: (reminder.repeatMinutes.value - reminder.roundMinutes.value) * MINUTE_MS,
    volumeStart: reminder.volumeStart.value,
    volumeStep: reminder.volumeStep.value,
    recovers: ownFigure(profile, "misplacementRecovery").value === 1,
    asksByTilting: ownFigure(profile, "earlyByTilting").value === 1,
    gestureMs: ownFigure(profile, "gestureSeconds").value * SECOND_MS,
  };
}

function ownFigure(profile: ProductProfile, name: (typeof TRAY_FIGURE_NAMES)[number]): Figure {
  const figure = profile.mechanismFigures[name];
  if (figure === undefined) throw new RangeError(`${profile.product} has no figure ${name}`);
  return figure;
}

function freshContext(profile: ProductProfile): MachineContext {
  const context: TrayContext = {
    figures: trayFigures(profile),
    slot: 0,
    stock: 0,
    lowStock: profile.lowStockDoses.value,
    presented: 0,
    round: 0,
    jammed: false,
    left: false,
    reloaded: false,
  };
  return context as unknown as MachineContext;
}

/** Names what a sensor or motor said in the words of the chart; the rest means nothing to a tray. */
function eventOf(input: DeviceInput): MachineEvent | undefined {
  switch (input.type) {
    case "lid.opened":
      return { type: input.withKey ? "lid.opened" : "lid.forced" };
    case "stock.loaded":
      return { type: input.type, doses: input.doses, firstSlot: input.firstSlot };
    case "motion.finished":
      return { type: input.type, motion: input.motion, slot: input.slot };
    case "motion.failed":
      return { type: input.type, motion: input.motion };
    case "button.pressed":
    case "posture.tilted":
    case "posture.righted":
    case "lid.closed":
      return { type: input.type };
    default:
      return undefined;
  }
}

/** The first thing that stands in the way, the gravest first. */
function readiness(state: MachineState): Readiness {
  const { posture, lid, supply, cycle } = state.value as Readonly<Record<string, unknown>>;
  if (cycle === "stopped") return contextOf(state.context).jammed ? "jam" : "device-fault";
  if (lid === "open" || lid === "forced") return "lid-open";
  if (lid === "tampered") return "device-fault";
  if (supply === "empty") return "out-of-medicine";
  if (posture === "tilted") return "misplaced";
  return cycle === "locked" ? "ready" : "busy";
}

/** Only this mechanism makes its contexts, and a checkpoint is checked before one is restored. */
function contextOf(context: MachineContext): TrayContext {
  return context as unknown as TrayContext;
}
