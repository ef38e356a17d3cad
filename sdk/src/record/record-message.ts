import type { RecordRow } from "../inbox/inbox-row.ts";
import type { Placement } from "../register/placement.ts";
import { composition } from "./composition.ts";
import { detectedIssue } from "./detected-issue.ts";
import { deviationSwitches } from "./deviations.ts";
import { fhirInstant } from "./event-time.ts";
import {
  type BundleEntry,
  type FhirResource,
  type JsonValue,
  type MessageBundle,
  URI_SYSTEM,
} from "./fhir-types.ts";
import { medicationDispense } from "./medication-dispense.ts";
import { partyReference } from "./party-references.ts";
import { messageName, partName } from "./record-names.ts";
import { type HandlingTelling, type Omission, type Telling, tellingOf } from "./telling.ts";
import { vkpProfile, vkpSystem } from "./vkp-codes.ts";
import type { VkpOptions } from "./vkp-options.ts";

/** A message for the patient record, or why there is none. */
export type RecordMessage = { readonly kind: "message"; readonly bundle: MessageBundle } | Omission;

/**
 * Writes what a record of a device's journal says as a FHIR R4 message of VKP 0.9.0. The same row
 * and placement give the same message, byte for byte.
 */
export function recordMessage(
  row: RecordRow,
  placement: Placement,
  options: VkpOptions,
): RecordMessage {
  const telling = tellingOf(row.event, deviationSwitches(options.deviations));
  if (telling.kind === "omitted") return telling;
  const resources = resourcesOf(telling, row, placement, options);
  const header = messageHeader(resources, row, options);
  const id = messageName(row, options.receiverName);
  const bundle: MessageBundle = {
    resourceType: "Bundle",
    id,
    identifier: { system: URI_SYSTEM, value: `urn:uuid:${id}` },
    type: "message",
    timestamp: fhirInstant(row.receivedMs) ?? "1970-01-01T00:00:00.000Z",
    entry: [header, ...resources].map(entryOf),
  };
  return { kind: "message", bundle };
}

/** The resources of a message; all of them are its focus. */
function resourcesOf(
  telling: Exclude<Telling, Omission>,
  row: RecordRow,
  placement: Placement,
  options: VkpOptions,
): readonly FhirResource[] {
  if (telling.kind === "dispense") return [medicationDispense(telling, row, placement, options)];
  if (telling.kind === "issue") return [detectedIssue(telling, row, placement, options)];
  const issue = detectedIssue(handledIssue(telling), row, placement, options);
  const about = { placement, issueUrl: urlOf(issue) };
  return [issue, composition(telling, row, about, options)];
}

/** What was done about an alert ends it; that somebody took charge does not. */
function handledIssue({ code, step }: HandlingTelling) {
  const isDone = step === "handling.action" || step === "handling.measure";
  return { code, status: isDone ? ("final" as const) : ("preliminary" as const) };
}

/** Says who tells whom of what. @see VKP profile `vkp-MessageHeader-v090` */
function messageHeader(
  focus: readonly FhirResource[],
  row: RecordRow,
  options: VkpOptions,
): FhirResource {
  const { sender, receiver, source, destination } = options;
  const event = "MedicationDispense";
  return {
    resourceType: "MessageHeader",
    id: partName(`header ${options.receiverName}`, row),
    meta: { profile: [vkpProfile("vkp-MessageHeader-v090")] },
    eventCoding: { system: vkpSystem("vkp-message-event"), code: event, display: event },
    destination: [
      { name: receiver.name, endpoint: destination, receiver: partyReference(receiver) },
    ],
    sender: partyReference(sender),
    source: { name: source.name, ...contactOf(source.phone), endpoint: source.endpoint },
    focus: focus.map((resource) => ({
      reference: urlOf(resource),
      display: resource.resourceType,
    })),
  };
}

function contactOf(phone: string | undefined): { readonly contact?: JsonValue } {
  return phone === undefined ? {} : { contact: { system: "phone", value: phone } };
}

function entryOf(resource: FhirResource): BundleEntry {
  return { fullUrl: urlOf(resource), resource };
}

function urlOf(resource: FhirResource): string {
  return `urn:uuid:${String(resource["id"])}`;
}
