import { DAY_MS, HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import type { Scheduler } from "../clock/scheduler.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { PEOPLE_FIGURES } from "./people-figures.ts";
import type { Person } from "./person.ts";
import type { Persona } from "./persona.ts";

/** What the journeys of one person depend on. */
export interface JourneysSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly random: RandomStream;
  readonly persona: Pick<Persona, "journeys" | "asksForTravelMode">;
  readonly traveller: Pick<Person, "isFree" | "hasStopped" | "pack" | "packed" | "leave">;
  /** How travel mode is asked for; whoever would ask and can't stays at home. */
  readonly asks: { readonly travel?: (untilMs: number) => void } | undefined;
}

/** One journey that was decided on. */
interface Journey {
  readonly departMs: number;
  readonly untilMs: number;
}

const MONTH_MS = 30.4375 * DAY_MS;
/** Shortest and longest journey, ms; a person with a dispenser is nowhere else for longer. */
const LENGTH_MS = [DAY_MS / 2, 7 * DAY_MS] as const;
/** Hours of the day, UTC, in which people call home care and leave; inferred. */
const BY_DAY_MS = [7 * HOUR_MS, 17 * HOUR_MS] as const;
/** How long somebody waits who is not free to leave, ms. */
const NOT_YET_MS = 10 * MINUTE_MS;

/**
 * Journeys of one person: with the doses in the bag where travel mode is asked for in time, or
 * without, so that they come due in an empty home.
 */
export class Journeys {
  readonly #setup: JourneysSetup;

  constructor(setup: JourneysSetup) {
    this.#setup = setup;
  }

  /** Begins to make journeys, by the persona's rate. */
  start(): void {
    if (this.#setup.persona.journeys.value > 0) this.#planNext();
  }

  #planNext(afterMs = this.#setup.scheduler.nowMs()): void {
    const { random, persona } = this.#setup;
    const meanMs = MONTH_MS / persona.journeys.value;
    const someTimeMs = afterMs + random.exponential(meanMs);
    const dayMs = someTimeMs - (someTimeMs % DAY_MS) + DAY_MS;
    this.#at(dayMs + random.integer(...BY_DAY_MS), () => this.#setOut());
  }

  #setOut(): void {
    const { random, persona, scheduler, traveller, asks } = this.#setup;
    const { journeyDaysMedian, journeyDaysSigma, asksAhead } = PEOPLE_FIGURES;
    const days = random.logNormal(journeyDaysMedian.value, journeyDaysSigma.value);
    const lengthMs = Math.min(LENGTH_MS[1], Math.max(LENGTH_MS[0], Math.round(days * DAY_MS)));
    const asksInTime = random.chance(persona.asksForTravelMode.value);
    if (traveller.hasStopped()) return;
    const departMs = scheduler.nowMs() + asksAhead.value * MINUTE_MS;
    const journey = { departMs, untilMs: departMs + lengthMs };
    if (!asksInTime) this.#leaveAt(departMs, journey);
    else if (asks?.travel === undefined) this.#planNext();
    else this.#ask(journey, 1);
  }

  /** Asks for travel mode and stays beside the device. */
  #ask(journey: Journey, time: number): void {
    const { traveller, asks } = this.#setup;
    const isLast = time >= PEOPLE_FIGURES.asksTimes.value;
    if (!traveller.isFree()) {
      if (isLast) this.#planNext();
      else this.#after(NOT_YET_MS, () => this.#ask(journey, time + 1));
      return;
    }
    traveller.pack(true);
    asks?.travel?.(journey.untilMs);
    this.#after(PEOPLE_FIGURES.asksAgain.value * MINUTE_MS, () => this.#look(journey, time));
  }

  /** Leaves once doses came and no more do; without any the journey is put off in the end. */
  #look(journey: Journey, time: number): void {
    const { traveller, scheduler } = this.#setup;
    const hasDoses = traveller.packed() > 0;
    if (hasDoses && !traveller.isFree() && scheduler.nowMs() < journey.departMs) {
      this.#after(NOT_YET_MS, () => this.#look(journey, time));
      return;
    }
    traveller.pack(false);
    if (hasDoses) this.#leaveAt(Math.max(journey.departMs, scheduler.nowMs()), journey);
    else if (time < PEOPLE_FIGURES.asksTimes.value) this.#ask(journey, time + 1);
    else this.#planNext();
  }

  #leaveAt(atMs: number, { untilMs }: Journey): void {
    this.#at(atMs, () => {
      this.#setup.traveller.leave(untilMs);
      this.#planNext(untilMs);
    });
  }

  #after(delayMs: number, run: () => void): void {
    this.#at(this.#setup.scheduler.nowMs() + delayMs, run);
  }

  #at(atMs: number, run: () => void): void {
    const { scheduler, lane } = this.#setup;
    scheduler.at(Math.round(atMs), lane, run);
  }
}
