import { dayNumberOf, localDateOf } from "@dosekit/protocols";
import { exportPlan, importPlan, importPlanText } from "@dosekit/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fhirBundle, medicationRequest, type TimingParts } from "../../../support/fhir-bundles.ts";
import { validatorProblems } from "../../../support/vkp-rules.ts";

const numRuns = process.env["DOSEKIT_LONG"] === "1" ? 5_000 : 300;
const options = { zone: "Europe/Oslo", earlyMin: 30, lateMin: 60, minimumSpacingMin: 15 };
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const FIRST_DAY = dayNumberOf("2026-01-01") ?? 0;
const said = { subject: "Patient/p1", medication: "Multidose" };

const anyTiming: fc.Arbitrary<TimingParts> = fc
  .record({
    times: fc.subarray(["08:00", "13:00", "20:00"], { minLength: 1 }),
    startDay: fc.integer({ min: 0, max: 60 }),
    lengthDays: fc.option(fc.integer({ min: 0, max: 60 })),
    days: fc.option(fc.subarray(WEEKDAYS, { minLength: 1 })),
    every: fc.constantFrom(undefined, 1, 2, 3, 7, 14),
  })
  .map(({ times, startDay, lengthDays, days, every }) => ({
    times,
    start: localDateOf(FIRST_DAY + startDay),
    ...(lengthDays !== null && { end: localDateOf(FIRST_DAY + startDay + lengthDays) }),
    ...(days !== null && (every ?? 1) === 1 && { days }),
    ...(every !== undefined && { every }),
  }));
const plans = fc.array(anyTiming, { minLength: 1, maxLength: 4 }).map((parts) => {
  const bundle = fhirBundle(parts.map((one) => medicationRequest([one])));
  const found = importPlan(bundle, options);
  return found.ok ? found.plans[0]?.plan : undefined;
});

describe("a plan that is written as requests", () => {
  test("comes back as the same plan", () => {
    let taken = 0;
    fc.assert(
      fc.property(plans, (plan) => {
        if (plan === undefined) return;
        const written = exportPlan(plan, said);
        if (!written.ok) throw new Error(JSON.stringify(written.problems));
        taken += 1;
        const text = new TextEncoder().encode(JSON.stringify(written.bundle));
        const back = importPlanText(text, written.options);
        expect(back).toEqual({
          ok: true,
          plans: [{ subject: "Patient/p1", requests: plan.entries.length, plan }],
        });
      }),
      { numRuns },
    );
    expect(taken).toBeGreaterThan(numRuns / 4);
  });

  test("is valid FHIR R4", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const written = plan && exportPlan(plan, said);
        if (written?.ok === true) expect(validatorProblems(written.bundle)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

describe("a text that is no bundle of requests", () => {
  test("is always refused with a reason, and quickly", () => {
    const json = fc.json({ maxDepth: 8 });
    const anything = fc.oneof(
      json,
      json.map((inner) => `{"resourceType":"Bundle","type":"collection","entry":[${inner}]}`),
      json.map(
        (inner) =>
          `{"resourceType":"Bundle","type":"collection","entry":[{"resource":` +
          `{"resourceType":"MedicationRequest","dosageInstruction":${inner}}}]}`,
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const found = importPlanText(new TextEncoder().encode(text), options);
        if (found.ok) expect(found.plans).toEqual([]);
        else expect(found.problems.every(({ reason }) => reason !== "")).toBe(true);
      }),
      { numRuns },
    );
  });
});
