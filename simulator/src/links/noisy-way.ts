import type { Scheduler } from "../clock/scheduler.ts";
import type { LinkNoise } from "../faults/fault.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { drawLatencyMs, OUT_OF_TURN_MS } from "./link-timing.ts";

/** How likely messages go astray while contact lasts, in permille each. */
export type NoiseLevel = Pick<LinkNoise, "lossPermille" | "duplicatePermille" | "reorderPermille">;

/** A way on which nothing goes astray. */
export const QUIET: NoiseLevel = { lossPermille: 0, duplicatePermille: 0, reorderPermille: 0 };

/**
 * One direction of a link: carries messages with delay, and loses, doubles or overtakes them as
 * the noise on it has it.
 *
 * Invariant: without noise messages arrive once each and in the order in which they were sent.
 */
export class NoisyWay {
  readonly #scheduler: Scheduler;
  readonly #lane: number;
  readonly #random: RandomStream;
  #noise = QUIET;
  #lastArrivalMs = 0;

  constructor(scheduler: Scheduler, lane: number, random: RandomStream) {
    this.#scheduler = scheduler;
    this.#lane = lane;
    this.#random = random;
  }

  /** Sets the noise from now on. */
  setNoise(noise: NoiseLevel): void {
    this.#noise = noise;
  }

  /** Sends one message; it arrives later, once, not at all, or twice. */
  carry(arrive: () => void): void {
    if (this.#strikes(this.#noise.lossPermille)) return;
    this.#scheduler.at(this.#arrivalMs(), this.#lane, arrive);
    if (this.#strikes(this.#noise.duplicatePermille)) {
      this.#scheduler.at(this.#lateMs(), this.#lane, arrive);
    }
  }

  #arrivalMs(): number {
    if (this.#strikes(this.#noise.reorderPermille)) return this.#lateMs();
    const earliest = this.#scheduler.nowMs() + drawLatencyMs(this.#random);
    this.#lastArrivalMs = Math.max(this.#lastArrivalMs, earliest);
    return this.#lastArrivalMs;
  }

  #lateMs(): number {
    return this.#scheduler.nowMs() + this.#random.integer(1, OUT_OF_TURN_MS);
  }

  #strikes(permille: number): boolean {
    return permille > 0 && this.#random.chance(permille / 1_000);
  }
}
