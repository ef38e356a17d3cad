import type { ProductProfile, ZoneTable } from "@dosekit/firmware-model";
import { type DosePlan, MINUTE_MS, type SignalShow } from "@dosekit/protocols";
import type { Scheduler } from "../clock/scheduler.ts";
import type { HandAction } from "../plant/plant.ts";
import { streamOf } from "../random/random-stream.ts";
import { doseWaitOf } from "./dose-wait.ts";
import { type PeopleHabits, USUAL_HABITS } from "./habits.ts";
import type { TakingGesture } from "./hands.ts";
import { type HomeCareAsked, Person } from "./person.ts";
import type { Persona, PersonaPreset } from "./persona.ts";
import { type RelativeAnswer, Relatives } from "./relatives.ts";
import { type RoundStop, roundComesMs } from "./round.ts";
import { Staff } from "./staff.ts";

/** How the people of a run live. */
export interface PeopleSpec {
  readonly preset: PersonaPreset;
  /** What differs from {@link USUAL_HABITS}. */
  readonly habits?: Partial<PeopleHabits>;
}

/** What the people around one dispenser live with. */
export interface HomePeopleSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly seed: string;
  readonly deviceId: string;
  readonly people: PeopleSpec;
  readonly persona: Persona;
  readonly profile: ProductProfile;
  readonly plan: DosePlan;
  readonly table: ZoneTable;
  /** Doses that a full dispenser holds, and how it hands them over. */
  readonly capacity: number;
  readonly gesture: TakingGesture;
  /** Days between visits that nobody asked for, and the home's place on the round that makes them. */
  readonly refillEveryDays: number;
  readonly roundStop?: RoundStop;
  readonly hands: (action: HandAction) => void;
  /** Whether the dispenser runs. */
  readonly isOn: () => boolean;
  readonly asks?: HomeCareAsked;
}

/** How long staff give the user to take a dose that waits before they open the lid, ms; inferred. */
const HELP_MS = 3 * MINUTE_MS;

/**
 * Everybody around one dispenser: its user, their relatives, and staff. What they do depends on
 * their home's own streams alone, so that the same seed gives the same people in any fleet.
 */
export class HomePeople {
  readonly #setup: HomePeopleSetup;
  readonly #habits: PeopleHabits;
  readonly #person: Person;
  readonly #relatives: Relatives;
  readonly #staff: Staff;

  constructor(setup: HomePeopleSetup) {
    const { scheduler, lane, people } = setup;
    this.#setup = setup;
    this.#habits = { ...USUAL_HABITS, ...people.habits };
    this.#person = this.#newPerson();
    this.#relatives = new Relatives({
      help: () => void this.#person.helped(),
      ...{ scheduler, lane, random: this.#stream("relatives") },
    });
    this.#staff = this.#newStaff();
  }

  /** Begins daily life. Staff come first, to fill the dispenser. */
  start(): void {
    this.#staff.visitAfter(0);
    this.#staff.start();
    this.#person.start();
    if (this.#habits.relatives) this.#relatives.start();
  }

  /** The user, and whoever is with them, see and hear what the device shows now. */
  see(shown: SignalShow): void {
    this.#person.see(shown);
    if (this.#relatives.areThere()) this.#person.helped();
  }

  /** Somebody calls the user and asks for the dose to be taken. */
  callUser(): void {
    this.#person.called();
  }

  /** Somebody calls a relative about the dose; `onHelp` is called when they help. */
  callRelative(onHelp?: () => void): RelativeAnswer {
    return this.#habits.relatives ? this.#relatives.call(onHelp) : "no-relative";
  }

  /** Staff come after a while and fill the dispenser. */
  visitAfter(delayMs: number): void {
    this.#staff.visitAfter(delayMs);
  }

  /** Staff who stand at the device take out this many doses, one after the other. */
  takeOut(doses: number): void {
    this.#staff.takeOut(doses, this.#setup.gesture);
  }

  #newPerson(): Person {
    const { scheduler, lane, people, persona, profile, plan, gesture, hands, asks } = this.#setup;
    return new Person({
      stream: (purpose) => this.#stream(purpose),
      ...{ scheduler, lane, persona, gesture, hands },
      preset: people.preset,
      habits: this.#habits,
      wait: doseWaitOf(profile, plan),
      asks: {
        ...asks,
        endService: () => {
          this.#staff.end();
          asks?.endService?.();
        },
      },
    });
  }

  #newStaff(): Staff {
    const { scheduler, lane, capacity, hands, isOn } = this.#setup;
    const { seed, roundStop, table, refillEveryDays } = this.#setup;
    return new Staff({
      random: this.#stream("staff"),
      ...{ scheduler, lane, capacity, hands, isOn },
      everyDays: refillEveryDays,
      helpFirst: () => (this.#person.helped() ? HELP_MS : 0),
      ...(roundStop === undefined
        ? {}
        : { roundComesMs: (dayMs) => roundComesMs(seed, roundStop, table, dayMs) }),
    });
  }

  #stream(purpose: string) {
    return streamOf(this.#setup.seed, this.#setup.deviceId, purpose);
  }
}
