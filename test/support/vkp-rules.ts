import type { BundleEntry, FhirResource, MessageBundle } from "@dosekit/sdk/record";
import { readIdentityNumber } from "@dosekit/sdk/register";
import { Fhir } from "fhir/fhir.js";
import { readCommitted } from "./committed-text.ts";

interface CodeSystem {
  readonly url: string;
  readonly codes: readonly { readonly code: string; readonly display: string }[];
}

const SYSTEMS = Object.values(
  JSON.parse(readCommitted("test/vectors/vkp/vkp-codes.json")) as Record<string, CodeSystem>,
);
const SEVERITY_VALUE_SET = "http://ehelse.no/fhir/ValueSet/vkp-severity-level-v090";
const ALERT_SYSTEM = "http://ehelse.no/fhir/CodeSystem/vkp-alert-code-v090";
const DISPENSE_SYSTEM = "http://ehelse.no/fhir/CodeSystem/vkp-medicationdispense-events-v090";
const IDENTITY = /^urn:oid:2\.16\.578\.1\.12\.4\.1\.4\.[123]$/;
const HER = "urn:oid:2.16.578.1.12.4.1.2";
const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const UUID_URN = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Every problem of a message: what the validator of FHIR R4 finds, and what it misses. */
export function problemsIn(bundle: MessageBundle): readonly string[] {
  return [...validatorProblems(bundle), ...ruleProblems(bundle)];
}

/** Asks the validator of FHIR R4; what is only a hint is left out. */
export function validatorProblems(bundle: object): readonly string[] {
  return new Fhir()
    .validate(bundle, { errorOnUnexpected: true })
    .messages.filter(({ severity }) => severity === "error" || severity === "fatal")
    .map(({ location, message }) => `${location}: ${message}`);
}

/** What the profiles of VKP 0.9.0 say, dates that can't be, and references that lead nowhere. */
export function ruleProblems(bundle: MessageBundle): readonly string[] {
  const urls = bundle.entry.map(({ fullUrl }) => fullUrl);
  return [
    ...(new Set(urls).size === urls.length ? [] : ["two entries have one name"]),
    ...(bundle.entry[0]?.resource.resourceType === "MessageHeader" ? [] : ["no header first"]),
    ...bundle.entry.flatMap(entryProblems),
    ...walk(bundle, "Bundle").flatMap(([path, value]) => valueProblems(path, value, urls)),
  ];
}

function entryProblems({ fullUrl, resource }: BundleEntry): readonly string[] {
  const { resourceType } = resource;
  const named = fullUrl === `urn:uuid:${String(resource["id"])}` && UUID_URN.test(fullUrl);
  const checks = CARDINALITIES[resourceType] ?? { known: () => false };
  return [
    ...(named ? [] : [`${resourceType} has another name than its entry`]),
    ...Object.entries(checks).flatMap(([rule, holds]) =>
      holds(resource) ? [] : [`${resourceType}: ${rule}`],
    ),
  ];
}

type Rule = (resource: FhirResource) => boolean;

const CARDINALITIES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  MedicationDispense: {
    "identifier is a UUID": (r) =>
      at(r, "identifier", 0, "system") === "urn:ietf:rfc:3986" &&
      UUID_URN.test(String(at(r, "identifier", 0, "value"))),
    "status is in-progress or completed": (r) =>
      ["in-progress", "completed"].includes(String(r["status"])),
    "category is a dispense event": (r) =>
      at(r, "category", "coding", 0, "system") === DISPENSE_SYSTEM,
    "subject has an identity number and a name": (r) => isPerson(r["subject"]),
    "performer is a device by its number": (r) =>
      at(r, "performer", 0, "actor", "reference") === undefined &&
      isText(at(r, "performer", 0, "actor", "identifier", "system")) &&
      isText(at(r, "performer", 0, "actor", "identifier", "value")) &&
      isText(at(r, "performer", 0, "actor", "display")),
    "has no note": (r) => r["note"] === undefined,
    "a journey has its text": (r) =>
      !String(at(r, "category", "coding", 0, "code")).startsWith("2") ||
      isText(at(r, "dosageInstruction", 0, "text")),
  },
  DetectedIssue: {
    "code is an alert": (r) => at(r, "code", "coding", 0, "system") === ALERT_SYSTEM,
    "patient has an identity number and a name": (r) => isPerson(r["patient"]),
  },
  MessageHeader: {
    "event is MedicationDispense": (r) => at(r, "eventCoding", "code") === "MedicationDispense",
    "sender and receiver have HER ids": (r) =>
      [at(r, "sender"), at(r, "destination", 0, "receiver")].every(
        (party) =>
          at(party, "identifier", "system") === HER &&
          isText(at(party, "identifier", "value")) &&
          isText(at(party, "display")),
      ),
    "focus has a display": (r) => isText(at(r, "focus", 0, "display")),
  },
  Composition: {
    "has a category": (r) => isText(at(r, "category", 0, "coding", 0, "code")),
    "has a subject": (r) => isPerson(r["subject"]),
    "has a coded event": (r) => isText(at(r, "event", 0, "code", 0, "coding", 0, "code")),
  },
};

function valueProblems(path: string, value: unknown, urls: readonly string[]): readonly string[] {
  const last = path.split(".").at(-1) ?? "";
  if (/^(timestamp|whenHandedOver|identifiedDateTime|date|start|end)$/.test(last)) {
    return isRealInstant(value) ? [] : [`${path}: ${String(value)} is no instant`];
  }
  if (last === "reference" && typeof value === "string") {
    return urls.includes(value) ? [] : [`${path}: leads nowhere`];
  }
  const system = SYSTEMS.find(({ url }) => url === at(value, "system"));
  if (system !== undefined) return codeProblems(path, value, system);
  const isOurs = String(at(value, "system")).startsWith("http://ehelse.no/");
  if (!isOurs) return [];
  const severities = SYSTEMS.find(({ url }) => url.includes("severity-level"));
  if (at(value, "system") !== SEVERITY_VALUE_SET || severities === undefined) {
    return [`${path}: an unknown system`];
  }
  return codeProblems(path, value, severities);
}

function codeProblems(path: string, value: unknown, { codes }: CodeSystem): readonly string[] {
  const known = codes.find(({ code }) => code === at(value, "code"));
  return known?.display === at(value, "display") ? [] : [`${path}: not a national code and text`];
}

function isRealInstant(value: unknown): boolean {
  const match = INSTANT.exec(String(value));
  const ms = Date.parse(String(value));
  return match !== null && !Number.isNaN(ms) && new Date(ms).toISOString() === value;
}

function isPerson(reference: unknown): boolean {
  return (
    IDENTITY.test(String(at(reference, "identifier", "system"))) &&
    readIdentityNumber(at(reference, "identifier", "value")) !== undefined &&
    isText(at(reference, "display"))
  );
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

/** Takes what lies at a path, or nothing. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === "object" && inner !== null
        ? (inner as Readonly<Record<string | number, unknown>>)[name]
        : undefined,
    value,
  );
}

function walk(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return [
    [path, value] as const,
    ...Object.entries(value).flatMap(([name, inner]) => walk(inner, `${path}.${name}`)),
  ];
}
