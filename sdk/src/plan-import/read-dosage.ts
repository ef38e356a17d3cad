import { fieldOf, listIn, nodeOf, refuseOtherFields } from "./fhir-node.ts";
import { type ProblemList, shown } from "./import-problem.ts";
import { readTiming, type TimingReading } from "./read-timing.ts";

/** Fields that are honoured, and fields that say nothing about when a dose is due. */
const DOSAGE_FIELDS = new Set([
  ...["id", "extension", "sequence", "text", "additionalInstruction", "patientInstruction"],
  ...["timing", "asNeededBoolean", "site", "route", "method", "doseAndRate"],
]);
/** A fixed amount: a range or a rate can't be packed beforehand. */
const DOSE_FIELDS = new Set(["id", "extension", "type", "doseQuantity"]);
const DOSES_MAX = 8;

/** One dosage instruction as far as a plan needs it. */
export interface DosageReading {
  readonly path: string;
  readonly sequence: number | undefined;
  readonly timing: TimingReading;
}

/** Reads one dosage instruction exactly, or tells why it can't be honoured. */
export function readDosage(
  value: unknown,
  path: string,
  problems: ProblemList,
): DosageReading | undefined {
  const dosage = nodeOf(value, path, problems);
  if (dosage === undefined || !refuseOtherFields(dosage, DOSAGE_FIELDS, problems)) return undefined;
  const asNeeded = fieldOf(dosage, "asNeededBoolean");
  if (asNeeded !== undefined && asNeeded !== false) {
    return problems.add({
      code: "unsupported",
      path: `${path}.asNeededBoolean`,
      found: shown(asNeeded),
      allowed: "false",
      reason: "A medicine taken as needed has no due time.",
    });
  }
  const sequence = fieldOf(dosage, "sequence");
  if (sequence !== undefined && !Number.isSafeInteger(sequence)) {
    return problems.add({
      code: "wrong-shape",
      path: `${path}.sequence`,
      found: shown(sequence),
      allowed: "a whole number",
      reason: "The order of dosages is a whole number.",
    });
  }
  const hasFixedAmount = checkAmounts(value, path, problems);
  const timing = readTiming(fieldOf(dosage, "timing"), `${path}.timing`, problems);
  if (!hasFixedAmount || timing === undefined) return undefined;
  return { path, sequence: sequence as number | undefined, timing };
}

function checkAmounts(value: unknown, path: string, problems: ProblemList): boolean {
  const dosage = nodeOf(value, path, problems);
  const amounts = dosage && listIn(dosage, "doseAndRate", { min: 0, max: DOSES_MAX }, problems);
  if (amounts === undefined) return false;
  return amounts.every((amount, index) => {
    const node = nodeOf(amount, `${path}.doseAndRate[${index}]`, problems);
    return node !== undefined && refuseOtherFields(node, DOSE_FIELDS, problems);
  });
}
