import type { DeviceInput, PreventionReason } from "@dosekit/protocols";
import type { MachineEvent, MachineState } from "../machine/executor.ts";
import type { Mechanism, Readiness } from "../mechanism/mechanism.ts";
import { ROLL_EVENTS } from "./roll.events.ts";
import { freshRoll, rollContextOf } from "./roll.figures.ts";
import { rollRequestOf } from "./roll.requests.ts";

/** What the device asks of any roll, whatever its cycle. */
export const ROLL_PARTS = {
  events: ROLL_EVENTS,
  freshContext: freshRoll,
  figuresKey: "figures",
  eventOf,
  requestOf: (action, context) => rollRequestOf(action, rollContextOf(context)),
  nextSlot: (context) => rollContextOf(context).slot,
  stock: (context) => rollContextOf(context).stock,
} as const satisfies Partial<Mechanism>;

/** Names what a sensor or motor said in the words of the charts; the rest means nothing to a roll. */
function eventOf(input: DeviceInput): MachineEvent | undefined {
  switch (input.type) {
    case "lid.opened":
      return { type: input.withKey ? "lid.opened" : "lid.forced" };
    case "stock.loaded":
      return { type: input.type, doses: input.doses, firstSlot: input.firstSlot, isTold: true };
    case "roll.handled":
      return { type: input.type, removed: input.removed };
    case "motion.finished":
      return { type: input.type, motion: input.motion, slot: input.slot };
    case "motion.failed":
      return { type: input.type, motion: input.motion, cause: input.cause };
    case "pouch.read":
      return { type: input.type, motion: input.motion, reading: input.reading };
    case "button.pressed":
    case "lid.closed":
    case "store.emptied":
    case "outlet.filled":
    case "outlet.emptied":
      return { type: input.type };
    default:
      return undefined;
  }
}

/**
 * Says what stands in the way of a grant, the gravest first.
 *
 * @param own what only one mechanism knows, asked after faults and lid and before the supply
 */
export function rollReadiness(
  state: MachineState,
  own: (regions: Readonly<Record<string, unknown>>) => PreventionReason | "busy" | undefined,
): Readiness {
  const regions = state.value as Readonly<Record<string, unknown>>;
  const { lid, supply, outlet, cycle } = regions;
  if (cycle === "stopped") return rollContextOf(state.context).jammed ? "jam" : "device-fault";
  if (lid === "open" || lid === "forced") return "lid-open";
  if (lid === "tampered") return "device-fault";
  const reason = own(regions);
  if (reason !== undefined) return reason;
  if (supply === "empty") return "out-of-medicine";
  // A dose that was released earlier still lies there: a second pouch must not join it.
  if (outlet === "occupied") return "already-released";
  return cycle === "locked" ? "ready" : "busy";
}
