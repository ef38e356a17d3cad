import {
  ALERTS,
  type AlertCode,
  type AlertId,
  type DeviceEvent,
  type EscalationLadder,
  type LadderInput,
  type LadderNotice,
  type LadderRunner,
  type LadderState,
  type NoticeSend,
  resumeLadder,
  type Severity,
  startLadder,
  stepLadder,
} from "@dosekit/protocols";
import type { ScheduledEvent, Scheduler } from "../clock/scheduler.ts";
import { type LaddersBySeverity, ladderOfSeverity } from "./ladders-by-severity.ts";

/** An alert as those hear of it who are told. */
export interface ToldAlert {
  readonly alertId: AlertId;
  readonly code: AlertCode | undefined;
  readonly severity: Severity;
}

/** What the ladders of one device's alerts work with. */
export interface AlertLaddersSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly ladder: EscalationLadder;
  /** Ladders of single severities and codes; none when absent. */
  readonly ladders?: LaddersBySeverity | undefined;
  /** A recipient was told of an alert. */
  readonly onNotice: (alert: ToldAlert, notice: LadderNotice, by: LadderRunner) => void;
  /** The alert is over, whoever ran its ladder. */
  readonly onOver: (alertId: AlertId) => void;
}

interface OpenAlert {
  readonly alert: ToldAlert;
  state: LadderState;
  due: ScheduledEvent | undefined;
}

/**
 * The gateway's side of one device's escalation ladders: every committed alert whose ladder the
 * device does not run climbs it here, and one that the device hands over goes on where it was.
 */
export class AlertLadders {
  readonly #setup: AlertLaddersSetup;
  readonly #open = new Map<AlertId, OpenAlert>();
  /** Alerts that the device runs. */
  readonly #ofDevice = new Map<AlertId, ToldAlert>();

  constructor(setup: AlertLaddersSetup) {
    this.#setup = setup;
  }

  /** The inbox committed a record of the device. */
  onCommitted(record: DeviceEvent): void {
    const { alertId } = record;
    if (alertId === undefined) return;
    if (record.kind === "alert.raised") this.#raise(alertId, record);
    else if (record.kind === "alert.handed-over") this.#takeOver(alertId, record);
    else if (record.kind === "alert.cleared") this.#clear(alertId);
    else if (record.kind === "alert.acknowledged") this.#ofDevice.delete(alertId);
  }

  /** The device itself told somebody of an alert whose ladder it runs. */
  onTold({ alertId, alert: code, severity, rung, recipient, what }: NoticeSend): void {
    if (what === "over" || this.#open.has(alertId)) return;
    const notice = { alertId, recipient, rung, repeat: what === "again" };
    this.#ofDevice.set(alertId, { alertId, code, severity });
    this.#setup.onNotice({ alertId, code, severity }, notice, "device");
  }

  /** Somebody took charge: nobody else is told by the gateway's side. */
  acknowledged(alertId: AlertId): void {
    this.#input(alertId, { type: "acknowledged", actor: "operator" });
  }

  /** Whether the device runs the ladder of an alert, and has not heard of an end to it. */
  isOfDevice(alertId: AlertId): boolean {
    return this.#ofDevice.has(alertId);
  }

  /** Counts alerts whose ladder has not ended here. */
  open(): number {
    return this.#open.size;
  }

  /** Whoever the record names runs the ladder; an alert that the device runs is only remembered. */
  #raise(alertId: AlertId, record: DeviceEvent): void {
    if (this.#open.has(alertId)) return;
    const alert = alertOf(alertId, record);
    if (record.runner === "device") {
      this.#ofDevice.set(alertId, alert);
      return;
    }
    const { scheduler } = this.#setup;
    const ladder = this.#ladderOf(alert);
    this.#climb(alert, startLadder(ladder, alertId, alert.severity, scheduler.nowMs()));
  }

  /** The device hands a ladder over at the step that it had reached. */
  #takeOver(alertId: AlertId, { count = 0 }: DeviceEvent): void {
    const alert = this.#ofDevice.get(alertId);
    if (this.#open.has(alertId) || alert === undefined) return;
    this.#ofDevice.delete(alertId);
    const { scheduler } = this.#setup;
    const ladder = this.#ladderOf(alert);
    const standing = { alertId, severity: alert.severity, rung: count - 1 };
    this.#climb(alert, resumeLadder(ladder, standing, scheduler.nowMs()));
  }

  #climb(alert: ToldAlert, state: LadderState): void {
    this.#open.set(alert.alertId, { alert, state, due: undefined });
    this.#input(alert.alertId, { type: "time" });
  }

  #clear(alertId: AlertId): void {
    this.#ofDevice.delete(alertId);
    this.#input(alertId, { type: "cleared" });
    this.#setup.onOver(alertId);
  }

  #input(alertId: AlertId, input: LadderInput): void {
    const open = this.#open.get(alertId);
    if (open === undefined) return;
    const { scheduler, onNotice } = this.#setup;
    const ladder = this.#ladderOf(open.alert);
    const [state, notices] = stepLadder(ladder, open.state, input, scheduler.nowMs());
    open.state = state;
    for (const notice of notices) onNotice(open.alert, notice, "gateway");
    this.#arm(alertId, open);
  }

  #ladderOf(alert: ToldAlert): EscalationLadder {
    const { ladder, ladders } = this.#setup;
    return ladderOfSeverity(ladder, ladders, alert);
  }

  #arm(alertId: AlertId, open: OpenAlert): void {
    const { scheduler, lane } = this.#setup;
    if (open.due !== undefined) scheduler.cancel(open.due);
    open.due = undefined;
    const { nextMs } = open.state;
    if (nextMs === undefined) {
      this.#open.delete(alertId);
      return;
    }
    open.due = scheduler.at(nextMs, lane, () => {
      open.due = undefined;
      this.#input(alertId, { type: "time" });
    });
  }
}

function alertOf(alertId: AlertId, { alert: code, severity }: DeviceEvent): ToldAlert {
  const ofCode = code === undefined ? 0 : ALERTS[code].severity;
  return { alertId, code, severity: (severity ?? ofCode) as Severity };
}
