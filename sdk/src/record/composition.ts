import type { ActorRole } from "@dosekit/protocols";
import type { RecordRow } from "../inbox/inbox-row.ts";
import type { Placement } from "../register/placement.ts";
import { eventTimeMs, fhirInstant } from "./event-time.ts";
import { type FhirResource, URI_SYSTEM } from "./fhir-types.ts";
import { narrative } from "./narrative.ts";
import { dayAndTime, TIME_UNKNOWN } from "./norwegian-texts.ts";
import { partyReference, patientReference } from "./party-references.ts";
import { partName } from "./record-names.ts";
import type { HandlingTelling } from "./telling.ts";
import { COMPOSITION_TEXTS, concept, HANDLING_CODES, vkpProfile, vkpSystem } from "./vkp-codes.ts";
import { RECORD_ZONE, type VkpOptions } from "./vkp-options.ts";

const ROLE_WORDS: Readonly<Record<ActorRole, string>> = {
  user: "brukeren",
  "next-of-kin": "pårørende",
  staff: "ansatt",
  technician: "tekniker",
  gateway: "systemet",
  device: "dispenseren",
  operator: "operatør",
};

/** Writes a step of handling an alert. @see VKP profile `vkp-Composition-v090` */
export function composition(
  { step }: HandlingTelling,
  row: RecordRow,
  about: { readonly placement: Placement; readonly issueUrl: string },
  options: VkpOptions,
): FhirResource {
  const id = partName("composition", row);
  const { code, no } = HANDLING_CODES[step];
  const { category, section } = COMPOSITION_TEXTS;
  const start = fhirInstant(eventTimeMs(row));
  const text = narrative(sentencesOf(no, row, options));
  return {
    resourceType: "Composition",
    id,
    meta: { profile: [vkpProfile("vkp-Composition-v090")] },
    text,
    identifier: { system: URI_SYSTEM, value: `urn:uuid:${id}` },
    status: "final",
    type: { text: "Håndtering av hendelse" },
    category: [concept(vkpSystem("vkp-composition-category"), category.code, category.no)],
    subject: patientReference(about.placement),
    date: start ?? fhirInstant(row.receivedMs) ?? "1970-01-01T00:00:00.000Z",
    author: [partyReference(options.sender)],
    title: no,
    event: [
      {
        code: [concept(vkpSystem("vkp-composition-event"), code, no)],
        ...(start === undefined ? {} : { period: { start } }),
        detail: [{ reference: about.issueUrl }],
      },
    ],
    section: [
      {
        title: section.no,
        code: concept(vkpSystem("vkp-composition-section"), section.code, section.no),
        text,
        entry: [{ reference: about.issueUrl }],
      },
    ],
  };
}

function sentencesOf(
  title: string,
  row: RecordRow,
  { zone = RECORD_ZONE }: VkpOptions,
): readonly string[] {
  const { actor, detail } = row.event;
  const atMs = eventTimeMs(row);
  return [
    `${title.charAt(0).toUpperCase()}${title.slice(1)}.`,
    atMs === undefined ? TIME_UNKNOWN : `Registrert: ${dayAndTime(atMs, zone)}.`,
    ...(actor === undefined ? [] : [`Av: ${ROLE_WORDS[actor]}.`]),
    ...(detail === undefined || detail === "" ? [] : [`Merknad: ${detail}`]),
  ];
}
