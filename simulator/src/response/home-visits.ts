import type { Scheduler } from "../clock/scheduler.ts";

/** What visits to one home work with. */
export interface HomeVisitsSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  /** Staff with the key are sent to the dispenser. */
  readonly sendStaff: (afterMs: number) => void;
}

interface Visit {
  readonly arrivesMs: number;
  readonly withKey: boolean;
}

/**
 * The way of home care to one home: one visit at a time, so that a second alert about the same lack
 * brings nobody else.
 */
export class HomeVisits {
  readonly #setup: HomeVisitsSetup;
  #underway: Visit | undefined;

  constructor(setup: HomeVisitsSetup) {
    this.#setup = setup;
  }

  /**
   * Sends somebody; whoever is on the way already, with the key when it takes one, does for both.
   *
   * @param onArrival called when somebody is there
   */
  send(withKey: boolean, afterMs: number, onArrival: () => void): void {
    const { scheduler, lane, sendStaff } = this.#setup;
    const nowMs = scheduler.nowMs();
    const present = this.#underway;
    const serves =
      present !== undefined && present.arrivesMs > nowMs && (present.withKey || !withKey);
    const arrivesMs = serves ? present.arrivesMs : nowMs + afterMs;
    scheduler.at(arrivesMs, lane, onArrival);
    if (serves) return;
    this.#underway = { arrivesMs, withKey };
    if (withKey) sendStaff(afterMs);
  }
}
