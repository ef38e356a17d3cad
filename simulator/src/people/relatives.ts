import { DAY_MS, MINUTE_MS } from "@dosekit/protocols";
import type { Scheduler } from "../clock/scheduler.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { PEOPLE_FIGURES } from "./people-figures.ts";

/** What came of calling a relative. */
export type RelativeAnswer = "no-relative" | "no-answer" | "will-help";

/** What the relatives of one user depend on. */
export interface RelativesSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly random: RandomStream;
  /** They stand beside the user, or talk them through it on the telephone. */
  readonly help: () => void;
}

/**
 * Relatives of one user, if they have any who may be called. They come by of their own accord, and
 * help with a dose that the device calls for while they are there.
 */
export class Relatives {
  readonly #setup: RelativesSetup;
  readonly #mayBeCalled: boolean;
  #thereUntilMs = Number.NEGATIVE_INFINITY;

  constructor(setup: RelativesSetup) {
    this.#setup = setup;
    this.#mayBeCalled = setup.random.chance(PEOPLE_FIGURES.relativeShare.value);
  }

  /** Begins to come by. */
  start(): void {
    if (this.#mayBeCalled) this.#visitLater();
  }

  /** Says whether one of them is with the user. */
  areThere(): boolean {
    return this.#setup.scheduler.nowMs() < this.#thereUntilMs;
  }

  /**
   * Somebody calls them about a dose; who answers helps a while later.
   *
   * @param onHelp called when they do
   */
  call(onHelp?: () => void): RelativeAnswer {
    if (!this.#mayBeCalled) return "no-relative";
    const { random, help } = this.#setup;
    const { relativeAnswers, relativeHelpsFrom, relativeHelpsUntil } = PEOPLE_FIGURES;
    if (!random.chance(relativeAnswers.value)) return "no-answer";
    const spanMin = relativeHelpsUntil.value - relativeHelpsFrom.value;
    const afterMin = relativeHelpsFrom.value + random.uniform() * spanMin;
    this.#after(Math.round(afterMin * MINUTE_MS), () => {
      help();
      onHelp?.();
    });
    return "will-help";
  }

  #visitLater(): void {
    const { random, scheduler, help } = this.#setup;
    const { relativeVisits, relativeStay } = PEOPLE_FIGURES;
    this.#after(Math.ceil(random.exponential(DAY_MS / relativeVisits.value)), () => {
      const stayMs = random.exponential(relativeStay.value * MINUTE_MS);
      this.#thereUntilMs = scheduler.nowMs() + stayMs;
      help();
      this.#visitLater();
    });
  }

  #after(delayMs: number, run: () => void): void {
    const { scheduler, lane } = this.#setup;
    scheduler.at(scheduler.nowMs() + delayMs, lane, run);
  }
}
