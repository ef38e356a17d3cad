import { setup } from "xstate";
import { rollAssignments } from "../roll/roll.assignments.ts";
import { rollDelays } from "../roll/roll.delays.ts";
import type { RollContext, RollEvent } from "../roll/roll.events.ts";
import { rollRequests } from "../roll/roll.requests.ts";
import { readerGuards } from "./roll-reader.guards.ts";

/** What the chart of a roll with a reader may name, and the types behind it. */
export const readerSetup = setup({
  types: {} as { context: RollContext; events: RollEvent; input: RollContext },
  guards: readerGuards,
  actions: { ...rollAssignments, ...rollRequests },
  delays: rollDelays,
});
