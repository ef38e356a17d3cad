import type { Scheduler } from "../clock/scheduler.ts";
import type { Order } from "../home/run-spec.ts";
import { type PeopleHabits, USUAL_HABITS } from "../people/habits.ts";
import type { HomePeople, PeopleSpec } from "../people/home-people.ts";
import { type RelativeAnswer, Relatives } from "../people/relatives.ts";
import type { HandAction } from "../plant/plant.ts";
import { streamOf } from "../random/random-stream.ts";
import type { Happening } from "./happening.ts";

/** The people around one dispenser, as far as the home needs them. */
export type HomeDwellers = Pick<
  HomePeople,
  "start" | "see" | "callUser" | "callRelative" | "visitAfter" | "takeOut"
>;

/** What recorded happenings are played into. */
export interface PlayedPeopleSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly seed: string;
  readonly deviceId: string;
  readonly people: PeopleSpec;
  readonly happenings: readonly Happening[];
  readonly hands: (action: HandAction) => void;
  readonly ask?: ((wish: Order["wish"]) => void) | undefined;
  readonly putInBatteries: () => void;
}

/**
 * Plays what people did once more, without the people: nobody reacts to the device. Relatives still
 * answer the telephone as they did, since the response centre goes by their answers.
 */
export class PlayedPeople implements HomeDwellers {
  readonly #setup: PlayedPeopleSetup;
  readonly #habits: PeopleHabits;
  readonly #relatives: Relatives;

  constructor(setup: PlayedPeopleSetup) {
    const { scheduler, lane, seed, deviceId, people } = setup;
    this.#setup = setup;
    this.#habits = { ...USUAL_HABITS, ...people.habits };
    const random = streamOf(seed, deviceId, "relatives");
    this.#relatives = new Relatives({ scheduler, lane, random, help: nothing });
  }

  /** Puts every happening on the scheduler, in their order. */
  start(): void {
    const { scheduler, lane, happenings } = this.#setup;
    for (const happening of happenings) {
      scheduler.at(happening.atMs, lane, () => this.#happen(happening));
    }
    if (this.#habits.relatives) this.#relatives.start();
  }

  /** Nobody looks. */
  see(): void {}

  /** Nobody hears it: what calls brought about is among the happenings. */
  callUser(): void {}

  /** Answers as the relatives did. */
  callRelative(onHelp?: () => void): RelativeAnswer {
    return this.#habits.relatives ? this.#relatives.call(onHelp) : "no-relative";
  }

  /** Nobody comes: visits are among the happenings. */
  visitAfter(): void {}

  /** Nobody takes: what staff took is among the happenings. */
  takeOut(): void {}

  #happen(happening: Happening): void {
    const { hands, ask, putInBatteries } = this.#setup;
    if (happening.what === "gesture") hands(happening.action);
    else if (happening.what === "asked") ask?.(happening.wish);
    else putInBatteries();
  }
}

function nothing(): void {}
