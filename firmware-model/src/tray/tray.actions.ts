import { setup } from "xstate";
import { constantRequests } from "../mechanism/constant-requests.ts";
import type { MechanismRequest } from "../mechanism/mechanism.ts";
import { alertRequest, PLAIN_REQUESTS } from "../mechanism/plain-requests.ts";
import type { TrayContext, TrayEvent } from "./tray.events.ts";
import { TRAY_MOTIONS } from "./tray.motions.ts";

/** The types that every action of the tray is made with. */
const { assign, raise } = setup({
  types: {} as { context: TrayContext; events: TrayEvent; input: TrayContext },
});

/** Changes of the tray's context, and the one event that it sends to itself. Pure. */
export const trayAssignments = {
  /** The next compartment goes to the opening, and its rounds of reminding begin. */
  "aim at next compartment": assign(({ context }) => ({
    presented: context.slot,
    round: 0,
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
  "note jam": assign({ jammed: true }),
  "forget jam": assign({ jammed: false }),
  "end staff session": raise({ type: "staff.finished" }),
};

const VOLUME_MAX = 10;

/** What each of the tray's other actions asks of the device, by the context after the step. */
const REQUESTS = {
  ...PLAIN_REQUESTS,
  "ask for next dose": () => ({ type: "ask-early" }),
  "turn to opening": ({ presented }) => motion(TRAY_MOTIONS.offer, presented),
  "lock shutter": ({ presented }) => motion(TRAY_MOTIONS.close, presented),
  "read index": () => motion(TRAY_MOTIONS.readIndex),
  "show reminder": ({ figures, round }) => ({
    type: "signal",
    signal: {
      light: "blink",
      sound: Math.min(VOLUME_MAX, figures.volumeStart + figures.volumeStep * (round - 1)),
    },
  }),
  "show waiting": () => ({ type: "signal", signal: { light: "steady", sound: 0 } }),
  "show alarm": () => ({
    type: "signal",
    signal: { light: "blink", sound: VOLUME_MAX },
    alarm: true,
  }),
  "record jam": ({ presented }) => ({
    type: "record",
    kind: "mechanism.jammed",
    slot: presented,
  }),
  "raise jam": () => alertRequest("1.8", "tray", true),
  "clear jam": () => alertRequest("1.8", "tray", false),
  "raise fault": () => alertRequest("1.5", "tray", true),
  "clear fault": () => alertRequest("1.5", "tray", false),
  "raise misplaced": () => alertRequest("1.23", "posture", true),
  "clear misplaced": () => alertRequest("1.23", "posture", false),
} as const satisfies Readonly<Record<string, (context: TrayContext) => MechanismRequest>>;

const CONSTANT = constantRequests<TrayContext>(REQUESTS);

/** Name of an action that asks something of the device. */
export type TrayRequest = keyof typeof REQUESTS;

/** Says what a named action asks of the device. */
export function trayRequestOf(action: string, context: TrayContext): MechanismRequest {
  const known = CONSTANT.get(action);
  if (known !== undefined) return known;
  if (!Object.hasOwn(REQUESTS, action)) throw new RangeError(`the tray has no action ${action}`);
  return REQUESTS[action as TrayRequest](context);
}

/** The same names for XState, which only has to know that they exist: the device carries them out. */
export const trayRequests = Object.fromEntries(
  Object.keys(REQUESTS).map((name) => [name, () => undefined]),
) as Record<TrayRequest, () => void>;

function motion(name: string, slot?: number): MechanismRequest {
  return slot === undefined
    ? { type: "motion", motion: name }
    : { type: "motion", motion: name, slot };
}
