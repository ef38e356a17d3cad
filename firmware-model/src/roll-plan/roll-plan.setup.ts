import { setup } from "xstate";
import { rollAssignments } from "../roll/roll.assignments.ts";
import { rollDelays } from "../roll/roll.delays.ts";
import type { RollContext, RollEvent } from "../roll/roll.events.ts";
import { rollRequests } from "../roll/roll.requests.ts";
import { planGuards } from "./roll-plan.guards.ts";

/** What the chart of a roll on a week plan may name, and the types behind it. */
export const planSetup = setup({
  types: {} as { context: RollContext; events: RollEvent; input: RollContext },
  guards: planGuards,
  actions: { ...rollAssignments, ...rollRequests },
  delays: rollDelays,
});
