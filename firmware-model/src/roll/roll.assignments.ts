import { setup } from "xstate";
import type { RollContext, RollEvent } from "./roll.events.ts";
import { keyOf, printKey } from "./roll.print.ts";

/** The types that every action of a roll is made with. */
const { assign, raise } = setup({
  types: {} as { context: RollContext; events: RollEvent; input: RollContext },
});

/** Changes of a roll's context, and the events that its chart sends to itself. Pure. */
export const rollAssignments = {
  /** A dose is granted: its rounds of reminding begin, and what its pouch has to say is noted. */
  "note grant": assign(({ event }) =>
    event.type === "window.granted"
      ? {
          wanted: printKey(event.date, event.minuteOfDay),
          over: false,
          quiet: event.asked === "assisted",
          round: 0,
          tries: 0,
          blanks: 0,
        }
      : {},
  ),
  "note window closed": assign({ over: true }),
  "take over load": assign(({ event }) =>
    event.type === "stock.loaded"
      ? { stock: event.doses, slot: event.firstSlot, lastCut: "", parked: false, spent: false }
      : {},
  ),
  "take over handling": assign(({ context, event }) =>
    event.type === "roll.handled"
      ? {
          slot: Math.min(context.slot + event.removed, SLOT_MAX),
          stock: Math.max(0, context.stock - event.removed),
        }
      : {},
  ),
  "take over limit": assign(({ event }) =>
    event.type === "stock.limit-set" ? { lowStock: event.doses } : {},
  ),
  "count pouch": assign(({ context }) => ({
    slot: Math.min(context.slot + 1, SLOT_MAX),
    stock: Math.max(0, context.stock - 1),
  })),
  "forget stock": assign({ stock: 0 }),
  "count round": assign(({ context }) => ({ round: context.round + 1 })),
  "note jam": assign({ jammed: true }),
  "forget jam": assign({ jammed: false }),
  "note reading": assign(({ event }) =>
    event.type === "pouch.read" ? { read: keyOf(event.reading), blanks: 0, tries: 0 } : {},
  ),
  "note blank": assign(({ context }) => ({ read: "", blanks: context.blanks + 1, tries: 0 })),
  "count try": assign(({ context }) => ({ tries: context.tries + 1 })),
  "note cut": assign(({ context }) => ({ lastCut: context.read, parked: true, spent: false })),
  "note spent": assign({ spent: true }),
  "forget parked": assign({ parked: false, spent: false }),
  "count stored": assign(({ context }) => ({ stored: context.stored + 1 })),
  "forget stored": assign({ stored: 0 }),
  "note left": assign({ left: true }),
  "forget left": assign({ left: false }),
  "count behind": assign(({ context }) => ({ behind: context.behind + 1 })),
  "count down behind": assign(({ context }) => ({ behind: Math.max(0, context.behind - 1) })),
  "count off behind": assign(({ context, event }) =>
    event.type === "roll.handled" ? { behind: Math.max(0, context.behind - event.removed) } : {},
  ),
  "forget behind": assign({ behind: 0 }),
  "end staff session": raise({ type: "staff.finished" }),
  "pass pouch": raise({ type: "pouch.passed" }),
  "store pouch": raise({ type: "pouch.stored" }),
  "end roll": raise({ type: "roll.ended" }),
  "lose place": raise({ type: "place.lost" }),
};

/** Greatest place that a record can name. */
const SLOT_MAX = 255;
