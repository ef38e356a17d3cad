import { importPlan } from "@dosekit/sdk";
import { describe, expect, test } from "vitest";
import { fhirBundle, medicationRequest } from "../../../support/fhir-bundles.ts";

const OPTIONS = { zone: "Europe/Oslo", earlyMin: 60, lateMin: 120, minimumSpacingMin: 60 } as const;
const BOUNDS = { boundsPeriod: { start: "2026-01-05" } };
const EIGHT = { timeOfDay: ["08:00:00"] };

function refusalOf(repeat: object) {
  const request = medicationRequest([]);
  const timed = { ...request, dosageInstruction: [{ timing: { repeat } }] };
  const found = importPlan(fhirBundle([timed]), OPTIONS);
  return found.ok ? undefined : found.problems[0];
}

describe("the refusal of a Timing says what was found and what to write instead", () => {
  test("when it says how often and not when", () => {
    expect(refusalOf({ ...BOUNDS, frequency: 2, period: 1, periodUnit: "d" })).toMatchObject({
      found: "nothing, but 2 in 1 d",
      allowed: "2 clock times, HH:MM:00",
      reason: "How often does not say when: each dose of a day needs its clock time.",
    });
  });

  test.each([
    ["h", 8, "name those of one day in timeOfDay"],
    ["wk", 1, "name them in dayOfWeek"],
    ["mo", 1, "Months differ in length"],
    [undefined, 1, "the three belong together"],
    ["fortnight", 1, "no unit of time that FHIR knows"],
  ])("when it repeats by %s", (periodUnit, period, words) => {
    const rhythm = { frequency: 1, period, ...(periodUnit === undefined ? {} : { periodUnit }) };
    expect(refusalOf({ ...BOUNDS, ...EIGHT, ...rhythm })?.reason).toContain(words);
  });

  test("when frequency and clock times disagree", () => {
    const repeat = { ...BOUNDS, ...EIGHT, frequency: 3, period: 1, periodUnit: "d" };
    expect(refusalOf(repeat)).toMatchObject({ found: "3", allowed: "1" });
    expect(refusalOf(repeat)?.reason).toContain("have to agree");
  });
});
