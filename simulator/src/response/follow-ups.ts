import type { AlertId, DeviceEvent } from "@dosekit/protocols";
import type { Scheduler } from "../clock/scheduler.ts";
import type { HandlingEvent } from "./alert-case.ts";
import type { ToldAlert } from "./alert-ladders.ts";
import { isAboutDose, isCondition } from "./handling-steps.ts";
import type { HomeVisits, Visit } from "./home-visits.ts";
import { type ResponseDraws, urgencyOf } from "./operator-delays.ts";

/** What following up the visits to one home works with. */
export interface FollowUpsSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly visits: HomeVisits;
  readonly draws: ResponseDraws;
  /** Whether what staff do reaches the home, so that something can come of it. */
  readonly isReal: boolean;
  readonly tell: (alert: ToldAlert, event: HandlingEvent) => void;
}

/**
 * Looks after the visits to one home: an alert that tells of a condition of the device and still
 * stands a while after somebody was there shows that they came in vain, and they come again, until
 * it is over.
 *
 * Invariant: while such an alert stands for which somebody was sent, another visit is planned.
 */
export class FollowUps {
  readonly #setup: FollowUpsSetup;
  /** Alerts for which somebody was sent, and that are not over. */
  readonly #standing = new Set<AlertId>();
  #epoch: number | undefined;

  constructor(setup: FollowUpsSetup) {
    this.#setup = setup;
  }

  /** The inbox committed a record: with the service, or the journal that they belong to, alerts end. */
  onCommitted({ epoch, kind, mode }: DeviceEvent): void {
    const isNew = this.#epoch !== undefined && this.#epoch !== epoch;
    if (isNew || (kind === "mode.changed" && mode === "ended")) this.#standing.clear();
    this.#epoch = epoch;
  }

  /** The alert is over. */
  over(alertId: AlertId): void {
    this.#standing.delete(alertId);
  }

  /**
   * Sends somebody about an alert.
   *
   * @param onArrival called when they are there for the first time
   */
  send(
    alert: ToldAlert,
    { withKey, afterMs }: { readonly withKey: boolean; readonly afterMs: number },
    onArrival: () => void,
  ): void {
    const { alertId, severity, code } = alert;
    this.#standing.add(alertId);
    this.#setup.visits.send({ alertId, severity, withKey, afterMs }, (visit) => {
      onArrival();
      if (isCondition(code) && this.#setup.isReal) this.#lookAfter(alert, visit);
      else this.#standing.delete(alertId);
    });
  }

  #lookAfter(alert: ToldAlert, visit: Visit): void {
    const { scheduler, lane, draws, tell } = this.#setup;
    scheduler.at(scheduler.nowMs() + draws.settlesMs(), lane, () => {
      if (!this.#standing.has(alert.alertId)) return;
      if (visit.wasInVain())
        tell(alert, { kind: "handling.cause", actor: "staff", detail: IN_VAIN });
      tell(alert, { kind: "handling.dispatched", detail: "again" });
      const urgency = urgencyOf(alert.severity, isAboutDose(alert.code));
      this.send(alert, { withKey: true, afterMs: draws.againMs(urgency) }, () =>
        tell(alert, { kind: "handling.action", actor: "staff" }),
      );
    });
  }
}

/** What is told of a visit after which the condition still stands. */
export const IN_VAIN = "in vain";
