import type { AlertId, EventKind } from "@dosekit/protocols";
import type { ScheduledEvent, Scheduler } from "../clock/scheduler.ts";
import type { RelativeAnswer } from "../people/relatives.ts";
import type { ToldAlert } from "./alert-ladders.ts";
import type { FollowUps } from "./follow-ups.ts";
import { Handling } from "./handling.ts";
import { isAboutDose, stepsFor } from "./handling-steps.ts";
import { type ResponseDraws, type Urgency, urgencyOf } from "./operator-delays.ts";
import type { Operator, OperatorDesk } from "./operator-desk.ts";
import type { ResponseTimes } from "./response-plan.ts";

/** What the response centre tells of an alert, by the names of VKP's composition events. */
export type HandlingKind = Extract<EventKind, `handling.${string}`>;

/** Something that was done about an alert. */
export interface HandlingEvent {
  readonly kind: HandlingKind;
  readonly operator?: string;
  /** What exactly, in a word or two. */
  readonly detail?: string;
  /** Who acted, when it was not an operator. */
  readonly actor?: "next-of-kin" | "staff";
  /** It reached the user or the device: alerts are measured up to the first of these. */
  readonly acted?: true;
}

/** What the handling of one device's alerts works with. */
export interface CaseSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly deviceId: string;
  readonly desk: OperatorDesk;
  readonly times: ResponseTimes;
  readonly draws: ResponseDraws;
  readonly followUps: FollowUps;
  readonly tell: (alert: ToldAlert, event: HandlingEvent) => void;
  /** The operator took charge. */
  readonly acknowledge: (alertId: AlertId) => void;
  /** The user is asked, by phone or face to face, to take the waiting dose. */
  readonly askUser: () => void;
  /** Next of kin are called; `onHelp` is called when they are with the user. */
  readonly callRelative: (onHelp: () => void) => RelativeAnswer;
  /** The operator is done with it. */
  readonly onEnd: (alertId: AlertId) => void;
}

type Standing = "idle" | "noticed" | "waiting" | "handled";

/**
 * One alert in the hands of those who answer: from the first notice over the wait for an operator
 * to what is done about it.
 *
 * Invariants: at most one operator works on it at a time, and every one is let go; what is over is
 * not begun any more.
 */
export class AlertCase {
  readonly #setup: CaseSetup;
  readonly #alert: ToldAlert;
  readonly #urgency: Urgency;
  readonly #sinceMs: number;
  #standing: Standing = "idle";
  #isOver = false;
  #isKnown = false;
  #notice: ScheduledEvent | undefined;
  #withdraw: (() => void) | undefined;

  constructor(alert: ToldAlert, setup: CaseSetup) {
    this.#setup = setup;
    this.#alert = alert;
    this.#urgency = urgencyOf(alert.severity, isAboutDose(alert.code));
    this.#sinceMs = setup.scheduler.nowMs();
    this.#tell({ kind: "handling.reported" });
  }

  /** Whether an operator works on it. */
  isHandled(): boolean {
    return this.#standing === "handled";
  }

  /** Somebody was told of it, for the first time or again. */
  told(): void {
    if (this.#standing !== "idle") return;
    const { draws, times, scheduler, lane } = this.#setup;
    const nowMs = scheduler.nowMs();
    if (draws.chance(times.unheeded)) return;
    this.#standing = "noticed";
    this.#notice = scheduler.at(nowMs + draws.noticeMs(this.#urgency, nowMs), lane, () =>
      this.#ask(),
    );
  }

  /** Its cause is gone: who has not begun leaves it, who has breaks off before the next step. */
  over(): void {
    this.#isOver = true;
    if (this.#notice !== undefined) this.#setup.scheduler.cancel(this.#notice);
    this.#withdraw?.();
  }

  #ask(): void {
    const { desk, deviceId } = this.#setup;
    const { alertId, severity } = this.#alert;
    this.#notice = undefined;
    this.#standing = "waiting";
    const withdraw = desk.ask({
      ...{ deviceId, alertId, severity, sinceMs: this.#sinceMs },
      begin: (operator) => this.#begin(operator),
    });
    if (this.#standing === "waiting") this.#withdraw = withdraw;
  }

  #begin(operator: Operator): void {
    this.#standing = "handled";
    this.#withdraw = undefined;
    const work = new Handling(this.#alert, operator, this.#setup);
    const steps = this.#isKnown ? [] : stepsFor(this.#alert.code);
    this.#isKnown = true;
    this.#tell({ kind: "handling.started", ...named(operator) });
    this.#tell({ kind: "handling.acknowledged", ...named(operator) });
    this.#setup.acknowledge(this.#alert.alertId);
    work.run(steps, this.#urgency, {
      isOver: () => this.#isOver,
      onEnd: () => {
        this.#standing = "idle";
        this.#setup.onEnd(this.#alert.alertId);
        operator.release();
      },
    });
  }

  #tell(event: HandlingEvent): void {
    this.#setup.tell(this.#alert, event);
  }
}

function named({ name }: Operator): { readonly operator?: string } {
  return name === undefined ? {} : { operator: name };
}
