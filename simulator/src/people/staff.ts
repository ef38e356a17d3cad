import { DAY_MS, HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import type { Scheduler } from "../clock/scheduler.ts";
import type { HandAction } from "../plant/plant.ts";
import type { RandomStream } from "../random/random-stream.ts";

/** What staff need to look after one dispenser. */
export interface StaffSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly random: RandomStream;
  /** Doses that a full dispenser holds. */
  readonly capacity: number;
  /** Days between visits that nobody asked for; 0 for none. */
  readonly everyDays: number;
  /** When the round of a day comes by, true ms; at some time of the day when absent. */
  readonly roundComesMs?: (dayMs: number) => number;
  readonly hands: (action: HandAction) => void;
  /**
   * Helps the user with a dose that the dispenser calls for, before the lid is opened on it; says how
   * long that takes, ms, and 0 where no dose waits.
   */
  readonly helpFirst?: () => number;
  /** Whether the dispenser runs: staff come back later for one without power. */
  readonly isOn: () => boolean;
}

/** How long staff give the device to bring a dose, and between turning it over and back, ms. */
const DOSE_COMES_MS = 40_000;
const HANDLING_MS = 3_000;
/** How long filling takes, with the lid open, ms; inferred. */
const FILLING_MS = 2 * MINUTE_MS;
/** When staff come back to a dispenser without power, ms; inferred. */
const COME_BACK_MS = 1 * HOUR_MS;
/** Earliest and latest time after midnight UTC at which planned visits begin, ms; inferred. */
const PLANNED_VISIT_MS = [8 * HOUR_MS, 14 * HOUR_MS] as const;

/** The home care staff who fill one dispenser, with the key. */
export class Staff {
  readonly #setup: StaffSetup;
  #isVisiting = false;
  #hasEnded = false;

  constructor(setup: StaffSetup) {
    this.#setup = setup;
  }

  /** Begins the round of planned visits. */
  start(): void {
    const { scheduler, everyDays } = this.#setup;
    if (everyDays > 0) this.#planVisit(scheduler.nowMs() + everyDays * DAY_MS);
  }

  /** Plans no further visit: the user wants no dispenser any more. */
  end(): void {
    this.#hasEnded = true;
  }

  /** Comes after a while, takes out what is left and fills the dispenser; ignored while there. */
  visitAfter(delayMs: number): void {
    this.#later(delayMs, () => this.#arrive());
  }

  /** Takes doses out that were asked for, with the gesture that the device understands. */
  takeOut(doses: number, gesture: "press" | "tilt"): void {
    const { hands } = this.#setup;
    for (let dose = 1; dose <= doses; dose += 1) {
      this.#later(dose * DOSE_COMES_MS, () =>
        hands(gesture === "press" ? { type: "press", actor: "staff" } : { type: "tilt" }),
      );
      const takesMs = gesture === "press" ? 3 * HANDLING_MS : HANDLING_MS;
      this.#later(dose * DOSE_COMES_MS + takesMs, () =>
        hands({ type: gesture === "press" ? "take" : "right" }),
      );
    }
  }

  #planVisit(dayMs: number): void {
    const { scheduler, lane, random, everyDays, roundComesMs } = this.#setup;
    const someTimeMs = () => dayMs - (dayMs % DAY_MS) + random.integer(...PLANNED_VISIT_MS);
    scheduler.at(roundComesMs?.(dayMs) ?? someTimeMs(), lane, () => {
      if (this.#hasEnded) return;
      this.#arrive();
      this.#planVisit(dayMs + everyDays * DAY_MS);
    });
  }

  #arrive(): void {
    if (this.#isVisiting) return;
    if (!this.#setup.isOn()) {
      this.visitAfter(COME_BACK_MS);
      return;
    }
    this.#isVisiting = true;
    const helpsMs = this.#setup.helpFirst?.() ?? 0;
    if (helpsMs > 0) this.#later(helpsMs, () => this.#fill());
    else this.#fill();
  }

  #fill(): void {
    const { hands, capacity } = this.#setup;
    hands({ type: "open-lid", withKey: true });
    this.#later(FILLING_MS, () => hands({ type: "refill", doses: capacity }));
    this.#later(FILLING_MS + MINUTE_MS, () => {
      hands({ type: "close-lid" });
      this.#isVisiting = false;
    });
  }

  #later(delayMs: number, run: () => void): void {
    const { scheduler, lane } = this.#setup;
    scheduler.at(scheduler.nowMs() + delayMs, lane, run);
  }
}
