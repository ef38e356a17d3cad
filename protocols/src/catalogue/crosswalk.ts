import type { EventKind } from "./events.ts";

/** What an event is called in the systems that records go on to; an absent cell is unknown. */
export interface Crosswalk {
  /** National codes (VKP), of dispense events or of the alert that comes with it. */
  readonly vkp?: string;
  /** SCAIP status codes; third-party transcriptions, unverified against the standard. */
  readonly scaip?: string;
  /** FHIR R4 resource. */
  readonly fhir?: string;
  /** ISO/IEEE 11073-10472 code in partition 130; unverified against the standard. */
  readonly mdc?: string;
}

const COMPOSITION: Crosswalk = { fhir: "Composition" };
const DISPENSED = "MedicationDispense";

/** What is known of each event; those that are not here are unknown to all four. */
export const EVENT_CROSSWALK: Readonly<Partial<Record<EventKind, Crosswalk>>> = {
  "dose.offered": { vkp: "1.10 while it waits", scaip: "0080", mdc: "13314" },
  "dose.reminded": { scaip: "0082", mdc: "13314" },
  "dose.released": { fhir: `${DISPENSED}, in progress`, mdc: "13312" },
  "dose.closed": {
    vkp: "dispense 1.1, 1.2 or 1.3 when it was retrieved",
    scaip: "0083 when it was retrieved, 0081 when it was missed",
    fhir: `${DISPENSED} when it was retrieved, DetectedIssue otherwise`,
    mdc: "13312 when it was retrieved, 13314 otherwise",
  },
  "travel.dispensed": { vkp: "dispense 2.1 or 2.2", fhir: DISPENSED, mdc: "13312" },
  "message.acknowledged": { vkp: "dispense 3", fhir: DISPENSED, mdc: "13315" },
  "alert.raised": {
    vkp: "the code of the alert",
    scaip: "that of the alert",
    fhir: "DetectedIssue",
    mdc: "that of the alert",
  },
  "roll.handled": { vkp: "1.16", scaip: "0062", fhir: "DetectedIssue" },
  "mains.lost": { vkp: "1.19", scaip: "0085", fhir: "DetectedIssue" },
  "mains.restored": { scaip: "0086" },
  "battery.changed": { fhir: "Observation" },
  "lid.opened": { vkp: "1.21 or 1.22", scaip: "0076, 0077, 0125 or 0107", fhir: "DetectedIssue" },
  "posture.tilted": { vkp: "1.23", scaip: "0105 with text", fhir: "DetectedIssue" },
  "mechanism.jammed": { vkp: "1.8 of a roll or tray", scaip: "0052", fhir: "DetectedIssue" },
  "link.lost": { vkp: "1.20", scaip: "0024, 0113, 0023 or 0112", fhir: "DetectedIssue" },
  "handling.reported": COMPOSITION,
  "handling.started": COMPOSITION,
  "handling.acknowledged": COMPOSITION,
  "handling.dispatched": COMPOSITION,
  "handling.dispatch-accepted": COMPOSITION,
  "handling.cause": COMPOSITION,
  "handling.measure": COMPOSITION,
  "handling.call": COMPOSITION,
  "handling.action": COMPOSITION,
  "handling.other-actor": COMPOSITION,
};

/** Alerts that 11073-10472 tells as the status of a dose; all others are unknown to it. */
export const STATUS_ALERTS: readonly string[] = ["1.1", "1.3", "1.4", "1.10"];
