import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@dosekit/protocols";
import type { ScheduledEvent, Scheduler } from "../clock/scheduler.ts";

/** What telling a device the time works with. */
export interface TimeTellerSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  /** Whether the device is in contact, as far as the gateway knows. */
  readonly isThere: () => boolean;
  /**
   * Sends the device the time of now.
   *
   * @param onAnswer called when the device answers
   * @returns gives the message up: it is sent no more
   */
  readonly send: (onAnswer: () => void) => () => void;
}

/** How often a gateway sets a device's clock, ms. */
export const SYNC_EVERY_MS = 6 * HOUR_MS;
/** How long a message that brings the time may be under way before it is given up, ms. */
const SYNC_WITHIN_MS = 20 * SECOND_MS;
/** First and longest wait until a time that nobody answered is told anew, ms. */
const AGAIN_MS = [1 * MINUTE_MS, 1 * HOUR_MS] as const;

/**
 * Tells one device the time: whenever it comes into contact, and every six hours while it is there.
 * What was long under way would bring an old time, so it is given up early and told anew.
 *
 * Invariant: what a device tells in its records changes nothing of when it is told the time.
 */
export class TimeTeller {
  readonly #setup: TimeTellerSetup;
  #next: ScheduledEvent | undefined;
  #again: ScheduledEvent | undefined;
  #giveUp: () => void = () => undefined;
  #againMs: number = AGAIN_MS[0];

  constructor(setup: TimeTellerSetup) {
    this.#setup = setup;
  }

  /** Begins. */
  start(): void {
    this.#next = this.#after(SYNC_EVERY_MS, () => {
      this.hold();
      this.#againMs = AGAIN_MS[0];
      this.#tell();
      this.start();
    });
  }

  /** Ends. */
  stop(): void {
    this.hold();
    if (this.#next !== undefined) this.#setup.scheduler.cancel(this.#next);
    this.#next = undefined;
  }

  /** Gives up what is under way. */
  hold(): void {
    this.#giveUp();
    this.#settle();
  }

  /** The device came into contact. */
  onContact(): void {
    this.hold();
    this.#againMs = AGAIN_MS[0];
    this.#tell();
  }

  #tell(): void {
    if (!this.#setup.isThere()) return;
    this.#giveUp = this.#setup.send(() => this.#settle());
    this.#again = this.#after(SYNC_WITHIN_MS, () => {
      this.hold();
      this.#again = this.#after(this.#againMs, () => this.#tell());
      this.#againMs = Math.min(2 * this.#againMs, AGAIN_MS[1]);
    });
  }

  #settle(): void {
    this.#giveUp = () => undefined;
    if (this.#again !== undefined) this.#setup.scheduler.cancel(this.#again);
    this.#again = undefined;
  }

  #after(delayMs: number, run: () => void): ScheduledEvent {
    const { scheduler, lane } = this.#setup;
    return scheduler.at(scheduler.nowMs() + delayMs, lane, run);
  }
}
