import { ALERTS, type AlertCode, type DeviceId } from "@dosekit/protocols";
import type { RecordDraft } from "./own-journal.ts";

/** What one look or row changes: values in the watch's table, and records to be written with them. */
export interface Findings {
  readonly changes: Map<string, unknown>;
  readonly drafts: RecordDraft[];
}

/** Begins with nothing found. */
export function noFindings(): Findings {
  return { changes: new Map(), drafts: [] };
}

/** The record that raises an alert about a device. */
export function alertDraft(alert: AlertCode, alertId: string, about: DeviceId): RecordDraft {
  return { kind: "alert.raised", alertId, alert, severity: ALERTS[alert].severity, about };
}
