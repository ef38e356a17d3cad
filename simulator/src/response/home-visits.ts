import type { AlertId, Severity } from "@dosekit/protocols";
import type { ScheduledEvent, Scheduler } from "../clock/scheduler.ts";
import type { OperatorDesk } from "./operator-desk.ts";

/** What visits to one home work with. */
export interface HomeVisitsSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly deviceId: string;
  /** Who of home care is free to come. */
  readonly staff: OperatorDesk;
  /** How long a visit keeps one of them, its way included, ms. */
  readonly visitMs: number;
  /** Staff with the key are at the dispenser. */
  readonly staffCome: () => void;
}

/** A visit that somebody wants about an alert. */
export interface VisitWish {
  readonly alertId: AlertId;
  readonly severity: Severity;
  readonly withKey: boolean;
  /** When it is wanted: somebody who is free comes then, ms from now. */
  readonly afterMs: number;
}

/** A visit, once somebody is there. */
export interface Visit {
  /** Says for the first time that it helped nothing; false when that was said before. */
  wasInVain(): boolean;
}

interface UnderWay {
  readonly withKey: boolean;
  readonly onArrival: ((visit: Visit) => void)[];
  /** The gravest alert that it is about. */
  wish: VisitWish;
  /** When somebody is to come; absent once they wait for somebody who is free. */
  due: ScheduledEvent | undefined;
}

/**
 * The way of home care to one home: one visit at a time, so that a second alert about the same lack
 * brings nobody else. A visit whose time has come waits until somebody of home care is free.
 */
export class HomeVisits {
  readonly #setup: HomeVisitsSetup;
  #underWay: UnderWay | undefined;

  constructor(setup: HomeVisitsSetup) {
    this.#setup = setup;
  }

  /**
   * Sends somebody; whoever is to come already, with the key when it takes one, does for both, and
   * comes as soon as the first of the two is wanted.
   *
   * @param onArrival called when somebody is there
   */
  send(wish: VisitWish, onArrival: (visit: Visit) => void): void {
    const { withKey, afterMs } = wish;
    const present = this.#underWay;
    if (present !== undefined && (present.withKey || !withKey)) {
      present.onArrival.push(onArrival);
      if (wish.severity > present.wish.severity) present.wish = wish;
      this.#hurry(present, afterMs);
      return;
    }
    const visit: UnderWay = { withKey, onArrival: [onArrival], wish, due: undefined };
    this.#underWay = visit;
    this.#plan(visit, afterMs);
  }

  /** A visit that was planned for later comes when it is wanted now. */
  #hurry(visit: UnderWay, afterMs: number): void {
    const { scheduler } = this.#setup;
    if (visit.due === undefined || visit.due.trueMs <= scheduler.nowMs() + afterMs) return;
    scheduler.cancel(visit.due);
    this.#plan(visit, afterMs);
  }

  #plan(visit: UnderWay, afterMs: number): void {
    const { scheduler, lane } = this.#setup;
    visit.due = scheduler.at(scheduler.nowMs() + afterMs, lane, () => {
      visit.due = undefined;
      this.#whenFree(visit);
    });
  }

  #whenFree(visit: UnderWay): void {
    const { scheduler, lane, deviceId, staff, visitMs } = this.#setup;
    const { alertId, severity } = visit.wish;
    const request = { deviceId, alertId, severity, sinceMs: scheduler.nowMs() };
    staff.ask({
      ...request,
      begin: ({ release }) => {
        // Whoever frees somebody elsewhere is not to be in the middle of this home.
        scheduler.at(scheduler.nowMs(), lane, () => this.#arrive(visit));
        scheduler.at(scheduler.nowMs() + visitMs, lane, release);
      },
    });
  }

  #arrive(visit: UnderWay): void {
    if (this.#underWay === visit) this.#underWay = undefined;
    let isTold = false;
    const told: Visit = {
      wasInVain: () => {
        const isFirst = !isTold;
        isTold = true;
        return isFirst;
      },
    };
    if (visit.withKey) this.#setup.staffCome();
    for (const onArrival of visit.onArrival) onArrival(told);
  }
}
