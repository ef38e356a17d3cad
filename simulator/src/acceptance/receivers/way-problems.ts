import { ALERTS, type AlertCode } from "@dosekit/protocols";
import type { MessageBundle } from "@dosekit/sdk/record";
import type { BothTexts } from "../criterion.ts";
import { fhirAt } from "./fhir-path.ts";
import type { Household } from "./households.ts";
import type { Expected, ToldRows } from "./told-rows.ts";
import type { WayOutcome } from "./way-run.ts";

/** What of a code arrived at one receiver. */
interface Arrival {
  readonly of: Expected["of"];
  readonly code: string;
  readonly serialNumber: string;
  readonly atMs: number;
  /** Status code of SCAIP, or severity of the record; absent where neither is told. */
  readonly grave?: string;
  readonly identityNumber?: string;
}

/** What is wrong at the response centre: missing, doubled, or with a wrong word in it. */
export function problemsAtCentre(told: ToldRows, outcome: WayOutcome): readonly BothTexts[] {
  const alerts = told.expected.filter(({ of }) => of === "alert");
  return problemsAt(CENTRE, alerts, arrivalsAtCentre(outcome));
}

/** What is wrong at the patient record; as {@link problemsAtCentre}, and whom it is about. */
export function problemsAtRecord(told: ToldRows, outcome: WayOutcome): readonly BothTexts[] {
  return problemsAt(RECORD, told.expected, arrivalsAtRecord(outcome));
}

/** What is wrong about the notes that follow from somebody's taking charge. */
export function problemsOfNotes(told: ToldRows, { record }: WayOutcome): readonly BothTexts[] {
  const notes = record.filter((bundle) => resourceIn(bundle, "Composition") !== undefined);
  if (notes.length === told.notes) return [];
  return [
    {
      nb: `${notes.length} av ${told.notes} kvitteringer ble notat i journalen.`,
      en: `${notes.length} of ${told.notes} acknowledgements became a note in the record.`,
    },
  ];
}

/** Where an identity number stands that has no business there, or is missing in the record. */
export function problemsOfIdentity(
  households: readonly Household[],
  { record, withoutIdentity }: WayOutcome,
): readonly BothTexts[] {
  const inRecord = JSON.stringify(record);
  return households.flatMap(({ identityNumber }) => [
    ...Object.entries(withoutIdentity).flatMap(([where, texts]) =>
      texts.some((text) => text.includes(identityNumber)) ? [identityIn(where)] : [],
    ),
    ...(inRecord.includes(identityNumber) ? [] : [NO_IDENTITY]),
  ]);
}

interface ReceiverWords {
  readonly nb: string;
  readonly en: string;
  readonly isGrave: (arrival: Arrival, expected: Expected) => boolean;
  readonly tellsPerson: boolean;
}

const CENTRE: ReceiverWords = {
  ...{ nb: "responssenteret", en: "the response centre", tellsPerson: false },
  isGrave: ({ grave = "" }, { code }) => ALERTS[code as AlertCode].scaip.includes(grave as never),
};

const RECORD: ReceiverWords = {
  ...{ nb: "journalen", en: "the record", tellsPerson: true },
  isGrave: ({ grave }, { severity }) => severity === undefined || grave === String(severity),
};

const NO_IDENTITY: BothTexts = {
  nb: "Journalen fikk ikke fødselsnummeret til brukeren.",
  en: "The record did not get the user's identity number.",
};

function identityIn(where: string): BothTexts {
  const name = where.toUpperCase();
  return {
    nb: `Fødselsnummeret sto i ${name}, der det ikke skal være.`,
    en: `The identity number stood in ${name}, where it must not be.`,
  };
}

function problemsAt(
  receiver: ReceiverWords,
  expected: readonly Expected[],
  arrivals: readonly Arrival[],
): readonly BothTexts[] {
  // Some dispense events have the numbers of alerts.
  const isOf =
    ({ of, code, household }: Expected) =>
    (one: Arrival) =>
      one.of === of && one.code === code && one.serialNumber === household.serialNumber;
  const strange = arrivals.filter((one) => !expected.some((wanted) => isOf(wanted)(one)));
  return [
    ...expected.flatMap((wanted) => problemsOf(receiver, wanted, arrivals.filter(isOf(wanted)))),
    ...strange.map(({ code, serialNumber }) => ({
      nb: `${code} kom til ${receiver.nb} fra enhet ${serialNumber}, som ikke har sendt den.`,
      en: `${code} reached ${receiver.en} as of device ${serialNumber}, which never raised it.`,
    })),
  ];
}

function problemsOf(
  receiver: ReceiverWords,
  expected: Expected,
  arrived: readonly Arrival[],
): readonly BothTexts[] {
  const { code, household } = expected;
  const say = (nb: string, en: string): readonly BothTexts[] => [
    {
      nb: `${code} fra ${household.serialNumber}, ${receiver.nb}: ${nb}.`,
      en: `${code} of ${household.serialNumber}, ${receiver.en}: ${en}.`,
    },
  ];
  const [first] = arrived;
  if (first === undefined) return say("kom aldri fram", "never arrived");
  if (arrived.length > 1) {
    return say(`kom fram ${arrived.length} ganger`, `arrived ${arrived.length} times`);
  }
  const isPerson = first.identityNumber === household.identityNumber;
  return [
    ...(isSameSecond(first.atMs, expected.atMs) ? [] : say("feil tidspunkt", "wrong time")),
    ...(receiver.isGrave(first, expected) ? [] : say("feil alvorlighet", "wrong severity")),
    ...(!receiver.tellsPerson || isPerson ? [] : say("feil person", "wrong person")),
  ];
}

/** SCAIP tells times in whole seconds. */
function isSameSecond(a: number, b: number): boolean {
  return Math.floor(a / 1_000) === Math.floor(b / 1_000);
}

function arrivalsAtCentre({ centre }: WayOutcome): readonly Arrival[] {
  return centre
    .filter(({ mty }) => mty === "ME")
    .map(({ did = "", stc = "", ite = "" }) => ({
      of: "alert" as const,
      ...{ code: ite.split(" ")[0] ?? "", serialNumber: did, grave: stc },
      atMs: Date.parse(/\d{4}-\d\d-\d\dT[\d:]+Z/.exec(ite)?.[0] ?? ""),
    }));
}

function arrivalsAtRecord({ record }: WayOutcome): readonly Arrival[] {
  return record
    .filter((bundle) => resourceIn(bundle, "Composition") === undefined)
    .flatMap((bundle) => {
      const issue = resourceIn(bundle, "DetectedIssue");
      const dispense = resourceIn(bundle, "MedicationDispense");
      if (issue !== undefined) return [issueArrival(issue)];
      return dispense === undefined ? [] : [dispenseArrival(dispense)];
    });
}

function issueArrival(issue: object): Arrival {
  const severity = ["extension", 0, "valueCodeableConcept", "coding", 0, "code"];
  return {
    of: "alert",
    code: String(fhirAt(issue, "code", "coding", 0, "code")),
    serialNumber: String(fhirAt(issue, "author", "identifier", "value")),
    atMs: Date.parse(String(fhirAt(issue, "identifiedDateTime"))),
    grave: String(fhirAt(issue, ...severity)),
    identityNumber: String(fhirAt(issue, "patient", "identifier", "value")),
  };
}

function dispenseArrival(dispense: object): Arrival {
  return {
    of: "dispense",
    code: String(fhirAt(dispense, "category", "coding", 0, "code")),
    serialNumber: String(fhirAt(dispense, "performer", 0, "actor", "identifier", "value")),
    atMs: Date.parse(String(fhirAt(dispense, "whenHandedOver"))),
    identityNumber: String(fhirAt(dispense, "subject", "identifier", "value")),
  };
}

function resourceIn({ entry }: MessageBundle, type: string): object | undefined {
  return entry.find(({ resource }) => resource.resourceType === type)?.resource;
}
