import {
  ALERTS,
  type AlertCode,
  type DeviceEvent,
  type DispenseCode,
  type Evidence,
  type Outcome,
  type Severity,
} from "@dosekit/protocols";
import type { DeviationSwitches } from "./deviations.ts";
import { HANDLING_CODES, type HandlingKind } from "./vkp-codes.ts";

/** A dispense event: something was handed out, or a message was confirmed. */
export interface DispenseTelling {
  readonly kind: "dispense";
  readonly code: DispenseCode;
  /** Completed only where the user was seen to take it, or said so; never more than that. */
  readonly status: "in-progress" | "completed";
}

/** An alert, or a dose that was not given as planned. */
export interface IssueTelling {
  readonly kind: "issue";
  readonly code: AlertCode;
  readonly severity: Severity;
  /** An alert may still be handled; the outcome of a dose stands. */
  readonly status: "preliminary" | "final";
}

/** A step of handling an alert. */
export interface HandlingTelling {
  readonly kind: "handling";
  readonly step: HandlingKind;
  readonly code: AlertCode | undefined;
}

/** Why a record makes no message: it is no news, told elsewhere, or switched off. */
export interface Omission {
  readonly kind: "omitted";
  readonly reason: "not-for-records" | "told-elsewhere" | "switched-off";
}

/** What the patient record is told of one record of a device's journal. */
export type Telling = DispenseTelling | IssueTelling | HandlingTelling | Omission;

/** What proves that a dose is out of the device; that it was swallowed is never known. */
const OUT_OF_DEVICE: ReadonlySet<Evidence | undefined> = new Set([
  "retrieved",
  "user-confirmed",
  "sensor-confirmed",
]);
/** What says that a released dose is not with the user. */
const NOT_WITH_USER: ReadonlySet<Evidence | undefined> = new Set(["none", "returned"]);
const SEVERITIES: readonly number[] = [0, 10, 20, 30, 40];

const NO_NEWS: Omission = { kind: "omitted", reason: "not-for-records" };
const ELSEWHERE: Omission = { kind: "omitted", reason: "told-elsewhere" };
const SWITCHED_OFF: Omission = { kind: "omitted", reason: "switched-off" };

/** Decides what a record says to the patient record, by its outcome and its evidence. Pure. */
export function tellingOf(event: DeviceEvent, switches: DeviationSwitches): Telling {
  const telling = newsOf(event);
  if (telling.kind === "issue" && !switches["issue-as-focus"]) return SWITCHED_OFF;
  if (telling.kind === "handling" && !switches["handling-of-issue"]) return SWITCHED_OFF;
  return telling;
}

function newsOf(event: DeviceEvent): Telling {
  const { kind, dispense, evidence, alert } = event;
  if (kind === "dose.released") {
    // A journey has one event for all of its doses, at its end.
    if (dispense === undefined) return ELSEWHERE;
    return { kind: "dispense", code: dispense, status: "in-progress" };
  }
  if (kind === "dose.closed" || kind === "dose.corrected") return outcomeNews(event);
  if (kind === "travel.dispensed") {
    return { kind: "dispense", code: dispense ?? "2", status: statusBy(evidence) };
  }
  if (kind === "message.acknowledged") return { kind: "dispense", code: "3", status: "completed" };
  if (kind === "alert.raised") {
    if (alert === undefined) return NO_NEWS;
    return { kind: "issue", code: alert, severity: severityOf(event), status: "preliminary" };
  }
  if (kind in HANDLING_CODES) return { kind: "handling", step: kind as HandlingKind, code: alert };
  return NO_NEWS;
}

function outcomeNews(event: DeviceEvent): Telling {
  const { outcome, evidence } = event;
  if (outcome === undefined) return NO_NEWS;
  if (outcome === "released-ahead" && event.dispense === undefined) return ELSEWHERE;
  const isOut = outcome === "retrieved" || outcome === "released-ahead";
  const mayBeOut = outcome === "released-not-retrieved" && !NOT_WITH_USER.has(evidence);
  if (isOut || mayBeOut) {
    const status = isOut ? statusBy(evidence) : "in-progress";
    return { kind: "dispense", code: event.dispense ?? codeByActor(event), status };
  }
  const code = ISSUE_OF[outcome](event);
  const severity = outcome === "withheld" ? 0 : severityOf({ ...event, alert: code });
  return { kind: "issue", code, severity, status: "final" };
}

/** The national alert that says what an outcome says. @see OMDP-DOS-010 */
const ISSUE_OF: Readonly<Record<Outcome, (event: DeviceEvent) => AlertCode>> = {
  retrieved: () => "1.3",
  "released-ahead": () => "1.3",
  "released-not-retrieved": () => "1.3",
  uncertain: () => "1.3",
  missed: () => "1.1",
  withheld: () => "1.1",
  prevented: ({ reason }) => (reason === "out-of-medicine" ? "1.2" : "1.1"),
};

function statusBy(evidence: Evidence | undefined): DispenseTelling["status"] {
  return OUT_OF_DEVICE.has(evidence) ? "completed" : "in-progress";
}

/** A dose that somebody asked for names who; one that its window brought was the user's own. */
function codeByActor({ actor }: DeviceEvent): DispenseCode {
  return actor === undefined || actor === "user" ? "1.1" : "1.2";
}

function severityOf({ severity, alert }: DeviceEvent): Severity {
  if (severity !== undefined && SEVERITIES.includes(severity)) return severity as Severity;
  return alert === undefined ? 0 : ALERTS[alert].severity;
}
