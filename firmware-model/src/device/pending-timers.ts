import type { Effect, TimerDeadline, TimerSlot } from "@dosekit/protocols";

/**
 * The timers of a device that are pending, each name once, in the order in which they were first
 * armed. A device has a handful, which a list serves better than a table by name.
 */
export type PendingTimers = readonly TimerDeadline[];

/** Looks a pending timer up. */
export function timerOf(timers: PendingTimers, slot: TimerSlot): TimerDeadline | undefined {
  for (const timer of timers) {
    if (timer.slot === slot) return timer;
  }
  return undefined;
}

/** Arms a timer in the place of one of the same name, or behind all others. */
export function withTimer(timers: PendingTimers, armed: TimerDeadline): PendingTimers {
  for (let at = 0; at < timers.length; at += 1) {
    const timer = timers[at];
    if (timer?.slot !== armed.slot) continue;
    if (isSame(timer, armed)) return timers;
    const next = timers.slice();
    next[at] = armed;
    return next;
  }
  return [...timers, armed];
}

/** Stops a timer; nothing happens when it is not pending. */
export function withoutTimer(timers: PendingTimers, slot: TimerSlot): PendingTimers {
  const timer = timerOf(timers, slot);
  return timer === undefined ? timers : allBut(timers, timer);
}

/** Lists what a board has to do so that its pending timers become those of a new state. */
export function addTimerEffects(
  effects: Effect[],
  before: PendingTimers,
  after: PendingTimers,
): void {
  if (before === after) return;
  for (const timer of before) {
    const { slot } = timer;
    if (!after.includes(timer) && timerOf(after, slot) === undefined) {
      effects.push({ type: "timer.cancel", slot });
    }
  }
  for (const timer of after) {
    if (before.includes(timer)) continue;
    const { slot, basis, atMs } = timer;
    const old = timerOf(before, slot);
    if (old === undefined || !isSame(old, timer)) {
      effects.push({ type: "timer.arm", slot, basis, atMs });
    }
  }
}

/** Apart from its caller, which mostly has nothing to leave out: what a closure holds costs there too. */
function allBut(timers: PendingTimers, timer: TimerDeadline): PendingTimers {
  return timers.filter((one) => one !== timer);
}

function isSame(one: TimerDeadline, other: TimerDeadline): boolean {
  return one.atMs === other.atMs && one.basis === other.basis;
}
