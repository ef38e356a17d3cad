import { DAY_MS, MINUTE_MS, SECOND_MS, type SignalShow } from "@dosekit/protocols";
import type { Scheduler } from "../clock/scheduler.ts";
import type { HandAction } from "../plant/plant.ts";
import type { RandomStream } from "../random/random-stream.ts";
import type { Persona, PersonaPreset } from "./persona.ts";
import { SignalWatch } from "./signal-watch.ts";

/** How a dispenser hands a dose over: turned over, or by a button. */
export type TakingGesture = "tilt" | "press";

/** What a person lives with. */
export interface PersonSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly random: RandomStream;
  readonly persona: Persona;
  readonly preset: PersonaPreset;
  readonly gesture: TakingGesture;
  /** What their hands do to the device. */
  readonly hands: (action: HandAction) => void;
}

type Intention = "takes-alone" | "takes-after-call" | "leaves-it";

/** Time to act after a call, ms; inferred. */
const AFTER_CALL_MS = [1 * MINUTE_MS, 8 * MINUTE_MS] as const;
/** How long a device is held turned over, ms; inferred. */
const TURNED_MS = [2 * SECOND_MS, 8 * SECOND_MS] as const;
/** Time from the press of a button until the pouch is in the hand, ms; inferred. */
const POUCH_COMES_MS = [6 * SECOND_MS, 20 * SECOND_MS] as const;
/** After how long a person looks whether the signal has gone, and how often they try again. */
const LOOK_AGAIN_MS = 1 * MINUTE_MS;
const TRIES_MAX = 3;
/** Among handling without a reason: share of mere presses, and of turning twice; inferred. */
const IDLE_PRESS_SHARE = 0.4;
const IDLE_TWICE_SHARE = 0.2;

/**
 * The user of one dispenser: acts on what the device shows and on calls, never on what the device
 * has inside, and now and then handles it without a reason.
 */
export class Person {
  readonly #setup: PersonSetup;
  readonly #watch = new SignalWatch();
  #intention: Intention | undefined;
  #waitsForSecond = false;
  #isAboutToAct = false;

  constructor(setup: PersonSetup) {
    this.#setup = setup;
  }

  /** Begins daily life. */
  start(): void {
    const perDay = this.#setup.persona.idleHandling.value;
    if (perDay > 0) this.#idleLater(DAY_MS / perDay);
  }

  /** Sees and hears what the device shows now. */
  see(shown: SignalShow): void {
    const notice = this.#watch.see(shown, this.#setup.scheduler.nowMs());
    if (notice === "new-call") this.#decide();
    else if (notice === "again" && this.#waitsForSecond) this.#heed();
  }

  /** Is called by somebody who asks for the dose to be taken. */
  called(): void {
    if (this.#intention === undefined || this.#intention === "leaves-it") return;
    if (!this.#isAboutToAct) this.#actAfter(this.#setup.random.integer(...AFTER_CALL_MS));
  }

  #decide(): void {
    const { persona, preset, random } = this.#setup;
    const chance = random.uniform();
    const alone = persona.takesAlone[preset].value;
    const withCall = alone + persona.takesAfterCall[preset].value;
    this.#intention =
      chance < alone ? "takes-alone" : chance < withCall ? "takes-after-call" : "leaves-it";
    this.#waitsForSecond = random.chance(persona.ignoresFirstReminder.value);
    if (!this.#waitsForSecond) this.#heed();
  }

  #heed(): void {
    this.#waitsForSecond = false;
    if (this.#intention !== "takes-alone" || this.#isAboutToAct) return;
    const { persona, random } = this.#setup;
    const minutes = random.logNormal(persona.latencyMedian.value, persona.latencySigma.value);
    this.#actAfter(Math.round(minutes * MINUTE_MS));
  }

  #actAfter(delayMs: number): void {
    this.#isAboutToAct = true;
    this.#later(delayMs, () => this.#take(1));
  }

  #take(attempt: number): void {
    this.#gesture();
    this.#later(LOOK_AGAIN_MS, () => {
      if (this.#watch.isSignalling() && attempt < TRIES_MAX) this.#take(attempt + 1);
      else this.#finish();
    });
  }

  #finish(): void {
    this.#isAboutToAct = false;
    this.#intention = undefined;
    if (!this.#watch.isSignalling()) this.#watch.forget();
  }

  #gesture(): void {
    if (this.#setup.gesture === "press") this.#pressAndTake();
    else this.#turnOver();
  }

  /** Presses, hears the pouch come, and takes it. */
  #pressAndTake(): void {
    this.#setup.hands({ type: "press", actor: "user" });
    this.#later(this.#setup.random.integer(...POUCH_COMES_MS), () =>
      this.#setup.hands({ type: "take" }),
    );
  }

  #turnOver(): void {
    this.#setup.hands({ type: "tilt" });
    this.#later(this.#setup.random.integer(...TURNED_MS), () =>
      this.#setup.hands({ type: "right" }),
    );
  }

  #idleLater(meanMs: number): void {
    this.#later(Math.ceil(this.#setup.random.exponential(meanMs)), () => {
      this.#handleIdly();
      this.#idleLater(meanMs);
    });
  }

  #handleIdly(): void {
    const chance = this.#setup.random.uniform();
    if (chance < IDLE_PRESS_SHARE) {
      if (this.#setup.gesture === "press") this.#pressAndTake();
      else this.#setup.hands({ type: "press", actor: "user" });
      return;
    }
    this.#turnOver();
    if (chance > 1 - IDLE_TWICE_SHARE) this.#later(2 * TURNED_MS[1], () => this.#turnOver());
  }

  #later(delayMs: number, run: () => void): void {
    const { scheduler, lane } = this.#setup;
    scheduler.at(scheduler.nowMs() + delayMs, lane, run);
  }
}
