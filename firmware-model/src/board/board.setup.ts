import { setup } from "xstate";
import { boardAssignments, boardRequests } from "./board.actions.ts";
import type { BoardContext, BoardEvent } from "./board.events.ts";
import { boardGuards } from "./board.guards.ts";

/** What the board's chart may name: its guards, actions and delays, and the types behind them. */
export const boardSetup = setup({
  types: {} as { context: BoardContext; events: BoardEvent; input: BoardContext },
  guards: boardGuards,
  actions: { ...boardAssignments, ...boardRequests },
  delays: { resetForgotten: ({ context }) => context.figures.resetForgottenMs },
});
