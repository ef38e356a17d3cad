import { ALERTS, type AlertCode, type JournalRecord, type Severity } from "@dosekit/protocols";
import type { KeptObservation, LifeLog } from "./life-log.ts";

/** What became of one alert, in true times; absent where it did not come to that. */
export interface AlertFact {
  readonly deviceId: string;
  readonly alertId: string;
  readonly code: AlertCode | undefined;
  readonly severity: Severity;
  /** Whether the gateway raised it, on the device's behalf. */
  readonly byGateway: boolean;
  readonly raisedMs: number;
  /** The gateway's inbox had it. */
  readonly committedMs?: number;
  readonly clearedMs?: number;
  /** Somebody was told for the first time. */
  readonly toldMs?: number;
  readonly acknowledgedMs?: number;
  /** Somebody reached the user or the device for the first time. */
  readonly actedMs?: number;
  /** Who of home care was at the device for the first time. */
  readonly visitedMs?: number;
}

/** Lists the alerts of one device in the order in which they were raised. */
export function alertsOf(log: LifeLog, deviceId: string): readonly AlertFact[] {
  const alerts = new Map<string, AlertFact>();
  for (const seen of log.of(deviceId)) note(alerts, seen);
  return [...alerts.values()].sort((a, b) => a.raisedMs - b.raisedMs);
}

/** Lists the alerts of all devices that were raised within a span of true time. */
export function alertsBetween(
  log: LifeLog,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): readonly AlertFact[] {
  return log
    .devices()
    .flatMap((deviceId) =>
      alertsOf(log, deviceId).filter(({ raisedMs }) => raisedMs >= fromMs && raisedMs < untilMs),
    );
}

/** Alerts that say that somebody has to come before the dispenser goes on. */
const STANDING_STILL: ReadonlySet<AlertCode | undefined> = new Set([
  ...(["1.5", "1.6", "1.7", "1.8", "1.9", "1.13", "1.21", "1.22", "1.23"] as const),
]);

/** Tells whether a device had told, by an instant, that it can't go on without somebody. */
export function stoodStill(log: LifeLog, deviceId: string, atMs: number): boolean {
  return alertsOf(log, deviceId).some(
    ({ code, raisedMs, clearedMs = Number.POSITIVE_INFINITY }) =>
      STANDING_STILL.has(code) && raisedMs <= atMs && clearedMs > atMs,
  );
}

function note(alerts: Map<string, AlertFact>, seen: KeptObservation): void {
  const { trueMs } = seen;
  if (seen.seen === "record") noteRecord(alerts, seen, seen.record);
  else if (seen.seen === "finding") noteRecord(alerts, seen, seen.finding);
  else if (seen.seen === "committed") {
    const { kind, alertId } = seen.record;
    if (kind === "alert.raised") change(alerts, alertId, { committedMs: trueMs });
  } else if (seen.seen === "notice") change(alerts, seen.notice.alertId, { toldMs: trueMs });
  else if (seen.seen === "handling") {
    const { kind, acted, actor } = seen.event;
    const { alertId } = seen.alert;
    if (kind === "handling.acknowledged") change(alerts, alertId, { acknowledgedMs: trueMs });
    if (acted === true) change(alerts, alertId, { actedMs: trueMs });
    const isVisit = kind === "handling.action" && actor === "staff";
    if (isVisit) change(alerts, alertId, { visitedMs: trueMs });
  }
}

function noteRecord(
  alerts: Map<string, AlertFact>,
  { seen, deviceId, trueMs }: KeptObservation,
  record: JournalRecord,
): void {
  const { kind, alertId, alert: code } = record;
  if (alertId === undefined) return;
  if (kind === "alert.cleared") change(alerts, alertId, { clearedMs: trueMs });
  if (kind !== "alert.raised" || alerts.has(alertId)) return;
  const usual = code === undefined ? 0 : ALERTS[code].severity;
  const severity = (record.severity ?? usual) as Severity;
  const byGateway = seen === "finding";
  const had = byGateway ? { committedMs: trueMs } : {};
  alerts.set(alertId, { deviceId, alertId, code, severity, byGateway, raisedMs: trueMs, ...had });
}

/** What was first stays so. */
function change(
  alerts: Map<string, AlertFact>,
  alertId: string | undefined,
  news: Partial<AlertFact>,
): void {
  const known = alertId === undefined ? undefined : alerts.get(alertId);
  if (known !== undefined) alerts.set(known.alertId, { ...news, ...known });
}
