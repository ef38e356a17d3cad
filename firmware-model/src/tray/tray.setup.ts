import { setup } from "xstate";
import { trayAssignments, trayRequests } from "./tray.actions.ts";
import type { TrayContext, TrayEvent } from "./tray.events.ts";
import { trayGuards } from "./tray.guards.ts";

/** What the tray's chart may name: its guards, actions and delays, and the types behind them. */
export const traySetup = setup({
  types: {} as { context: TrayContext; events: TrayEvent; input: TrayContext },
  guards: trayGuards,
  actions: { ...trayAssignments, ...trayRequests },
  delays: {
    motionLimit: ({ context }) => context.figures.motionLimitMs,
    gesture: ({ context }) => context.figures.gestureMs,
    tiltSettle: ({ context }) => context.figures.tiltSettleMs,
    reminderRound: ({ context }) => context.figures.reminderRoundMs,
    reminderRest: ({ context }) => context.figures.reminderRestMs,
  },
});
