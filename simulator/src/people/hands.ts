import { SECOND_MS } from "@dosekit/protocols";
import type { Scheduler } from "../clock/scheduler.ts";
import type { HandAction } from "../plant/plant.ts";
import type { RandomStream } from "../random/random-stream.ts";

/** How a dispenser hands a dose over: turned over, or by a button. */
export type TakingGesture = "tilt" | "press";

/** What a pair of hands works with. */
export interface HandsSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly random: RandomStream;
  readonly gesture: TakingGesture;
  /** Chance of pressing or turning once too often. */
  readonly wrongPress: number;
  /** What they do to the device. */
  readonly act: (action: HandAction) => void;
}

/** How long a device is held turned over, ms; inferred. */
const TURNED_MS = [2 * SECOND_MS, 8 * SECOND_MS] as const;
/** Time from the press of a button until the pouch is in the hand, ms; inferred. */
const POUCH_COMES_MS = [6 * SECOND_MS, 20 * SECOND_MS] as const;
/** Pause before a press, or a turn, that is one too many, ms; inferred: a tremor. */
const TWICE_MS = [500, 4 * SECOND_MS] as const;

/**
 * Somebody's hands on the device: one gesture after the other, never two at once, and each one
 * brought to its end.
 */
export class Hands {
  readonly #setup: HandsSetup;
  #busyUntilMs = Number.NEGATIVE_INFINITY;

  constructor(setup: HandsSetup) {
    this.#setup = setup;
  }

  /** Says whether a gesture goes on. */
  isBusy(): boolean {
    return this.#setup.scheduler.nowMs() < this.#busyUntilMs;
  }

  /**
   * Makes the gesture that the device hands a dose over for.
   *
   * @param isThere whether the device says that the dose lies within reach already
   */
  takeDose(isThere: boolean): void {
    const { gesture, random, wrongPress } = this.#setup;
    const isTwice = random.chance(wrongPress);
    if (gesture === "tilt") this.#turnOver(isTwice ? 2 : 1);
    else if (isThere) this.#takeAfter(SECOND_MS);
    else this.#pressAndTake(isTwice);
  }

  /** Presses whatever there is to press, and takes what comes. */
  pressIdly(): void {
    if (this.#setup.gesture === "press") this.#pressAndTake(false);
    else this.#setup.act({ type: "press", actor: "user" });
  }

  /** Turns the device over and back, once or twice. */
  turnIdly(times: 1 | 2): void {
    this.#turnOver(times);
  }

  #pressAndTake(isTwice: boolean): void {
    const { act, random } = this.#setup;
    act({ type: "press", actor: "user" });
    if (isTwice) {
      this.#after(random.integer(...TWICE_MS), () => act({ type: "press", actor: "user" }));
    }
    this.#takeAfter(random.integer(...POUCH_COMES_MS));
  }

  #takeAfter(delayMs: number): void {
    this.#after(delayMs, () => this.#setup.act({ type: "take" }));
  }

  #turnOver(times: number): void {
    const { act, random } = this.#setup;
    act({ type: "tilt" });
    const backMs = random.integer(...TURNED_MS);
    this.#after(backMs, () => act({ type: "right" }));
    if (times === 1) return;
    const againMs = backMs + random.integer(...TWICE_MS);
    this.#after(againMs, () => act({ type: "tilt" }));
    this.#after(againMs + random.integer(...TURNED_MS), () => act({ type: "right" }));
  }

  #after(delayMs: number, run: () => void): void {
    const { scheduler, lane } = this.#setup;
    const atMs = scheduler.nowMs() + delayMs;
    this.#busyUntilMs = Math.max(this.#busyUntilMs, atMs);
    scheduler.at(atMs, lane, run);
  }
}
