import type { ResetCause } from "@dosekit/protocols";
import type { Scheduler } from "../clock/scheduler.ts";
import type { PowerCut } from "../faults/fault.ts";
import { WRITE_MS } from "../faults/faulty-store.ts";

/** A supply that gives out has no end that is known beforehand. */
const NO_SPAN = { fromMs: 0, durationMs: 0 };

/** What a power switch acts on. */
export interface PowerSwitchSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  /** After this true time no power stays away, and no aimed cut waits. */
  readonly healMs: number;
  readonly off: (cut: PowerCut) => void;
  readonly on: (cause: ResetCause) => void;
  /** Told when a cut is under way or waits for its aim (`true`), and when it is over. */
  readonly onChange: (isActive: boolean) => void;
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
  #aimedAtWrite: PowerCut | undefined;

  constructor(setup: PowerSwitchSetup) {
    this.#setup = setup;
    setup.scheduler.at(setup.healMs, setup.lane, () => this.#giveUpAims());
  }

  /** A power cut's span begins; a newer aim of the same kind takes the place of an older one. */
  begin(cut: PowerCut): void {
    this.#setup.onChange(true);
    if (cut.aim === "during-motion") {
      this.#replaced(this.#aimedAtMotion);
      this.#aimedAtMotion = cut;
    } else if (cut.aim === "during-write") {
      this.#replaced(this.#aimedAtWrite);
      this.#aimedAtWrite = cut;
      this.#setup.onNextWrite(() => this.#onWrite());
    } else this.#cut(cut);
  }

  /** The supply gives out, whatever else is cut; over with {@link PowerSwitch.comeBack}. */
  giveOut(): void {
    this.#setup.onChange(true);
    this.#cuts += 1;
    if (this.#cuts === 1) this.#setup.off({ kind: "power-cut", ...NO_SPAN });
  }

  /** There is supply again. */
  comeBack(): void {
    this.#end("power-restored");
  }

  /** A movement began that takes this long, in ms. */
  onMotion(durationMs: number): void {
    const cut = this.#aimedAtMotion;
    this.#aimedAtMotion = undefined;
    if (cut !== undefined) this.#cutAfter(cut, Math.ceil(durationMs / 2));
  }

  #onWrite(): void {
    const cut = this.#aimedAtWrite;
    this.#aimedAtWrite = undefined;
    if (cut !== undefined) this.#cutAfter(cut, WRITE_MS / 2);
  }

  #cutAfter(cut: PowerCut, delayMs: number): void {
    const { scheduler, lane, healMs } = this.#setup;
    const dueMs = scheduler.nowMs() + delayMs;
    if (dueMs < healMs) scheduler.at(dueMs, lane, () => this.#cut(cut));
    else this.#replaced(cut);
  }

  #cut(cut: PowerCut): void {
    const { scheduler, lane, healMs, off } = this.#setup;
    this.#cuts += 1;
    if (this.#cuts === 1) off(cut);
    const untilMs = Math.min(scheduler.nowMs() + cut.durationMs, healMs);
    scheduler.at(untilMs, lane, () =>
      this.#end(cut.brownOut === true ? "brown-out" : "power-restored"),
    );
  }

  #end(cause: ResetCause): void {
    this.#cuts -= 1;
    if (this.#cuts === 0) this.#setup.on(cause);
    this.#setup.onChange(false);
  }

  #giveUpAims(): void {
    this.#replaced(this.#aimedAtMotion);
    this.#replaced(this.#aimedAtWrite);
    this.#aimedAtMotion = undefined;
    this.#aimedAtWrite = undefined;
    this.#setup.onNextWrite(undefined);
  }

  #replaced(cut: PowerCut | undefined): void {
    if (cut !== undefined) this.#setup.onChange(false);
  }
}
