import { CONTACT_CHANNEL, DEVICE_ID_PATTERN, RECIPIENT } from "@dosekit/protocols";
import { readIdentityNumber } from "./identity-number.ts";
import {
  type MunicipalityStay,
  overlap,
  type Period,
  type Placement,
  type PlacementContact,
} from "./placement.ts";

/** Why the register refuses a placement; never holds anything of the person. */
export interface PlacementProblem {
  readonly code: "wrong-value" | "wrong-period" | "overlap" | "id-taken" | "register-full";
  /** Where in the placement: `patient.identityNumber`. */
  readonly field: string;
  /** What would be right. */
  readonly allowed: string;
}

const ID = /^[A-Za-z0-9-]{1,36}$/;
const RECEIVER = /^[a-z0-9-]{1,24}$/;
const MUNICIPALITY = /^\d{4}$/;
const URI = /^[a-z][a-z0-9+.-]*:\S{1,200}$/i;
const STAYS_MAX = 32;
const RECEIVERS_MAX = 8;
const CONTACTS_MAX = 16;
const RECIPIENTS = Object.keys(RECIPIENT.words).join(", ");
const ADDRESSES = {
  sms: /^\+?[0-9]{5,15}$/,
  mail: /^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{1,64}$/,
} as const;
const TEXT_MAX = 120;
/** The last instant that a calendar of four digits can write. */
const LAST_MS = 253_402_300_799_999;

/** Finds the first thing that is wrong with a placement taken for itself. */
export function checkPlacement(placement: Placement): PlacementProblem | undefined {
  const { id, deviceId, device, patient, municipalities } = placement;
  const checks: readonly (PlacementProblem | undefined)[] = [
    mustBe(ID.test(id), "id", "1 to 36 letters, digits and hyphens"),
    mustBe(readIdentityNumber(id) === undefined, "id", "a name that is nobody's number"),
    mustBe(DEVICE_ID_PATTERN.test(deviceId), "deviceId", "1 to 32 of A-Z, a-z, 0-9, _ and -"),
    mustBe(URI.test(device.system), "device.system", "a URI"),
    mustBe(isText(device.serialNumber), "device.serialNumber", `1 to ${TEXT_MAX} characters`),
    mustBe(isText(device.type), "device.type", `1 to ${TEXT_MAX} characters`),
    mustBe(
      readIdentityNumber(patient.identityNumber) !== undefined,
      "patient.identityNumber",
      "a birth number, D number or help number with right control digits",
    ),
    mustBe(isText(patient.name), "patient.name", `1 to ${TEXT_MAX} characters`),
    checkPeriod(placement, "fromMs"),
    checkStays(municipalities),
    checkContacts(placement.contacts ?? []),
  ];
  return checks.find((problem) => problem !== undefined);
}

function checkContacts(contacts: readonly PlacementContact[]): PlacementProblem | undefined {
  const isList = Array.isArray(contacts) && contacts.length <= CONTACTS_MAX;
  if (!isList) return wrong("contacts", `at most ${CONTACTS_MAX}`);
  for (const [at, contact] of contacts.entries()) {
    const problem = checkContact(contact, `contacts[${at}]`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function checkContact(
  { recipient, channel, address }: PlacementContact,
  field: string,
): PlacementProblem | undefined {
  const isChannel = Object.hasOwn(CONTACT_CHANNEL.words, channel);
  const isAddress = isChannel && typeof address === "string" && ADDRESSES[channel].test(address);
  return (
    mustBe(Object.hasOwn(RECIPIENT.words, recipient), `${field}.recipient`, RECIPIENTS) ??
    mustBe(isChannel, `${field}.channel`, "sms or mail") ??
    mustBe(isAddress, `${field}.address`, "a phone number, or one mail address")
  );
}

function checkStays(stays: readonly MunicipalityStay[]): PlacementProblem | undefined {
  const count = Array.isArray(stays) && stays.length >= 1 && stays.length <= STAYS_MAX;
  if (!count) return wrong("municipalities", `1 to ${STAYS_MAX} periods`);
  for (const [at, stay] of stays.entries()) {
    const field = `municipalities[${at}]`;
    const receivers = Array.isArray(stay.receivers) ? stay.receivers : [""];
    const areReceivers = receivers.length <= RECEIVERS_MAX && receivers.every(isReceiver);
    const problem =
      mustBe(MUNICIPALITY.test(stay.municipality), `${field}.municipality`, "four digits") ??
      mustBe(["home", "holiday"].includes(stay.kind), `${field}.kind`, "home or holiday") ??
      checkPeriod(stay, `${field}.fromMs`) ??
      mustBe(areReceivers, `${field}.receivers`, `at most ${RECEIVERS_MAX} names`) ??
      checkTwice(stays.slice(0, at), stay, field);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function checkTwice(
  before: readonly MunicipalityStay[],
  stay: MunicipalityStay,
  field: string,
): PlacementProblem | undefined {
  const twice = before.some((other) => other.kind === stay.kind && overlap(other, stay));
  if (!twice) return undefined;
  return { code: "overlap", field, allowed: `one ${stay.kind} municipality at a time` };
}

function checkPeriod({ fromMs, untilMs }: Period, field: string): PlacementProblem | undefined {
  const isRight = isInstant(fromMs) && (untilMs === undefined || isInstant(untilMs));
  if (isRight && (untilMs === undefined || fromMs < untilMs)) return undefined;
  return { code: "wrong-period", field, allowed: "whole ms, the end behind the beginning" };
}

function isInstant(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= LAST_MS;
}

function isReceiver(value: unknown): boolean {
  return typeof value === "string" && RECEIVER.test(value);
}

function isText(value: unknown): boolean {
  if (typeof value !== "string" || value.trim() === "" || value.length > TEXT_MAX) return false;
  return [...value].every((letter) => (letter.codePointAt(0) ?? 0) >= 0x20);
}

function mustBe(holds: boolean, field: string, allowed: string): PlacementProblem | undefined {
  return holds ? undefined : wrong(field, allowed);
}

function wrong(field: string, allowed: string): PlacementProblem {
  return { code: "wrong-value", field, allowed };
}
