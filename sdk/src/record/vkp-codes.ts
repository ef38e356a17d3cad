import {
  ALERTS,
  type AlertCode,
  DISPENSE_EVENTS,
  type DispenseCode,
  type EventKind,
  type Severity,
} from "@dosekit/protocols";
import type { JsonValue } from "./fhir-types.ts";

const BASE = "http://ehelse.no/fhir";

/** Address of a VKP profile or extension, version 0.9.0. */
export function vkpProfile(name: string): string {
  return `${BASE}/StructureDefinition/${name}`;
}

/** Address of a VKP code system, version 0.9.0. */
export function vkpSystem(name: string): string {
  return `${BASE}/CodeSystem/${name}-v090`;
}

/** Address that the profile of the severity extension fixes as the system: that of the value set. */
export const SEVERITY_VALUE_SET = `${BASE}/ValueSet/vkp-severity-level-v090`;

/** National texts of the levels of severity. */
export const SEVERITY_TEXTS: Readonly<Record<Severity, string>> = {
  0: "Ikke rapportert",
  10: "Normal",
  20: "Moderat",
  30: "Alvorlig",
  40: "Kritisk",
};

/** Steps of handling by our event: VKP's composition event and its national text. */
export const HANDLING_CODES = {
  "handling.reported": { code: "0", no: "hendelse meldt" },
  "handling.started": { code: "1", no: "hendelse behandles" },
  "handling.acknowledged": { code: "3", no: "hendelse kvittert" },
  "alert.acknowledged": { code: "3", no: "hendelse kvittert" },
  "handling.dispatched": { code: "4", no: "hendelse til utrykning" },
  "handling.dispatch-accepted": { code: "5", no: "hendelse ok utrykning" },
  "handling.cause": { code: "6", no: "årsak" },
  "handling.measure": { code: "7", no: "tiltak" },
  "handling.call": { code: "8", no: "samtale" },
  "handling.action": { code: "9", no: "aksjon" },
  "handling.other-actor": { code: "10", no: "annen aktør" },
} as const satisfies Partial<Record<EventKind, { readonly code: string; readonly no: string }>>;
/** See {@link HANDLING_CODES}. */
export type HandlingKind = keyof typeof HANDLING_CODES;

/** Codes of a Composition: what the service is, and what its section holds. */
export const COMPOSITION_TEXTS = {
  category: { code: "1", no: "Trygghet og mestring" },
  section: { code: "1.2", no: "beskrivelse av hendelse" },
} as const;

/** The heading above all alerts, for an alert whose own code the record does not tell. */
export const ALERT_HEADING = { code: "1", no: "Elektronisk medisineringsstøtte" } as const;

/** A concept of one VKP code system. */
export function concept(system: string, code: string, display: string): JsonValue {
  return { coding: [{ system, code, display }], text: display };
}

/** The concept of a dispense event. */
export function dispenseConcept(code: DispenseCode): JsonValue {
  return concept(vkpSystem("vkp-medicationdispense-events"), code, DISPENSE_EVENTS[code].no);
}

/** The concept of an alert; without a code that of all of them. */
export function alertConcept(code: AlertCode | undefined): JsonValue {
  const { code: own, no } = code === undefined ? ALERT_HEADING : ALERTS[code];
  return concept(vkpSystem("vkp-alert-code"), own, no);
}
