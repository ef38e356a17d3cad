import { ALERTS, type AlertCode, type Severity } from "@dosekit/protocols";
import type { RecordRow } from "../inbox/inbox-row.ts";
import type { Placement } from "../register/placement.ts";
import { deviationSwitches } from "./deviations.ts";
import { eventTimeMs, fhirInstant } from "./event-time.ts";
import { type FhirResource, type JsonValue, URI_SYSTEM } from "./fhir-types.ts";
import { narrative } from "./narrative.ts";
import {
  dayAndTime,
  EVIDENCE_WORDS,
  OUTCOME_WORDS,
  REASON_WORDS,
  TIME_UNKNOWN,
} from "./norwegian-texts.ts";
import { deviceReference, patientReference } from "./party-references.ts";
import { issueName } from "./record-names.ts";
import {
  ALERT_HEADING,
  alertConcept,
  SEVERITY_TEXTS,
  SEVERITY_VALUE_SET,
  vkpProfile,
  vkpSystem,
} from "./vkp-codes.ts";
import { RECORD_ZONE, type VkpOptions } from "./vkp-options.ts";

/** What an issue is, whoever tells it. */
export interface IssueFacts {
  /** Absent in a step of handling that does not tell which alert it is about. */
  readonly code: AlertCode | undefined;
  /** Absent where only the alert itself tells it. */
  readonly severity?: Severity;
  readonly status: "preliminary" | "final";
}

/** Writes an alert, or a dose that was not given. @see VKP profile `vkp-DetectedIssue-v090` */
export function detectedIssue(
  facts: IssueFacts,
  row: RecordRow,
  placement: Placement,
  options: VkpOptions,
): FhirResource {
  const id = issueName(row);
  // The time of a later step is not the time at which the issue began.
  const isOwn = facts.severity !== undefined;
  const identified = isOwn ? fhirInstant(eventTimeMs(row)) : undefined;
  return {
    resourceType: "DetectedIssue",
    id,
    meta: { profile: [vkpProfile("vkp-DetectedIssue-v090")] },
    text: narrative(issueSentences(facts, row, options)),
    ...severityExtension(facts.severity, options),
    identifier: [{ system: URI_SYSTEM, value: `urn:uuid:${id}` }],
    status: facts.status,
    code: alertConcept(facts.code),
    ...plainSeverity(facts.severity),
    patient: patientReference(placement),
    ...(identified === undefined ? {} : { identifiedDateTime: identified }),
    author: deviceReference(placement),
  };
}

function severityExtension(
  severity: Severity | undefined,
  { deviations }: VkpOptions,
): { readonly extension?: JsonValue } {
  if (severity === undefined) return {};
  const ofCodes = deviationSwitches(deviations)["severity-code-system"];
  const system = ofCodes ? vkpSystem("vkp-severity-level") : SEVERITY_VALUE_SET;
  const coding = [{ system, code: String(severity), display: SEVERITY_TEXTS[severity] }];
  const url = vkpProfile("vkp-severity-level-v090");
  return { extension: [{ url, valueCodeableConcept: { coding } }] };
}

/** FHIR's own three levels, for receivers that don't read the extension. */
function plainSeverity(severity: Severity = 0): { readonly severity?: string } {
  if (severity >= 30) return { severity: "high" };
  if (severity >= 20) return { severity: "moderate" };
  return severity >= 10 ? { severity: "low" } : {};
}

function issueSentences(
  { code, severity }: IssueFacts,
  row: RecordRow,
  { zone = RECORD_ZONE }: VkpOptions,
): readonly string[] {
  const { outcome, evidence, reason, dueMs, kind, about } = row.event;
  const atMs = eventTimeMs(row);
  const title = code === undefined ? ALERT_HEADING.no : ALERTS[code].no;
  if (severity === undefined) return [`${title}.`];
  const hasDue = fhirInstant(dueMs) !== undefined;
  return [
    `${title}.`,
    ...(about === undefined ? [] : ["Meldt av systemet, ikke av dispenseren."]),
    ...(kind === "dose.corrected" ? ["Retter en tidligere melding om samme dose."] : []),
    ...(outcome === undefined ? [] : [OUTCOME_WORDS[outcome]]),
    ...(reason === undefined ? [] : [`Årsak: ${REASON_WORDS[reason]}.`]),
    ...(hasDue ? [`Planlagt tidspunkt: ${dayAndTime(dueMs ?? 0, zone)}.`] : []),
    atMs === undefined ? TIME_UNKNOWN : `Registrert: ${dayAndTime(atMs, zone)}.`,
    ...(evidence === undefined ? [] : [`Grunnlag: ${EVIDENCE_WORDS[evidence]}.`]),
    `Alvorlighet: ${SEVERITY_TEXTS[severity].toLowerCase()}.`,
  ];
}
