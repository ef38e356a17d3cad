import type { TimerBasis } from "@dosekit/protocols";
import type { ClockReading, DeviceClock } from "@dosekit/sdk/device";
import type { CivilClock } from "./civil-clock.ts";
import type { ScheduledEvent, Scheduler } from "./scheduler.ts";

interface ArmedTimer {
  readonly slot: string;
  readonly basis: TimerBasis;
  readonly atMs: number;
  readonly fire: () => void;
  /** Absent while a civil timer waits for a clock that is unset. */
  event: ScheduledEvent | undefined;
}

/** Where and when a device's clock runs. */
export interface DeviceClockSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly civil: CivilClock;
}

/**
 * The clock and timers of one simulated board: uptime runs with true time, the civil clock drifts
 * and jumps, and civil timers move with it.
 *
 * Invariants: at most one timer of each slot is armed; a timer fires once and only when its clock
 * has reached the deadline; a stopped board has no timer left.
 */
export class SimulatedDeviceClock implements DeviceClock {
  readonly #scheduler: Scheduler;
  readonly #lane: number;
  readonly #civil: CivilClock;
  /** In the order in which they were armed; a device has a handful. */
  #timers: ArmedTimer[] = [];
  #bootTrueMs: number;
  /** The last reading, and when it was: within one instant it stays the same. */
  #reading: ClockReading | undefined;
  #readAtMs = Number.NaN;
  #readAfter = 0;

  constructor(setup: DeviceClockSetup) {
    this.#scheduler = setup.scheduler;
    this.#lane = setup.lane;
    this.#civil = setup.civil;
    this.#bootTrueMs = setup.scheduler.nowMs();
  }

  /** Starts a boot: uptime begins at 0. */
  boot(): void {
    this.stop();
    this.#reading = undefined;
    this.#bootTrueMs = this.#scheduler.nowMs();
  }

  /** Stops every timer, as loss of power does. */
  stop(): void {
    for (const timer of this.#timers) this.#disarm(timer);
    this.#timers = [];
  }

  /** Reads the clocks. */
  now(): ClockReading {
    const trueMs = this.#scheduler.nowMs();
    const changes = this.#civil.changes();
    if (this.#reading === undefined || trueMs !== this.#readAtMs || changes !== this.#readAfter) {
      this.#readAtMs = trueMs;
      this.#readAfter = changes;
      this.#reading = this.#readAt(trueMs);
    }
    return this.#reading;
  }

  #readAt(trueMs: number): ClockReading {
    return {
      uptimeMs: trueMs - this.#bootTrueMs,
      civilMs: this.#civil.showsAt(trueMs),
      clock: this.#civil.quality(),
      clockErrorMs: this.#civil.errorAt(trueMs),
    };
  }

  /** Arms a timer, replacing one of the same slot; a deadline that has passed fires at once. */
  arm(slot: string, basis: TimerBasis, atMs: number, fire: () => void): void {
    this.cancel(slot);
    const timer: ArmedTimer = { slot, basis, atMs, fire, event: undefined };
    this.#timers.push(timer);
    this.#schedule(timer);
  }

  /** Stops a timer; an unknown slot is ignored. */
  cancel(slot: string): void {
    for (const timer of this.#timers) {
      if (timer.slot !== slot) continue;
      this.#disarm(timer);
      this.#drop(timer);
      return;
    }
  }

  /** Sets the civil clock from a trusted source. */
  setCivil(civilMs: number): void {
    this.#civil.sync(this.#scheduler.nowMs(), civilMs);
    this.#moveCivilTimers();
  }

  /** Makes the civil clock jump. */
  stepCivil(byMs: number): void {
    this.#civil.step(this.#scheduler.nowMs(), byMs);
    this.#moveCivilTimers();
  }

  /** Makes the civil clock run faster than usual, parts per million; 0: as usual. */
  driftCivil(extraPpm: number): void {
    this.#civil.drift(this.#scheduler.nowMs(), extraPpm);
    this.#moveCivilTimers();
  }

  /** Takes the clock chip's own supply away: civil timers wait until it is set again. */
  loseCivil(): void {
    this.#civil.lose(this.#scheduler.nowMs());
    this.#moveCivilTimers();
  }

  /** Counts the timers that are armed. */
  armed(): number {
    return this.#timers.length;
  }

  #moveCivilTimers(): void {
    for (const timer of this.#timers) {
      if (timer.basis !== "civil") continue;
      this.#disarm(timer);
      this.#schedule(timer);
    }
  }

  #schedule(timer: ArmedTimer): void {
    const trueMs =
      timer.basis === "uptime"
        ? this.#bootTrueMs + timer.atMs
        : this.#civil.trueWhenShows(timer.atMs);
    if (trueMs === undefined) return;
    timer.event = this.#scheduler.at(trueMs, this.#lane, () => {
      this.#drop(timer);
      timer.fire();
    });
  }

  /** Takes a timer out of the row; those behind it move up. */
  #drop(timer: ArmedTimer): void {
    const timers = this.#timers;
    for (let at = timers.indexOf(timer); at >= 0 && at < timers.length - 1; at += 1) {
      timers[at] = timers[at + 1] ?? timer;
    }
    timers.pop();
  }

  #disarm(timer: ArmedTimer): void {
    if (timer.event !== undefined) this.#scheduler.cancel(timer.event);
    timer.event = undefined;
  }
}
