import type { Severity } from "@dosekit/protocols";
import type { AnswerLimit } from "./measure-scope.ts";

/** An alert, with what its lateness is judged by. */
export interface JudgedAlert {
  readonly deviceId: string;
  readonly severity: Severity;
  readonly raisedMs: number;
  /** It tells that a dose was missed. */
  readonly isMissedDose: boolean;
}

/** What became of an alert, each told once. */
export interface LatenessHooks {
  /** It is settled whether somebody took charge of it in time. */
  readonly onAcknowledged: (alert: JudgedAlert, isLate: boolean, trueMs: number) => void;
  /** It is settled whether somebody acted in time. */
  readonly onActed: (alert: JudgedAlert, isLate: boolean, trueMs: number) => void;
  /** The first thing that anybody did about a missed dose came too late. */
  readonly onFoundLate: (alert: JudgedAlert) => void;
}

interface Open {
  readonly alert: JudgedAlert;
  readonly limit: AnswerLimit;
  isAcknowledged: boolean;
  isActedOn: boolean;
  isCleared: boolean;
}

/**
 * Judges alerts by the limits of their severity: one is late when at its limit nobody had taken
 * charge of it (or acted) and it still stood. One that was over before its limit, before anybody
 * came, is neither late nor in time; nor is one whose limit lies behind the end of the run.
 */
export class AlertLateness {
  readonly #limits: Readonly<Partial<Record<Severity, AnswerLimit>>>;
  readonly #hooks: LatenessHooks;
  readonly #open = new Map<string, Map<string, Open>>();

  constructor(limits: Readonly<Partial<Record<Severity, AnswerLimit>>>, hooks: LatenessHooks) {
    this.#limits = limits;
    this.#hooks = hooks;
  }

  /** An alert was raised; one whose severity has no limit is never late. */
  raised(alertId: string, alert: JudgedAlert): void {
    const limit = this.#limits[alert.severity];
    if (limit === undefined) return;
    const own = this.#open.get(alert.deviceId) ?? new Map<string, Open>();
    this.#open.set(alert.deviceId, own);
    const fresh = { isAcknowledged: false, isActedOn: false, isCleared: false };
    if (!own.has(alertId)) own.set(alertId, { alert, limit, ...fresh });
  }

  /** Somebody took charge. */
  acknowledged(deviceId: string, alertId: string, trueMs: number): void {
    const open = this.#open.get(deviceId)?.get(alertId);
    if (open === undefined || open.isAcknowledged || open.isCleared) return;
    open.isAcknowledged = true;
    this.#hooks.onAcknowledged(open.alert, isPast(open, "acknowledgeMs", trueMs), trueMs);
  }

  /** Somebody reached the user or the device. */
  acted(deviceId: string, alertId: string, trueMs: number): void {
    const own = this.#open.get(deviceId);
    const open = own?.get(alertId);
    if (own === undefined || open === undefined) return;
    const isLate = isPast(open, "actMs", trueMs);
    if (!open.isCleared && !open.isActedOn) this.#hooks.onActed(open.alert, isLate, trueMs);
    if (open.alert.isMissedDose && isLate) this.#hooks.onFoundLate(open.alert);
    open.isActedOn = true;
    own.delete(alertId);
  }

  /** The alert is over, whatever was done; a missed dose may still be found late. */
  cleared(deviceId: string, alertId: string, trueMs: number): void {
    const own = this.#open.get(deviceId);
    const open = own?.get(alertId);
    if (own === undefined || open === undefined || open.isCleared) return;
    this.#settle(open, trueMs);
    open.isCleared = true;
    if (!open.alert.isMissedDose) own.delete(alertId);
  }

  /** The service of a device ended, and with it everything that stood. */
  ended(deviceId: string, trueMs: number): void {
    for (const alertId of [...(this.#open.get(deviceId)?.keys() ?? [])]) {
      this.cleared(deviceId, alertId, trueMs);
    }
    this.#open.delete(deviceId);
  }

  /** The run is over. */
  finish(trueMs: number): void {
    for (const deviceId of [...this.#open.keys()]) this.ended(deviceId, trueMs);
  }

  /** Nothing was done until now: late only where the limit has passed. */
  #settle(open: Open, trueMs: number): void {
    const { alert, isAcknowledged, isActedOn } = open;
    if (!isAcknowledged && isPast(open, "acknowledgeMs", trueMs)) {
      this.#hooks.onAcknowledged(alert, true, trueMs);
    }
    if (!isActedOn && isPast(open, "actMs", trueMs)) this.#hooks.onActed(alert, true, trueMs);
  }
}

function isPast({ alert, limit }: Open, name: keyof AnswerLimit, trueMs: number): boolean {
  return trueMs - alert.raisedMs > limit[name];
}
