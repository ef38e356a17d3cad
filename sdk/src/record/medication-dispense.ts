import { DISPENSE_EVENTS, type DispenseCode } from "@dosekit/protocols";
import type { RecordRow } from "../inbox/inbox-row.ts";
import type { Placement } from "../register/placement.ts";
import { deviationSwitches } from "./deviations.ts";
import { eventTimeMs, fhirInstant } from "./event-time.ts";
import { type FhirResource, URI_SYSTEM } from "./fhir-types.ts";
import { narrative } from "./narrative.ts";
import {
  dayAndTime,
  EVIDENCE_WORDS,
  NO_INTAKE_CLAIM,
  OUTCOME_WORDS,
  TIME_UNKNOWN,
  travelText,
} from "./norwegian-texts.ts";
import { deviceReference, patientReference } from "./party-references.ts";
import { dispenseName } from "./record-names.ts";
import type { DispenseTelling } from "./telling.ts";
import { dispenseConcept, vkpProfile } from "./vkp-codes.ts";
import { RECORD_ZONE, type VkpOptions } from "./vkp-options.ts";

const TRAVEL_CODES: readonly DispenseCode[] = ["2", "2.1", "2.2"];

/** Writes a dispense event. @see VKP profile `vkp-MedicationDispense-v090` */
export function medicationDispense(
  telling: DispenseTelling,
  row: RecordRow,
  placement: Placement,
  options: VkpOptions,
): FhirResource {
  const id = dispenseName(row, placement);
  const handedOver = fhirInstant(eventTimeMs(row));
  const journey = journeyOf(telling, row, options);
  const isMessage = telling.code === "3";
  return {
    resourceType: "MedicationDispense",
    id,
    meta: { profile: [vkpProfile("vkp-MedicationDispense-v090")] },
    text: narrative(sentencesOf(telling, row, options)),
    identifier: [{ system: URI_SYSTEM, value: `urn:uuid:${id}` }],
    status: telling.status,
    category: dispenseConcept(telling.code),
    medicationCodeableConcept: { text: isMessage ? "Ingen medisin" : "Medisin fra dispenser" },
    subject: patientReference(placement),
    performer: [{ actor: deviceReference(placement) }],
    ...(handedOver === undefined ? {} : { whenHandedOver: handedOver }),
    ...(journey === undefined ? {} : { dosageInstruction: [{ text: journey }] }),
  };
}

function journeyOf(
  { code }: DispenseTelling,
  { event }: RecordRow,
  { deviations, zone = RECORD_ZONE }: VkpOptions,
): string | undefined {
  if (!TRAVEL_CODES.includes(code) || !deviationSwitches(deviations)["travel-text"]) {
    return undefined;
  }
  const { count = 1, dueMs, lastDueMs } = event;
  return travelText({ count, firstDueMs: writable(dueMs), lastDueMs: writable(lastDueMs) }, zone);
}

function sentencesOf(
  { code, status }: DispenseTelling,
  row: RecordRow,
  options: VkpOptions,
): readonly string[] {
  const { outcome, evidence, kind, dueMs } = row.event;
  const { zone = RECORD_ZONE } = options;
  const atMs = eventTimeMs(row);
  const due = writable(dueMs);
  const journey = journeyOf({ kind: "dispense", code, status }, row, options);
  return [
    `${capital(DISPENSE_EVENTS[code].no)}.`,
    ...(kind === "dose.corrected" ? ["Retter en tidligere melding om samme dose."] : []),
    ...(outcome === undefined ? [] : [OUTCOME_WORDS[outcome]]),
    ...(journey === undefined ? [] : [journey]),
    ...(due === undefined || journey !== undefined
      ? []
      : [`Planlagt tidspunkt: ${dayAndTime(due, zone)}.`]),
    atMs === undefined ? TIME_UNKNOWN : `Registrert: ${dayAndTime(atMs, zone)}.`,
    ...(evidence === undefined ? [] : [`Grunnlag: ${EVIDENCE_WORDS[evidence]}.`]),
    ...(code === "3" ? [] : [NO_INTAKE_CLAIM]),
  ];
}

/** Takes a planned instant if a calendar of four digits has it. */
function writable(ms: number | undefined): number | undefined {
  return fhirInstant(ms) === undefined ? undefined : ms;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
