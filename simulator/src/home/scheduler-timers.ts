import type { GatewayTimers } from "@dosekit/sdk";
import type { RetryTimer } from "@dosekit/sdk/device";
import type { ScheduledEvent, Scheduler } from "../clock/scheduler.ts";

/** The one timer of a device's uplink, in the world's true time. */
export class ScheduledRetryTimer implements RetryTimer {
  readonly #scheduler: Scheduler;
  readonly #lane: number;
  #event: ScheduledEvent | undefined;

  constructor(scheduler: Scheduler, lane: number) {
    this.#scheduler = scheduler;
    this.#lane = lane;
  }

  /** See `RetryTimer.arm`. */
  arm(delayMs: number, fire: () => void): void {
    this.cancel();
    this.#event = this.#scheduler.at(this.#scheduler.nowMs() + delayMs, this.#lane, () => {
      this.#event = undefined;
      fire();
    });
  }

  /** See `RetryTimer.cancel`. */
  cancel(): void {
    if (this.#event !== undefined) this.#scheduler.cancel(this.#event);
    this.#event = undefined;
  }
}

/** Timers of a gateway's client in the world's true time. */
export class ScheduledGatewayTimers implements GatewayTimers {
  readonly #scheduler: Scheduler;
  readonly #lane: number;
  readonly #events = new Map<string, ScheduledEvent>();

  constructor(scheduler: Scheduler, lane: number) {
    this.#scheduler = scheduler;
    this.#lane = lane;
  }

  /** See `GatewayTimers.arm`. */
  arm(name: string, delayMs: number, fire: () => void): void {
    this.cancel(name);
    const dueMs = Math.ceil(this.#scheduler.nowMs() + delayMs);
    this.#events.set(
      name,
      this.#scheduler.at(dueMs, this.#lane, () => {
        this.#events.delete(name);
        fire();
      }),
    );
  }

  /** See `GatewayTimers.cancel`. */
  cancel(name: string): void {
    const event = this.#events.get(name);
    if (event === undefined) return;
    this.#scheduler.cancel(event);
    this.#events.delete(name);
  }

  /** Stops every timer, as the end of the process does. */
  cancelAll(): void {
    for (const name of [...this.#events.keys()]) this.cancel(name);
  }
}
