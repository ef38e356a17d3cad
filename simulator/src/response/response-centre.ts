import type {
  AlertId,
  DeviceEvent,
  EscalationLadder,
  LadderNotice,
  LadderRunner,
  NoticeSend,
} from "@dosekit/protocols";
import type { Observation } from "../checkers/observation.ts";
import type { Scheduler } from "../clock/scheduler.ts";
import type { RelativeAnswer } from "../people/relatives.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { AlertCase, type CaseSetup, type HandlingEvent } from "./alert-case.ts";
import { AlertLadders, type ToldAlert } from "./alert-ladders.ts";
import { FollowUps } from "./follow-ups.ts";
import { HomeVisits } from "./home-visits.ts";
import type { LaddersBySeverity } from "./ladders-by-severity.ts";
import { ResponseDraws } from "./operator-delays.ts";
import { openLaneResponse, type ResponseService } from "./response-service.ts";

/** What the people who answer one device's alerts work with. */
export interface ResponseSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly random: RandomStream;
  readonly deviceId: string;
  readonly ladder: EscalationLadder;
  /** Ladders of single severities; none when absent. */
  readonly ladders?: LaddersBySeverity | undefined;
  readonly observe: (seen: Observation) => void;
  /** Somebody calls the user and asks for the waiting dose to be taken. */
  readonly callUser: () => void;
  /** Somebody calls next of kin; `onHelp` is to be called when they are with the user. */
  readonly callRelative: (onHelp: () => void) => RelativeAnswer;
  /** The operator's acknowledgement is sent to the device. */
  readonly acknowledge: (alertId: string) => void;
  /** Staff are there to fill the dispenser, and to mend what they can. */
  readonly staffCome: () => void;
  /** Whether nothing of what is done here reaches the home, so that nobody is sent again. */
  readonly inBooksOnly?: boolean;
  /** Who answers, and how fast; an operator for every alert when absent. */
  readonly service?: ResponseService;
}

/**
 * Home care and response centre for one device: every committed alert whose ladder the device does
 * not run climbs it here, and operators act on the notices that they get, from here or from the
 * device, some time later or not at all. Where they are to be had is the service's business.
 */
export class ResponseCentre {
  readonly #setup: ResponseSetup;
  readonly #service: ResponseService;
  readonly #draws: ResponseDraws;
  readonly #followUps: FollowUps;
  readonly #caseSetup: CaseSetup;
  readonly #ladders: AlertLadders;
  /** Alerts of which somebody was told, until nobody can be told any more. */
  readonly #cases = new Map<AlertId, AlertCase>();

  constructor(setup: ResponseSetup) {
    this.#setup = setup;
    this.#service = setup.service ?? openLaneResponse({});
    const { plan, roster } = this.#service;
    this.#draws = new ResponseDraws(setup.random, plan.times, roster);
    this.#followUps = this.#newFollowUps();
    this.#caseSetup = this.#newCaseSetup();
    this.#ladders = new AlertLadders({
      ladders: setup.ladders,
      ...{ scheduler: setup.scheduler, lane: setup.lane, ladder: setup.ladder },
      onNotice: (alert, notice, by) => this.#noticed(alert, notice, by),
      onOver: (alertId) => this.#over(alertId),
    });
  }

  /** The inbox committed a record of the device. */
  onCommitted(record: DeviceEvent): void {
    this.#followUps.onCommitted(record);
    this.#ladders.onCommitted(record);
    const { kind, alertId } = record;
    if (kind !== "alert.acknowledged" || alertId === undefined) return;
    // Who works on it has to hear when it is over, and lets go of it in the end.
    if (this.#cases.get(alertId)?.isHandled() !== true) this.#cases.delete(alertId);
  }

  /** The gateway found something out about the device, which no record of the device tells. */
  onFound(finding: DeviceEvent): void {
    this.#ladders.onCommitted(finding);
  }

  /** The device itself told somebody of an alert whose ladder it runs. */
  onTold(notice: NoticeSend): void {
    this.#ladders.onTold(notice);
  }

  /** Counts alerts whose ladder has not ended. */
  open(): number {
    return this.#ladders.open();
  }

  #noticed(alert: ToldAlert, notice: LadderNotice, by: LadderRunner): void {
    const { scheduler, deviceId, observe } = this.#setup;
    const trueMs = scheduler.nowMs();
    observe({
      ...{ trueMs, deviceId, seen: "notice", notice },
      ...(by === "device" ? { by } : {}),
    });
    if (!this.#service.plan.answers.includes(notice.recipient)) return;
    const known = this.#cases.get(alert.alertId);
    const answered = known ?? new AlertCase(alert, this.#caseSetup);
    if (known === undefined) this.#cases.set(alert.alertId, answered);
    answered.told();
  }

  #over(alertId: AlertId): void {
    this.#followUps.over(alertId);
    this.#cases.get(alertId)?.over();
    this.#cases.delete(alertId);
  }

  #acknowledge(alertId: AlertId): void {
    const { scheduler, deviceId, observe, acknowledge } = this.#setup;
    observe({ trueMs: scheduler.nowMs(), deviceId, seen: "acknowledged", alertId });
    acknowledge(alertId);
    this.#ladders.acknowledged(alertId);
  }

  #tell(alert: ToldAlert, event: HandlingEvent): void {
    const { scheduler, deviceId, observe } = this.#setup;
    observe({ trueMs: scheduler.nowMs(), deviceId, seen: "handling", alert, event });
  }

  #newFollowUps(): FollowUps {
    const { scheduler, lane, deviceId, staffCome, inBooksOnly = false } = this.#setup;
    const { desk: staff, visitMs } = this.#service.homeCare;
    const visits = new HomeVisits({ scheduler, lane, deviceId, staff, visitMs, staffCome });
    return new FollowUps({
      tell: (alert, event) => this.#tell(alert, event),
      ...{ scheduler, lane, visits, draws: this.#draws, isReal: !inBooksOnly },
    });
  }

  #newCaseSetup(): CaseSetup {
    const { scheduler, lane, deviceId } = this.#setup;
    const { plan, desk } = this.#service;
    return {
      tell: (alert, event) => this.#tell(alert, event),
      ...{ scheduler, lane, deviceId, desk, times: plan.times },
      ...{ draws: this.#draws, followUps: this.#followUps },
      acknowledge: (alertId) => this.#acknowledge(alertId),
      askUser: this.#setup.callUser,
      callRelative: this.#setup.callRelative,
      onEnd: (alertId) => {
        if (!this.#ladders.isOfDevice(alertId)) this.#cases.delete(alertId);
      },
    };
  }
}
