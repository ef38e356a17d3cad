import type { Scheduler } from "../clock/scheduler.ts";
import type { PowerCut } from "../faults/fault.ts";
import { WRITE_MS } from "../faults/faulty-store.ts";

/** What a power switch acts on. */
export interface PowerSwitchSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  /** After this true time no power stays away, and no aimed cut waits. */
  readonly healMs: number;
  readonly off: (cut: PowerCut) => void;
  readonly on: () => void;
  /** Tells once, when the next write begins. */
  readonly onNextWrite: (told: (() => void) | undefined) => void;
}

/**
 * Cuts a device's power as faults ask for it: at an instant, or aimed at the middle of the next
 * write or movement.
 *
 * Invariant: power is back once every cut has ended, and at the latest when the run is to heal.
 */
export class PowerSwitch {
  readonly #setup: PowerSwitchSetup;
  #cuts = 0;
  #aimedAtMotion: PowerCut | undefined;

  constructor(setup: PowerSwitchSetup) {
    this.#setup = setup;
    setup.scheduler.at(setup.healMs, setup.lane, () => {
      this.#aimedAtMotion = undefined;
      setup.onNextWrite(undefined);
    });
  }

  /** A power cut's span begins. */
  begin(cut: PowerCut): void {
    if (cut.aim === "during-motion") this.#aimedAtMotion = cut;
    else if (cut.aim === "during-write") {
      this.#setup.onNextWrite(() => this.#cutAfter(cut, WRITE_MS / 2));
    } else this.#cut(cut);
  }

  /** A movement began that takes this long, in ms. */
  onMotion(durationMs: number): void {
    const cut = this.#aimedAtMotion;
    this.#aimedAtMotion = undefined;
    if (cut !== undefined) this.#cutAfter(cut, Math.ceil(durationMs / 2));
  }

  #cutAfter(cut: PowerCut, delayMs: number): void {
    const { scheduler, lane, healMs } = this.#setup;
    const dueMs = scheduler.nowMs() + delayMs;
    if (dueMs < healMs) scheduler.at(dueMs, lane, () => this.#cut(cut));
  }

  #cut(cut: PowerCut): void {
    const { scheduler, lane, healMs, off, on } = this.#setup;
    this.#cuts += 1;
    if (this.#cuts === 1) off(cut);
    const untilMs = Math.min(scheduler.nowMs() + cut.durationMs, healMs);
    scheduler.at(untilMs, lane, () => {
      this.#cuts -= 1;
      if (this.#cuts === 0) on();
    });
  }
}
