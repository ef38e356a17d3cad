import { setup } from "xstate";
import { carouselAssignments, carouselRequests } from "./carousel.actions.ts";
import type { CarouselContext, CarouselEvent } from "./carousel.events.ts";
import { carouselGuards } from "./carousel.guards.ts";

/** What the carousel's chart may name: its guards, actions and delays, and the types behind them. */
export const carouselSetup = setup({
  types: {} as { context: CarouselContext; events: CarouselEvent; input: CarouselContext },
  guards: carouselGuards,
  actions: { ...carouselAssignments, ...carouselRequests },
  delays: {
    motionLimit: ({ context }) => context.figures.motionLimitMs,
    glow: ({ context }) => context.figures.glowMs,
    reminderRound: ({ context }) => context.figures.reminderRoundMs,
    reminderRest: ({ context }) => context.figures.reminderRestMs,
  },
});
