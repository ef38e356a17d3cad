import { setup } from "xstate";
import type { MechanismRequest } from "../mechanism/mechanism.ts";
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
  })),
  "take over load": assign(({ event }) =>
    event.type === "stock.loaded" ? { stock: event.doses, slot: event.firstSlot } : {},
  ),
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
  "tell offering": () => ({ type: "dose", fact: "offering" }),
  "tell offered": () => ({ type: "dose", fact: "offered" }),
  "tell reminded": () => ({ type: "dose", fact: "reminded" }),
  "tell released": () => ({ type: "dose", fact: "released" }),
  "tell retrieved": () => ({ type: "dose", fact: "retrieved" }),
  "tell unwatched": () => ({ type: "dose", fact: "unwatched" }),
  "tell exposed": () => ({ type: "dose", fact: "exposed" }),
  "tell secured": () => ({ type: "dose", fact: "secured" }),
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
  "show alarm": () => ({ type: "signal", signal: { light: "blink", sound: VOLUME_MAX } }),
  "show nothing": () => ({ type: "signal", signal: { light: "off", sound: 0 } }),
  "record jam": ({ presented }) => ({
    type: "record",
    kind: "mechanism.jammed",
    slot: presented,
  }),
  "raise jam": () => alert("1.8", "tray", true),
  "clear jam": () => alert("1.8", "tray", false),
  "raise fault": () => alert("1.5", "tray", true),
  "clear fault": () => alert("1.5", "tray", false),
  "raise misplaced": () => alert("1.23", "posture", true),
  "clear misplaced": () => alert("1.23", "posture", false),
  "raise low": () => alert("1.12", "supply", true),
  "clear low": () => alert("1.12", "supply", false),
  "raise empty": () => alert("1.13", "supply", true),
  "clear empty": () => alert("1.13", "supply", false),
  "raise open": () => alert("1.21", "lid", true),
  "clear open": () => alert("1.21", "lid", false),
  "raise break-in": () => alert("1.22", "lid", true),
  "clear break-in": () => alert("1.22", "lid", false),
  "pass self-test": () => ({ type: "self-test", passed: true }),
  "fail self-test": () => ({ type: "self-test", passed: false }),
} as const satisfies Readonly<Record<string, (context: TrayContext) => MechanismRequest>>;

/** Name of an action that asks something of the device. */
export type TrayRequest = keyof typeof REQUESTS;

/** Says what a named action asks of the device. */
export function trayRequestOf(action: string, context: TrayContext): MechanismRequest {
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

function alert(
  code: Extract<MechanismRequest, { type: "alert" }>["code"],
  cause: string,
  active: boolean,
): MechanismRequest {
  return { type: "alert", code, cause, active };
}
