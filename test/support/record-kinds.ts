import type { DeviceEvent, Instant } from "@dosekit/protocols";
import { EVENING_MS } from "./record-rows.ts";

const DOSE = { doseId: "t1900/2026-06-22", dueMs: EVENING_MS };
const DAY_MS = 86_400_000;

/** A record for every kind of message to a patient record, by what it says. */
export const RECORD_KINDS: Readonly<
  Record<string, Partial<DeviceEvent> & Pick<DeviceEvent, "kind">>
> = {
  "a release": { kind: "dose.released", ...DOSE, dispense: "1.1", evidence: "presented" },
  "an assisted release": { kind: "dose.released", ...DOSE, dispense: "1.2", actor: "staff" },
  "a retrieval": { kind: "dose.closed", ...DOSE, outcome: "retrieved", evidence: "retrieved" },
  "a dose that nobody took out": {
    ...{ kind: "dose.closed", ...DOSE, outcome: "released-not-retrieved", evidence: "presented" },
  },
  "a dose that came back": {
    ...{ kind: "dose.closed", ...DOSE, outcome: "released-not-retrieved", evidence: "returned" },
  },
  "a missed dose": { kind: "dose.closed", ...DOSE, outcome: "missed", evidence: "none" },
  "a prevented dose": {
    ...{ kind: "dose.closed", ...DOSE, outcome: "prevented", reason: "out-of-medicine" },
  },
  "a withheld dose": { kind: "dose.closed", ...DOSE, outcome: "withheld", reason: "paused" },
  "an uncertain dose": { kind: "dose.closed", ...DOSE, outcome: "uncertain" },
  "a correction": {
    ...{ kind: "dose.corrected", ...DOSE, outcome: "retrieved", evidence: "sensor-confirmed" },
    refersTo: 3,
  },
  "a journey": {
    ...{ kind: "travel.dispensed", dispense: "2.2", count: 10, dueMs: EVENING_MS },
    ...{ lastDueMs: (EVENING_MS + 2 * DAY_MS) as Instant, evidence: "presented", actor: "staff" },
  },
  "a confirmed message": { kind: "message.acknowledged", dispense: "3", actor: "user" },
  "an alert": { kind: "alert.raised", alertId: "9-4", alert: "1.5", severity: 30 },
  "an alert without a clock": { kind: "alert.raised", alertId: "9-4", alert: "1.14" },
  "an acknowledgement": {
    kind: "alert.acknowledged",
    alertId: "9-4",
    alert: "1.5",
    actor: "staff",
  },
  "a dispatch": { kind: "handling.dispatched", alertId: "9-4", detail: "with-key" },
  "a measure": { kind: "handling.measure", alertId: "9-4", alert: "1.5", detail: '<b>&"' },
};
