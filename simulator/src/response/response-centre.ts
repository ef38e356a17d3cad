import {
  type AlertCode,
  type DeviceEvent,
  type EscalationLadder,
  HOUR_MS,
  type LadderInput,
  type LadderState,
  type NoticeSend,
  resumeLadder,
  type Severity,
  startLadder,
  stepLadder,
} from "@dosekit/protocols";
import type { Observation } from "../checkers/observation.ts";
import type { ScheduledEvent, Scheduler } from "../clock/scheduler.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { drawOperatorDelayMs } from "./operator-delays.ts";

/** What the people who answer one device's alerts work with. */
export interface ResponseSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly random: RandomStream;
  readonly deviceId: string;
  readonly ladder: EscalationLadder;
  readonly observe: (seen: Observation) => void;
  /** Somebody calls the user and asks for the waiting dose to be taken. */
  readonly callUser: () => void;
  /** The operator's acknowledgement is sent to the device. */
  readonly acknowledge: (alertId: string) => void;
  /** Staff are sent to fill the dispenser. */
  readonly sendStaff: (afterMs: number) => void;
}

interface OpenAlert {
  readonly code: AlertCode | undefined;
  state: LadderState;
  due: ScheduledEvent | undefined;
}

/** Chance that a notice goes unheeded, so that only the next one can help; inferred. */
const UNHEEDED_CHANCE = 0.1;

/** Alerts that say that a dose waits, or waited: the operator calls. */
const CALL_FOR: ReadonlySet<AlertCode> = new Set(["1.1", "1.10"]);
/** Alerts that bring staff: medicine is low, or the mechanism waits for somebody with the key. */
const VISIT_FOR: ReadonlySet<AlertCode> = new Set([
  "1.2",
  "1.3",
  "1.5",
  "1.6",
  "1.7",
  "1.8",
  "1.9",
  "1.12",
  "1.13",
  "1.22",
]);
/** Time until staff arrive, ms; inferred. */
const VISIT_MS = [1 * HOUR_MS, 6 * HOUR_MS] as const;

/**
 * Home care and response centre for one device: every committed alert whose ladder the device does
 * not run climbs it here, and operators act on the notices that they get, from here or from the
 * device, some time later or not at all.
 */
export class ResponseCentre {
  readonly #setup: ResponseSetup;
  readonly #open = new Map<string, OpenAlert>();
  /** Alerts that the device runs, by severity, and those of them that somebody was told of. */
  readonly #severities = new Map<string, Severity>();
  readonly #toldByDevice = new Map<string, AlertCode>();
  #visitUntilMs = 0;

  constructor(setup: ResponseSetup) {
    this.#setup = setup;
  }

  /** The inbox committed a record of the device. */
  onCommitted(record: DeviceEvent): void {
    const { alertId } = record;
    if (alertId === undefined) return;
    if (record.kind === "alert.raised") this.#raise(alertId, record);
    else if (record.kind === "alert.handed-over") this.#takeOver(alertId, record);
    else if (record.kind === "alert.cleared") this.#over(alertId);
  }

  /** The device itself told somebody of an alert whose ladder it runs. */
  onTold({ alertId, alert: code, severity, rung, recipient, what }: NoticeSend): void {
    if (what === "over" || this.#open.has(alertId)) return;
    const { scheduler, deviceId, observe } = this.#setup;
    const trueMs = scheduler.nowMs();
    const notice = { alertId, recipient, rung, repeat: what === "again" };
    observe({ trueMs, deviceId, seen: "notice", notice, by: "device" });
    this.#toldByDevice.set(alertId, code);
    this.#operatorHears(alertId, code, severity);
  }

  /** Counts alerts whose ladder has not ended. */
  open(): number {
    return this.#open.size;
  }

  /** Whoever the record names runs the ladder; an alert that the device runs is only remembered. */
  #raise(alertId: string, record: DeviceEvent): void {
    if (this.#open.has(alertId)) return;
    const { ladder, scheduler } = this.#setup;
    const severity = (record.severity ?? 0) as Severity;
    if (record.runner === "device") {
      this.#severities.set(alertId, severity);
      return;
    }
    const state = startLadder(ladder, alertId, severity, scheduler.nowMs());
    this.#climb(alertId, record.alert, state);
  }

  /** The device hands a ladder over at the step that it had reached. */
  #takeOver(alertId: string, { alert, count = 0 }: DeviceEvent): void {
    const severity = this.#severities.get(alertId);
    if (this.#open.has(alertId) || severity === undefined) return;
    this.#forget(alertId);
    const { ladder, scheduler } = this.#setup;
    const standing = { alertId, severity, rung: count - 1 };
    this.#climb(alertId, alert, resumeLadder(ladder, standing, scheduler.nowMs()));
  }

  #climb(alertId: string, code: AlertCode | undefined, state: LadderState): void {
    this.#open.set(alertId, { code, state, due: undefined });
    this.#input(alertId, { type: "time" });
  }

  #over(alertId: string): void {
    this.#forget(alertId);
    this.#input(alertId, { type: "cleared" });
  }

  #forget(alertId: string): void {
    this.#severities.delete(alertId);
    this.#toldByDevice.delete(alertId);
  }

  #input(alertId: string, input: LadderInput): void {
    const alert = this.#open.get(alertId);
    if (alert === undefined) return;
    const { ladder, scheduler, deviceId, observe } = this.#setup;
    const trueMs = scheduler.nowMs();
    const [state, notices] = stepLadder(ladder, alert.state, input, trueMs);
    alert.state = state;
    for (const notice of notices) {
      observe({ trueMs, deviceId, seen: "notice", notice });
      this.#operatorHears(alertId, alert.code, alert.state.severity);
    }
    this.#arm(alertId, alert);
  }

  #arm(alertId: string, alert: OpenAlert): void {
    const { scheduler, lane } = this.#setup;
    if (alert.due !== undefined) scheduler.cancel(alert.due);
    alert.due = undefined;
    const { nextMs } = alert.state;
    if (nextMs === undefined) this.#open.delete(alertId);
    else {
      alert.due = scheduler.at(nextMs, lane, () => {
        alert.due = undefined;
        this.#input(alertId, { type: "time" });
      });
    }
  }

  #operatorHears(alertId: string, code: AlertCode | undefined, severity: Severity): void {
    const { scheduler, lane, random } = this.#setup;
    const isUnheeded = random.chance(UNHEEDED_CHANCE);
    const isWaiting = code !== undefined && CALL_FOR.has(code);
    const delayMs = drawOperatorDelayMs(random, severity, scheduler.nowMs(), isWaiting);
    if (isUnheeded) return;
    scheduler.at(scheduler.nowMs() + delayMs, lane, () => this.#act(alertId, code));
  }

  #act(alertId: string, code: AlertCode | undefined): void {
    const { scheduler, deviceId, observe, callUser, acknowledge } = this.#setup;
    if (code !== undefined && CALL_FOR.has(code)) callUser();
    if (code !== undefined && VISIT_FOR.has(code)) this.#orderVisit();
    const isOfDevice = this.#toldByDevice.delete(alertId);
    if (!isOfDevice && !this.#open.has(alertId)) return;
    observe({ trueMs: scheduler.nowMs(), deviceId, seen: "acknowledged", alertId });
    acknowledge(alertId);
    this.#input(alertId, { type: "acknowledged", actor: "operator" });
  }

  /** One visit at a time: a second alert about the same lack brings nobody else. */
  #orderVisit(): void {
    const { scheduler, random, sendStaff } = this.#setup;
    const nowMs = scheduler.nowMs();
    const afterMs = random.integer(...VISIT_MS);
    if (nowMs < this.#visitUntilMs) return;
    this.#visitUntilMs = nowMs + afterMs;
    sendStaff(afterMs);
  }
}
