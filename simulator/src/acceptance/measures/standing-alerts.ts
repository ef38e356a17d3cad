import { type AlertCode, DAY_MS, type Severity } from "@dosekit/protocols";
import type { HandlingEvent } from "../../response/alert-case.ts";
import { isCondition } from "../../response/handling-steps.ts";

/** Days after which an alert that still stands counts as unresolved, whatever was done; inferred. */
export const RESOLVED_WITHIN_DAYS = 7;
/** How soon an alert has to come again after a visit to be the same one still, ms; inferred. */
const COMES_AGAIN_MS = DAY_MS;
/** How grave an alert has to be for that. */
const SEVERITY_MIN: Severity = 20;

/** Alerts that besides conditions a visitor may end stand until what they tell of is over. */
const ALSO_STAND: ReadonlySet<AlertCode> = new Set(["1.14", "1.19", "1.20"]);

/** An alert as far as it matters how long it stands. */
export interface StandingAlert {
  readonly deviceId: string;
  readonly code: AlertCode | undefined;
  readonly severity: Severity;
  readonly raisedMs: number;
}

interface Stretch {
  readonly alert: StandingAlert;
  readonly sinceMs: number;
  readonly wasVisited: boolean;
  /** It was told of. */
  readonly isTold: boolean;
}

/**
 * Tells of each alert of severity 20 or more that stood for longer than
 * {@link RESOLVED_WITHIN_DAYS} days. One that tells of a condition stands until that is over,
 * however many visits it had; one about a dose until somebody takes charge, as on the device. One that is over after
 * a visit and comes again within a day has stood all the while: somebody reset it in between.
 */
export class StandingAlerts {
  readonly #standing = new Map<string, Stretch>();
  /** What was over after visits, by device and code. */
  readonly #resets = new Map<string, Stretch & { readonly overMs: number }>();
  readonly #onStood: (deviceId: string, atMs: number) => void;

  /** @param onStood told once of each alert, with when its days were over */
  constructor(onStood: (deviceId: string, atMs: number) => void) {
    this.#onStood = onStood;
  }

  /** An alert was raised; `name` is its own among all devices. */
  raised(name: string, alert: StandingAlert): void {
    if (alert.severity < SEVERITY_MIN) return;
    const before = this.#resets.get(kindOf(alert));
    const comesAgain = before !== undefined && alert.raisedMs - before.overMs <= COMES_AGAIN_MS;
    const { sinceMs, wasVisited, isTold } = comesAgain ? before : freshAt(alert.raisedMs);
    this.#standing.set(name, { alert, sinceMs, wasVisited, isTold });
  }

  /** Somebody took charge of an alert, or did something about it. */
  handled(name: string, trueMs: number, { kind, acted }: HandlingEvent): void {
    const stretch = this.#standing.get(name);
    if (stretch === undefined) return;
    if (acted === true || kind === "handling.action") {
      this.#standing.set(name, { ...stretch, wasVisited: true });
    }
    if (standsByItself(stretch.alert)) return;
    if (kind === "handling.acknowledged" || acted === true) this.cleared(name, trueMs);
  }

  /** An alert is over. */
  cleared(name: string, trueMs: number): void {
    const stretch = this.#standing.get(name);
    this.#standing.delete(name);
    if (stretch === undefined) return;
    const { alert, sinceMs, wasVisited, isTold } = stretch;
    const untilMs = sinceMs + RESOLVED_WITHIN_DAYS * DAY_MS;
    const isPast = trueMs > untilMs;
    if (isPast && !isTold) this.#onStood(alert.deviceId, untilMs);
    const reset = { ...stretch, isTold: isTold || isPast, overMs: trueMs };
    if (wasVisited && isCondition(alert.code)) this.#resets.set(kindOf(alert), reset);
  }

  /** A device's service ended, or its journal began anew, and what it had raised is over with it. */
  ended(deviceId: string, trueMs: number): void {
    for (const [name, { alert }] of [...this.#standing]) {
      if (alert.deviceId === deviceId) this.cleared(name, trueMs);
    }
  }

  /** The run is over. */
  finish(trueMs: number): void {
    for (const name of [...this.#standing.keys()]) this.cleared(name, trueMs);
  }
}

function kindOf({ deviceId, code }: StandingAlert): string {
  return `${deviceId} ${code}`;
}

function freshAt(sinceMs: number) {
  return { sinceMs, wasVisited: false, isTold: false };
}

function standsByItself({ code }: StandingAlert): boolean {
  return code !== undefined && (isCondition(code) || ALSO_STAND.has(code));
}
