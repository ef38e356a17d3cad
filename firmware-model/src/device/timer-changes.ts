import type { TimerArm, TimerCancel, TimerDeadline, TimerSlot } from "@dosekit/protocols";

type Timers = Readonly<Record<TimerSlot, TimerDeadline>>;

/** Lists what a board has to do so that its pending timers become those of a new state. */
export function timerEffects(before: Timers, after: Timers): readonly (TimerArm | TimerCancel)[] {
  if (before === after) return [];
  const effects: (TimerArm | TimerCancel)[] = [];
  for (const slot of Object.keys(before)) {
    if (after[slot] === undefined) effects.push({ type: "timer.cancel", slot });
  }
  for (const [slot, deadline] of Object.entries(after)) {
    const old = before[slot];
    const same = old?.atMs === deadline.atMs && old.basis === deadline.basis;
    if (!same) effects.push({ type: "timer.arm", ...deadline });
  }
  return effects;
}
