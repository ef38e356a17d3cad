import { type ActorRole, ALERTS, type AlertCode, type Severity } from "@dosekit/protocols";
import { climbOf, endClimb, handOver, runnerNow, tellOver } from "./alert-ladders.ts";
import type { ActiveAlert, KnownDose } from "./device-state.ts";
import { type RecordFields, type StepDraft, write } from "./step-draft.ts";

/** Alerts that a device keeps active; beyond that the oldest about a dose is only in the journal. */
const ACTIVE_ALERTS_MAX = 64;

const TIME_CRITICAL_SEVERITY: Severity = 40;

/** Raises an alert about one dose, once for each code and dose. */
export function raiseForDose(draft: StepDraft, code: AlertCode, dose: KnownDose): void {
  const { doseId, dueMs, timeCritical } = dose;
  const isCritical = timeCritical && code === "1.1";
  const severity = isCritical ? TIME_CRITICAL_SEVERITY : ALERTS[code].severity;
  const fields = { doseId, dueMs: dueMs as NonNullable<RecordFields["dueMs"]>, severity };
  raise(draft, { code, subject: doseId, aboutDose: true }, fields);
}

/** Raises an alert about a part of the device, once until it is cleared. */
export function raiseForPart(draft: StepDraft, code: AlertCode, part: string): void {
  const fields = { severity: ALERTS[code].severity, detail: part };
  raise(draft, { code, subject: part, aboutDose: false }, fields);
}

/** Raises an alert that is about neither dose nor part; it ends when somebody takes charge. */
export function raiseNotice(draft: StepDraft, code: AlertCode, subject: string): void {
  const fields = { severity: ALERTS[code].severity, detail: subject };
  raise(draft, { code, subject, aboutDose: true }, fields);
}

/** Raises 1.3 for whatever stood within reach while no dose was known to; it ends like one. */
export function raiseForUnknownDose(draft: StepDraft): void {
  const fields = { severity: ALERTS["1.3"].severity, detail: "no known dose" };
  raise(draft, { code: "1.3", subject: "unknown", aboutDose: true }, fields);
}

/** Clears an alert when its condition is over; nothing happens when it is not active. */
export function clearAlert(draft: StepDraft, code: AlertCode, subject: string): void {
  const alert = activeAlert(draft.state.alerts, code, subject);
  if (alert !== undefined) clear(draft, alert);
}

function clear(draft: StepDraft, alert: ActiveAlert): void {
  const { alertId, code } = alert;
  draft.state.alerts = draft.state.alerts.filter((one) => one !== alert);
  tellOver(draft, alert);
  write(draft, "alert.cleared", { alertId, alert: code });
}

/** Raises or clears an alert about a part of the device as its condition stands. */
export function followCondition(
  draft: StepDraft,
  code: AlertCode,
  part: string,
  isActive: boolean,
): void {
  if (isActive) raiseForPart(draft, code, part);
  else clearAlert(draft, code, part);
}

/**
 * Notes that somebody took charge of an alert. One about a dose is over by that; one about a part
 * stays until its condition is over.
 *
 * @returns false when no such alert is active
 */
export function acknowledgeAlert(
  draft: StepDraft,
  alertId: string,
  by: { readonly actor: ActorRole; readonly commandId: string },
): boolean {
  const alert = draft.state.alerts.find((one) => one.alertId === alertId);
  if (alert === undefined) return false;
  if (!alert.acknowledged)
    write(draft, "alert.acknowledged", { alertId, alert: alert.code, ...by });
  draft.state.alerts = alert.aboutDose
    ? draft.state.alerts.filter((one) => one !== alert)
    : draft.state.alerts.map((one) =>
        one === alert ? { ...endClimb(one, "acknowledged"), acknowledged: true } : one,
      );
  return true;
}

function raise(
  draft: StepDraft,
  alert: Pick<ActiveAlert, "code" | "subject" | "aboutDose">,
  fields: RecordFields,
): void {
  const { state, model } = draft;
  const { code, subject } = alert;
  if (model.profile.unreachableAlerts[code] !== undefined) return;
  if (activeAlert(state.alerts, code, subject) !== undefined) return;
  const { epoch, nextSeq } = state.journal;
  const alertId = `${epoch}-${nextSeq}`;
  const runner = runnerNow(draft);
  const told = runner === "device" ? { runner } : {};
  write(draft, "alert.raised", { alertId, alert: code, ...fields, ...told });
  const severity = (fields.severity ?? 0) as Severity;
  const climb = runner === "device" ? { climb: climbOf(draft, { alertId, code }, severity) } : {};
  const raised: ActiveAlert = { ...alert, alertId, acknowledged: false, ...climb };
  state.alerts = bounded(draft, [...state.alerts, raised]);
}

/** Every step asks for some, mostly in vain: a loop costs nothing then. */
function activeAlert(
  alerts: readonly ActiveAlert[],
  code: AlertCode,
  subject: string,
): ActiveAlert | undefined {
  for (const alert of alerts) {
    if (alert.code === code && alert.subject === subject) return alert;
  }
  return undefined;
}

/** Of an alert that is kept no longer the gateway has to see that somebody hears. */
function bounded(draft: StepDraft, alerts: readonly ActiveAlert[]): readonly ActiveAlert[] {
  if (alerts.length <= ACTIVE_ALERTS_MAX) return alerts;
  const oldest = alerts.find(({ aboutDose }) => aboutDose);
  if (oldest !== undefined) handOver(draft, oldest);
  return alerts.filter((one) => one !== oldest);
}
