import { type FhirNode, fieldOf, listIn, refuseOtherFields } from "./fhir-node.ts";
import { type ImportProblem, type ProblemList, shown } from "./import-problem.ts";
import { type DosageReading, readDosage } from "./read-dosage.ts";

/** Fields that are honoured, and fields that say nothing about when a dose is due. */
const REQUEST_FIELDS = new Set([
  ...["resourceType", "id", "meta", "language", "text", "contained", "extension", "identifier"],
  ...["status", "intent", "category", "priority", "doNotPerform", "reportedBoolean"],
  ...["reportedReference", "medicationCodeableConcept", "medicationReference", "subject"],
  ...["encounter", "supportingInformation", "authoredOn", "requester", "performer"],
  ...["performerType", "recorder", "reasonCode", "reasonReference", "basedOn"],
  ...["groupIdentifier", "courseOfTherapyType", "insurance", "note", "dosageInstruction"],
  ...["dispenseRequest", "substitution", "priorPrescription", "eventHistory"],
]);
const INTENTS = ["order", "original-order", "instance-order", "filler-order"];
const DOSAGES_MAX = 32;

/** How a request names its patient. */
export type SubjectForm = "reference" | "identifier";

/** One MedicationRequest as far as a plan needs it. */
export interface RequestReading {
  readonly path: string;
  /** Opaque name of the patient; goes to the caller and never into a plan. */
  readonly subject: string;
  readonly subjectForm: SubjectForm;
  readonly dosages: readonly DosageReading[];
}

/** Reads one MedicationRequest exactly, or tells why it can't be honoured. */
export function readRequest(request: FhirNode, problems: ProblemList): RequestReading | undefined {
  const isKnown = refuseOtherFields(request, REQUEST_FIELDS, problems);
  const isInForce = checkStatus(request, problems);
  const subject = readSubject(request, problems);
  const dosages = readDosages(request, problems);
  if (!isKnown || !isInForce || subject === undefined || dosages === undefined) return undefined;
  return { path: request.path, ...subject, dosages };
}

function checkStatus(request: FhirNode, problems: ProblemList): boolean {
  const reasons = [
    mustBe(request, "status", ["active"], "Only a request in force plans doses."),
    mustBe(request, "intent", INTENTS, "Only an order plans doses."),
  ].filter((problem) => problem !== undefined);
  const doNotPerform = fieldOf(request, "doNotPerform");
  if (doNotPerform !== undefined && doNotPerform !== false) {
    const reason = "A request not to give a medicine plans no dose.";
    reasons.push(unsupported(request, "doNotPerform", doNotPerform, "false", reason));
  }
  const medicines = ["medicationCodeableConcept", "medicationReference"];
  if (medicines.filter((name) => fieldOf(request, name) !== undefined).length !== 1) {
    const reason = "A request names one medicine.";
    reasons.push(unsupported(request, "medication[x]", undefined, "one medicine", reason));
  }
  for (const problem of reasons) problems.add(problem);
  return reasons.length === 0;
}

function mustBe(
  request: FhirNode,
  name: string,
  words: readonly string[],
  reason: string,
): ImportProblem | undefined {
  const value = fieldOf(request, name);
  const fits = typeof value === "string" && words.includes(value);
  return fits ? undefined : unsupported(request, name, value, words.join(" or "), reason);
}

function unsupported(
  request: FhirNode,
  name: string,
  ...[value, allowed, reason]: readonly [unknown, string, string]
): ImportProblem {
  const path = `${request.path}.${name}`;
  return { code: "unsupported", path, found: shown(value), allowed, reason };
}

/** Takes the reference as the patient's name, else system and value of the identifier. */
function readSubject(request: FhirNode, problems: ProblemList) {
  const subject = fieldOf(request, "subject");
  const reference = textAt(subject, "reference");
  if (reference !== undefined && !reference.startsWith("#") && !reference.includes("/_history/")) {
    return { subject: reference, subjectForm: "reference" as const };
  }
  const identifier = at(subject, "identifier");
  const [system, value] = [textAt(identifier, "system"), textAt(identifier, "value")];
  if (reference === undefined && system !== undefined && value !== undefined) {
    return { subject: `${system}|${value}`, subjectForm: "identifier" as const };
  }
  return problems.add({
    code: "wrong-shape",
    path: `${request.path}.subject`,
    found: subject === undefined ? "nothing" : "another form",
    allowed: "a reference to a resource of its own, or an identifier with system and value",
    reason: "Without a subject nobody knows whose plan it is.",
  });
}

function at(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return fieldOf({ path: "", fields: value as Record<string, unknown> }, name);
}

function textAt(value: unknown, name: string): string | undefined {
  const text = at(value, name);
  return typeof text === "string" && text !== "" && text.length <= 256 ? text : undefined;
}

function readDosages(
  request: FhirNode,
  problems: ProblemList,
): readonly DosageReading[] | undefined {
  const list = listIn(request, "dosageInstruction", { min: 1, max: DOSAGES_MAX }, problems);
  if (list === undefined) return undefined;
  const path = `${request.path}.dosageInstruction`;
  const dosages = list.flatMap((value, index) => {
    const dosage = readDosage(value, `${path}[${index}]`, problems);
    return dosage === undefined ? [] : [dosage];
  });
  if (dosages.length < list.length) return undefined;
  return areInSequence(dosages, path, problems) ? dosages : undefined;
}

/** Dosages of different sequence follow one another, so that their periods must not overlap. */
function areInSequence(
  dosages: readonly DosageReading[],
  path: string,
  problems: ProblemList,
): boolean {
  const sequences = new Set(dosages.map(({ sequence }) => sequence));
  if (sequences.size <= 1) return true;
  const overlapping = dosages.find((dosage, index) =>
    dosages.slice(0, index).some((other) => {
      const isApart =
        dosage.timing.rhythm.startDay > other.timing.rhythm.endDay ||
        other.timing.rhythm.startDay > dosage.timing.rhythm.endDay;
      return dosage.sequence !== other.sequence && !isApart;
    }),
  );
  if (overlapping === undefined) return true;
  problems.add({
    code: "unsupported",
    path,
    found: "periods that overlap",
    allowed: "periods that follow one another",
    reason: "Dosages of different sequence follow one another; where one ends is not said.",
  });
  return false;
}
