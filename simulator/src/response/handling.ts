import type { CaseSetup, HandlingEvent } from "./alert-case.ts";
import type { ToldAlert } from "./alert-ladders.ts";
import { type HandlingStep, isAboutDose } from "./handling-steps.ts";
import type { Urgency } from "./operator-delays.ts";
import type { Operator } from "./operator-desk.ts";

/** Whom one piece of handling asks and tells. */
export interface HandlingHooks {
  /** Whether the alert's cause is gone: then no further step is begun. */
  readonly isOver: () => boolean;
  /** Everything is done and written down. */
  readonly onEnd: () => void;
}

/**
 * What one operator does about one alert, step by step, each taking its time. What others do who
 * were asked to come happens later and keeps no operator.
 */
export class Handling {
  readonly #alert: ToldAlert;
  readonly #operator: Operator;
  readonly #setup: CaseSetup;
  #hasActed = false;
  #awaitsOthers = false;

  constructor(alert: ToldAlert, operator: Operator, setup: CaseSetup) {
    this.#alert = alert;
    this.#operator = operator;
    this.#setup = setup;
  }

  /** Works through the steps until one settles it, and writes down what was done. */
  run(steps: readonly HandlingStep[], urgency: Urgency, hooks: HandlingHooks): void {
    const next = (left: readonly HandlingStep[]): void => {
      const [step, ...rest] = hooks.isOver() ? [] : left;
      if (step === undefined) this.#record(hooks.onEnd);
      else this.#take(step, urgency, (isSettled) => next(isSettled ? [] : rest));
    };
    this.#work(this.#setup.times.readMin, () => next(steps));
  }

  #take(step: HandlingStep, urgency: Urgency, then: (isSettled: boolean) => void): void {
    if (step === "call-user") this.#callUser(this.#setup.times.userCalls, then);
    else if (step === "call-kin") this.#callKin(then);
    else if (step === "look-remotely") this.#lookRemotely(then);
    else if (step === "take-note") then(false);
    else this.#send(step === "bring-key", urgency, then);
  }

  #callUser(callsLeft: number, then: (isSettled: boolean) => void): void {
    const { draws, times } = this.#setup;
    if (callsLeft < 1) {
      then(false);
      return;
    }
    const isAnswered = draws.chance(times.userAnswers);
    this.#work(isAnswered ? times.callMin : times.ringMin, () => {
      this.#tell(
        { kind: "handling.call", detail: isAnswered ? "answered" : "unanswered" },
        isAnswered,
      );
      if (!isAnswered) {
        this.#callUser(callsLeft - 1, then);
        return;
      }
      this.#askUser();
      then(true);
    });
  }

  /** Who is called knows what it is about; how soon they are there is for them to say. */
  #callKin(then: (isSettled: boolean) => void): void {
    const { times, callRelative } = this.#setup;
    const onHelp = () => this.#tell({ kind: "handling.action", actor: "next-of-kin" }, true);
    const answer = callRelative(onHelp);
    if (answer === "no-relative") {
      then(false);
      return;
    }
    const willHelp = answer === "will-help";
    this.#awaitsOthers ||= willHelp;
    this.#work(willHelp ? times.callMin : times.ringMin, () => {
      if (willHelp) this.#tell({ kind: "handling.other-actor", detail: "next-of-kin" });
      then(willHelp);
    });
  }

  #send(withKey: boolean, urgency: Urgency, then: (isSettled: boolean) => void): void {
    const { draws, times, followUps } = this.#setup;
    this.#work(times.sendMin, () => {
      this.#tell({ kind: "handling.dispatched", detail: withKey ? "with-key" : "to-user" });
      this.#tell({ kind: "handling.dispatch-accepted", actor: "staff" });
      this.#awaitsOthers = true;
      const visit = { withKey, afterMs: draws.arriveMs(urgency) };
      followUps.send(this.#alert, visit, () => {
        this.#tell({ kind: "handling.action", actor: "staff" }, true);
        this.#askUser();
      });
      then(true);
    });
  }

  #lookRemotely(then: (isSettled: boolean) => void): void {
    this.#work(this.#setup.times.technicalMin, () => {
      this.#tell({ kind: "handling.cause", detail: "technical follow-up" });
      then(false);
    });
  }

  /** Where nobody else was asked to come and no call got through, the record is what was done. */
  #record(onEnd: () => void): void {
    this.#work(this.#setup.times.recordMin, () => {
      this.#tell({ kind: "handling.measure" }, !this.#awaitsOthers);
      onEnd();
    });
  }

  #askUser(): void {
    if (isAboutDose(this.#alert.code)) this.#setup.askUser();
  }

  /** @param acts whether it reaches the user or the device; only the first time counts */
  #tell(event: HandlingEvent, acts = false): void {
    const isFirst = acts && !this.#hasActed;
    this.#hasActed ||= acts;
    const { name } = this.#operator;
    const isOwn = event.actor === undefined && name !== undefined;
    this.#setup.tell(this.#alert, {
      ...event,
      ...(isOwn ? { operator: name } : {}),
      ...(isFirst ? { acted: true } : {}),
    });
  }

  #work(medianMin: number, then: () => void): void {
    this.#after(this.#setup.draws.workMs(medianMin), then);
  }

  #after(delayMs: number, then: () => void): void {
    const { scheduler, lane } = this.#setup;
    scheduler.at(scheduler.nowMs() + delayMs, lane, then);
  }
}
