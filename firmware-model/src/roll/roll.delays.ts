import type { RollContext } from "./roll.events.ts";

interface Timed {
  readonly context: RollContext;
}

/** How long the charts of all rolls wait, by the figures of the profile, ms. */
export const rollDelays = {
  motionLimit: ({ context }: Timed) => context.figures.motionLimitMs,
  glow: ({ context }: Timed) => context.figures.glowMs,
  reminderRound: ({ context }: Timed) => context.figures.reminderRoundMs,
  reminderRest: ({ context }: Timed) => context.figures.reminderRestMs,
};
