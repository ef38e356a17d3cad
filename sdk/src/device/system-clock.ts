import { type ClockQuality, SECOND_MS, type TimerBasis } from "@dosekit/protocols";
import { HOST_TIMER_MAX_MS, type HostTime, NODE_TIME } from "./host-time.ts";
import type { ClockReading, DeviceClock } from "./ports.ts";

/** How long a civil timer waits at most before the wall clock is looked at again. */
export const CIVIL_RECHECK_MS = 30 * SECOND_MS;
/** A wall clock that moves by more than this against the steady one has been set. */
export const STEP_THRESHOLD_MS = 2 * SECOND_MS;

/** How far a host's wall clock is to be trusted. */
export interface SystemClockOptions {
  /** Quality of the wall clock before the first `setCivil`; `synced` by default. */
  readonly quality?: ClockQuality;
  /** Estimated error right after it was set, in ms; 1,000 by default. */
  readonly errorMs?: number;
  /** How fast that estimate grows, in parts per million; 0 (a disciplined clock) by default. */
  readonly driftPpm?: number;
  /** Told of a step that somebody else made, with what the clock showed just before. */
  readonly onStep?: (previousCivilMs: number) => void;
  readonly host?: HostTime;
}

interface Armed {
  readonly basis: TimerBasis;
  readonly atMs: number;
  readonly order: number;
  readonly fire: () => void;
}

/**
 * A board's clock on a computer: uptime from the steady clock, civil time from the wall clock with
 * an offset of its own once the device has set it.
 *
 * Invariants: deadlines may be centuries away, no host timer is longer than the host keeps; due
 * timers fire in the order of their deadlines, then of their arming; with a civil timer pending, a
 * step of the wall clock is noticed within {@link CIVIL_RECHECK_MS}.
 */
export class SystemClock implements DeviceClock {
  readonly #options: SystemClockOptions;
  readonly #host: HostTime;
  readonly #originMs: number;
  readonly #armed = new Map<string, Armed>();
  #order = 0;
  #stopTimer: (() => void) | undefined;
  /** What is added to the wall clock. */
  #offsetMs = 0;
  #quality: ClockQuality;
  #setAtMs: number;
  /** Wall clock less steady clock, as last seen. */
  #skewMs: number;

  constructor(options: SystemClockOptions = {}) {
    this.#options = options;
    this.#host = options.host ?? NODE_TIME;
    this.#originMs = this.#host.monotonicMs();
    this.#quality = options.quality ?? "synced";
    this.#setAtMs = this.#originMs;
    this.#skewMs = this.#host.wallMs() - this.#originMs;
  }

  /** See `DeviceClock.now`. */
  now(): ClockReading {
    const steadyMs = this.#host.monotonicMs();
    const { errorMs = SECOND_MS, driftPpm = 0 } = this.#options;
    const grownMs = ((steadyMs - this.#setAtMs) * driftPpm) / 1_000_000;
    return {
      uptimeMs: Math.floor(steadyMs - this.#originMs),
      civilMs: this.#civilMs(),
      clock: this.#quality,
      clockErrorMs: Math.ceil(errorMs + grownMs),
    };
  }

  /** See `DeviceClock.arm`. */
  arm(slot: string, basis: TimerBasis, atMs: number, fire: () => void): void {
    this.#armed.set(slot, { basis, atMs, order: this.#order++, fire });
    this.#schedule();
  }

  /** See `DeviceClock.cancel`. */
  cancel(slot: string): void {
    if (this.#armed.delete(slot)) this.#schedule();
  }

  /** See `DeviceClock.setCivil`; the wall clock of the host stays as it is. */
  setCivil(civilMs: number): void {
    this.#offsetMs = civilMs - this.#host.wallMs();
    this.#quality = "synced";
    this.#setAtMs = this.#host.monotonicMs();
    this.#skewMs = this.#host.wallMs() - this.#setAtMs;
    this.#schedule();
  }

  #civilMs(): number | undefined {
    if (this.#quality === "unset") return undefined;
    return Math.floor(this.#host.wallMs() + this.#offsetMs);
  }

  /** How long until a timer is due; endless for a civil one while the clock is unset. */
  #remainingMs({ basis, atMs }: Armed): number {
    if (basis === "uptime") return atMs - (this.#host.monotonicMs() - this.#originMs);
    const civilMs = this.#civilMs();
    return civilMs === undefined ? Number.POSITIVE_INFINITY : atMs - civilMs;
  }

  #schedule(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    let delayMs = Number.POSITIVE_INFINITY;
    for (const armed of this.#armed.values()) {
      const remainingMs = this.#remainingMs(armed);
      if (remainingMs === Number.POSITIVE_INFINITY) continue;
      const boundMs = armed.basis === "civil" ? CIVIL_RECHECK_MS : HOST_TIMER_MAX_MS;
      delayMs = Math.min(delayMs, boundMs, Math.max(0, remainingMs));
    }
    if (delayMs === Number.POSITIVE_INFINITY) return;
    this.#stopTimer = this.#host.after(delayMs, () => this.#tick());
  }

  #tick(): void {
    this.#stopTimer = undefined;
    this.#noticeStep();
    const due = [...this.#armed]
      .filter(([, armed]) => this.#remainingMs(armed) <= 0)
      .map(([slot, armed]) => ({ slot, armed, lateMs: -this.#remainingMs(armed) }))
      .sort((one, other) => other.lateMs - one.lateMs || one.armed.order - other.armed.order);
    try {
      for (const { slot, armed } of due) {
        // One that fired before may have stopped or replaced this one.
        if (this.#armed.get(slot) !== armed) continue;
        this.#armed.delete(slot);
        armed.fire();
      }
    } finally {
      this.#schedule();
    }
  }

  #noticeStep(): void {
    const skewMs = this.#host.wallMs() - this.#host.monotonicMs();
    const steppedMs = skewMs - this.#skewMs;
    this.#skewMs = skewMs;
    const civilMs = this.#civilMs();
    if (Math.abs(steppedMs) <= STEP_THRESHOLD_MS || civilMs === undefined) return;
    this.#options.onStep?.(Math.floor(civilMs - steppedMs));
  }
}
