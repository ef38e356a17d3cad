import { DAY_MS } from "@dosekit/protocols";
import type { RollContext } from "./roll.events.ts";

interface Timed {
  readonly context: RollContext;
}

/** Longer than a dose waits that somebody asked for, ms. */
const QUIET_MS = DAY_MS;

/** How long the charts of all rolls wait, by the figures of the profile, ms. */
export const rollDelays = {
  motionLimit: ({ context }: Timed) => context.figures.motionLimitMs,
  /** A dose that only staff may have stays at the light. */
  glow: ({ context }: Timed) => (context.quiet ? QUIET_MS : context.figures.glowMs),
  reminderRound: ({ context }: Timed) => context.figures.reminderRoundMs,
  reminderRest: ({ context }: Timed) => context.figures.reminderRestMs,
};
