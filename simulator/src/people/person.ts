import { DAY_MS, MINUTE_MS, SECOND_MS, type SignalShow } from "@dosekit/protocols";
import type { ScheduledEvent, Scheduler } from "../clock/scheduler.ts";
import type { HandAction } from "../plant/plant.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { dosesChances } from "./chances.ts";
import { calledAfterMs, decideDose, homeAfterMs, type Intention } from "./dose-decision.ts";
import type { DoseWait } from "./dose-wait.ts";
import { type PeopleHabits, USUAL_HABITS } from "./habits.ts";
import { Hands, type TakingGesture } from "./hands.ts";
import { handleIdly } from "./idle-handling.ts";
import { Journeys } from "./journeys.ts";
import { dropOutChance, PEOPLE_FIGURES } from "./people-figures.ts";
import type { Persona, PersonaPreset } from "./persona.ts";
import { drawReactionMs } from "./reaction.ts";
import { SignalWatch } from "./signal-watch.ts";

/** What a user asks of home care, by telephone. */
export interface HomeCareAsked {
  /** Asks for travel mode: the doses that are due before this true time, now. */
  readonly travel?: (untilMs: number) => void;
  /** Wants no dispenser any more. */
  readonly endService?: () => void;
}

/** What a person lives with. */
export interface PersonSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  /** Opens the person's own stream for one purpose, so that no habit changes what another draws. */
  readonly stream: (purpose: string) => RandomStream;
  readonly persona: Persona;
  readonly preset: PersonaPreset;
  /** {@link USUAL_HABITS} when absent. */
  readonly habits?: PeopleHabits;
  readonly gesture: TakingGesture;
  readonly wait: DoseWait;
  /** What their hands do to the device. */
  readonly hands: (action: HandAction) => void;
  readonly asks?: HomeCareAsked;
}

/** After how long a person looks whether the signal has gone, and how often they try again. */
const LOOK_AGAIN_MS = 1 * MINUTE_MS;
const TRIES_MAX = 3;
/** How often they go on while doses come for a journey. */
const PACKING_TRIES_MAX = 90;
/** How soon they act when they stand beside the device, ms; inferred. */
const BESIDE_MS = [5 * SECOND_MS, 40 * SECOND_MS] as const;
/** How long they wait for their own hands, ms. */
const HANDS_FREE_MS = 30 * SECOND_MS;
/** Who takes a dose before the alert has done so this long before it, ms. */
const BEFORE_ALERT_MS = 1 * MINUTE_MS;

/**
 * The user of one dispenser: acts on what the device shows and on calls, never on what the device
 * has inside, and now and then handles it without a reason.
 *
 * Invariants: goes to the device only when called by it or by somebody, and takes up no dose from a
 * device that shows nothing unless somebody asked for that; away from home nothing is handled.
 */
export class Person {
  readonly #setup: PersonSetup;
  readonly #habits: PeopleHabits;
  readonly #random: RandomStream;
  readonly #watch = new SignalWatch();
  readonly #hands: Hands;
  #startedMs = 0;
  #presence: "home" | "out" | "travelling" | "stopped" = "home";
  #intention: Intention | undefined;
  /** When the device began to call for the dose that is decided on. */
  #callMs = 0;
  #awaits: "second-round" | "any-signal" | undefined;
  #errand: ScheduledEvent | undefined;
  #homecoming: ScheduledEvent | undefined;
  #isTaking = false;
  #isPacking = false;
  #packed = 0;

  constructor(setup: PersonSetup) {
    const { scheduler, lane, stream, gesture, persona, hands: act, habits = USUAL_HABITS } = setup;
    this.#setup = setup;
    this.#habits = habits;
    this.#random = stream("person");
    const wrongPress = habits.mistakes ? persona.wrongPress.value : 0;
    const random = stream("person/hands");
    this.#hands = new Hands({ scheduler, lane, random, gesture, wrongPress, act });
  }

  /** Begins daily life. */
  start(): void {
    const { scheduler, lane, stream, persona, asks } = this.#setup;
    const { idling, journeys, dropOut } = this.#habits;
    this.#startedMs = scheduler.nowMs();
    if (idling) {
      const random = stream("person/idle");
      const mayIdle = () => this.#mayIdle();
      handleIdly({ scheduler, lane, random, persona, hands: this.#hands, mayIdle });
    }
    if (journeys) {
      const random = stream("person/journeys");
      new Journeys({ scheduler, lane, random, persona, traveller: this, asks }).start();
    }
    if (dropOut) this.#mayStop(stream("person/drop-out"));
  }

  /** Sees and hears what the device shows now. */
  see(shown: SignalShow): void {
    const notice = this.#watch.see(shown, this.#setup.scheduler.nowMs());
    if (notice === "nothing" || this.#presence !== "home" || this.#isTaking) return;
    if (this.#isPacking) this.#goTake(this.#random.integer(...BESIDE_MS), false);
    else if (notice === "new-call") this.#decide();
    else if (this.#awaits === "second-round") this.#heed();
    else if (this.#awaits === "any-signal") this.#goTake(this.#random.integer(...BESIDE_MS), false);
  }

  /** Is called by somebody of the response centre who asks for the dose to be taken. */
  called(): void {
    const isWilling = this.#intention !== undefined && this.#intention !== "leaves-it";
    if (!isWilling || this.#habits.calls === "persona") return;
    const { actsAfterCallFrom, actsAfterCallUntil, wayHomeFrom, wayHomeUntil } = PEOPLE_FIGURES;
    if (this.#presence === "home") {
      this.#goTake(this.#minutesBetween(actsAfterCallFrom.value, actsAfterCallUntil.value), true);
    } else if (this.#presence === "out") {
      this.#comeHomeAfter(this.#minutesBetween(wayHomeFrom.value, wayHomeUntil.value), true);
    }
  }

  /**
   * Somebody stands beside them and helps with the dose that the device calls for.
   *
   * @returns whether there is one, and they are at home
   */
  helped(): boolean {
    if (this.#presence !== "home" || !this.#watch.isSignalling()) return false;
    this.#goTake(this.#random.integer(...BESIDE_MS), true);
    return true;
  }

  /** Says whether they could leave now: at home, and the device asks for nothing. */
  isFree(): boolean {
    return this.#presence === "home" && !this.#isTaking && !this.#watch.isSignalling();
  }

  /** Says whether they want no dispenser any more. */
  hasStopped(): boolean {
    return this.#presence === "stopped";
  }

  /** Stays beside the device to take the doses of a journey, or does so no longer. */
  pack(isPacking: boolean): void {
    this.#isPacking = isPacking;
    this.#packed = 0;
  }

  /** How often they took from the device since they began to pack. */
  packed(): number {
    return this.#packed;
  }

  /** Leaves home until a true time, with the doses or without. */
  leave(untilMs: number): void {
    if (this.#presence === "stopped") return;
    this.#forgetDose();
    this.#presence = "travelling";
    this.#comeHomeAfter(Math.max(0, untilMs - this.#setup.scheduler.nowMs()), false);
  }

  /**
   * A press without a reason takes a dose that waits. The persona's chances have that in them: who is
   * to leave a dose, or to take it after a call only, does not take it by chance as well.
   */
  #mayIdle(): boolean {
    if (this.#presence !== "home" || this.#isTaking) return false;
    return this.#intention === "takes-alone" || !this.#watch.isSignalling();
  }

  #decide(): void {
    this.#forgetDose();
    const { persona, preset, scheduler, wait } = this.#setup;
    this.#callMs = scheduler.nowMs();
    const inServiceMs = this.#callMs - this.#startedMs;
    const chances = dosesChances(persona, preset, this.#habits, inServiceMs);
    const decision = decideDose(this.#random, persona, chances);
    const { intention, isOut, ignoresFirst, at } = decision;
    this.#intention = intention;
    if (isOut) {
      this.#presence = "out";
      this.#comeHomeAfter(homeAfterMs(wait, at), false);
    }
    if (intention === "takes-alone") {
      if (ignoresFirst && this.#habits.ignoring) this.#awaits = "second-round";
      else this.#heed();
    } else if (intention === "takes-after-call" && this.#habits.calls === "persona") {
      this.#calledAfter(calledAfterMs(wait, at));
    }
  }

  /** The call that belongs to the persona. */
  #calledAfter(delayMs: number | undefined): void {
    if (delayMs === undefined) return;
    if (this.#presence === "out") this.#comeHomeAfter(delayMs, true);
    else this.#goTake(delayMs, true);
  }

  #heed(): void {
    this.#awaits = undefined;
    const { scheduler, wait, persona } = this.#setup;
    const passedMs = scheduler.nowMs() - this.#callMs;
    const withinMs = this.#habits.inTime ? wait.alertMs - BEFORE_ALERT_MS - passedMs : undefined;
    this.#goTake(drawReactionMs(this.#random, persona, withinMs), false);
  }

  /** Goes to the device after a while; an earlier errand to it stays. */
  #goTake(delayMs: number, isCalled: boolean): void {
    const { scheduler, lane } = this.#setup;
    const atMs = scheduler.nowMs() + delayMs;
    if (this.#isTaking || (this.#errand?.trueMs ?? Number.POSITIVE_INFINITY) <= atMs) return;
    this.#cancel(this.#errand);
    this.#awaits = undefined;
    this.#errand = scheduler.at(atMs, lane, () => {
      this.#errand = undefined;
      this.#reach(isCalled);
    });
  }

  /** Stands before the device: one that shows nothing is left alone until it calls again. */
  #reach(isCalled: boolean): void {
    if (this.#hands.isBusy()) this.#goTake(HANDS_FREE_MS, isCalled);
    else if (isCalled || this.#watch.isSignalling()) {
      this.#isTaking = true;
      this.#take(1);
    } else this.#awaits = "any-signal";
  }

  #take(attempt: number): void {
    const { scheduler, lane } = this.#setup;
    const triesMax = this.#isPacking ? PACKING_TRIES_MAX : TRIES_MAX;
    this.#hands.takeDose(this.#watch.saysTake());
    this.#packed += 1;
    scheduler.at(scheduler.nowMs() + LOOK_AGAIN_MS, lane, () => {
      const goesOn = this.#watch.isSignalling() && attempt < triesMax;
      if (goesOn && this.#presence === "home") this.#take(attempt + 1);
      else this.#finish();
    });
  }

  #finish(): void {
    this.#isTaking = false;
    this.#intention = undefined;
    if (!this.#watch.isSignalling()) this.#watch.forget();
  }

  #comeHomeAfter(delayMs: number, isCalled: boolean): void {
    const { scheduler, lane } = this.#setup;
    this.#cancel(this.#homecoming);
    this.#homecoming = scheduler.at(scheduler.nowMs() + delayMs, lane, () => {
      this.#homecoming = undefined;
      this.#presence = "home";
      if (isCalled) this.#goTake(this.#random.integer(...BESIDE_MS), true);
      else if (this.#watch.isSignalling()) this.#decide();
    });
  }

  #forgetDose(): void {
    this.#cancel(this.#errand);
    this.#errand = undefined;
    this.#intention = undefined;
    this.#awaits = undefined;
  }

  #mayStop(random: RandomStream): void {
    const { scheduler, lane, preset, asks } = this.#setup;
    const { dropOutDays } = PEOPLE_FIGURES;
    const stops = random.chance(dropOutChance(preset));
    const afterMs = Math.round(random.uniform() * dropOutDays.value * DAY_MS);
    if (!stops) return;
    scheduler.at(scheduler.nowMs() + afterMs, lane, () => {
      this.#forgetDose();
      this.#cancel(this.#homecoming);
      this.#presence = "stopped";
      asks?.endService?.();
    });
  }

  #minutesBetween(fromMin: number, untilMin: number): number {
    return this.#random.integer(fromMin * MINUTE_MS, untilMin * MINUTE_MS);
  }

  #cancel(event: ScheduledEvent | undefined): void {
    if (event !== undefined) this.#setup.scheduler.cancel(event);
  }
}
