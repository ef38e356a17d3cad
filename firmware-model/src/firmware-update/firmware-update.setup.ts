import { setup } from "xstate";
import { updateRequests } from "./firmware-update.actions.ts";
import type { UpdateContext, UpdateEvent } from "./firmware-update.events.ts";

interface GuardArgs {
  readonly event: UpdateEvent;
}

/** What the update's chart may name: its guards, actions and delays, and the types behind them. */
export const updateSetup = setup({
  types: {} as { context: UpdateContext; events: UpdateEvent; input: UpdateContext },
  guards: {
    "on trial": ({ event }: GuardArgs) => event.type === "device.booted" && event.onTrial,
    "on trial, and a part failed": ({ event }: GuardArgs) =>
      event.type === "device.booted" && event.onTrial && event.failed > 0,
    "the loader went back": ({ event }: GuardArgs) =>
      event.type === "device.booted" && event.rolledBack,
  },
  actions: updateRequests,
  delays: {
    stageLimit: ({ context }) => context.figures.stageLimitMs,
    trialOver: ({ context }) => context.figures.trialMs,
  },
});
