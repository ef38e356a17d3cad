import { checkPlan, windowsBetween } from "@dosekit/firmware-model";
import { dayNumberOf, localDateOf, weekdayOf } from "@dosekit/protocols";
import { importPlan } from "@dosekit/sdk";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fhirBundle, medicationRequest, type TimingParts } from "../../../support/fhir-bundles.ts";
import { tableOf } from "../../../support/plans.ts";

const numRuns = process.env["DOSEKIT_LONG"] === "1" ? 5_000 : 300;
const options = { zone: "Europe/Oslo", earlyMin: 0, lateMin: 20, minimumSpacingMin: 0 };
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const FIRST_DAY = dayNumberOf("2026-01-01") ?? 0;
const DAYS = 120;

/** Timings of few clock times, so that they meet; half of them with weekdays, half counted. */
const anyTiming: fc.Arbitrary<TimingParts> = fc
  .record({
    times: fc.subarray(["08:00", "13:00", "20:00"], { minLength: 1 }),
    startDay: fc.integer({ min: 0, max: 60 }),
    lengthDays: fc.option(fc.integer({ min: 0, max: 60 })),
    days: fc.option(fc.subarray(WEEKDAYS, { minLength: 1 })),
    every: fc.constantFrom(undefined, 1, 2, 3, 4, 6, 7, 14, 21),
  })
  .map(({ times, startDay, lengthDays, days, every }) => ({
    times,
    start: localDateOf(FIRST_DAY + startDay),
    ...(lengthDays !== null && { end: localDateOf(FIRST_DAY + startDay + lengthDays) }),
    ...(days !== null && (every ?? 1) === 1 && { days }),
    ...(every !== undefined && { every }),
  }));
const timings = fc.array(anyTiming, { minLength: 1, maxLength: 4 });

describe("an imported plan", () => {
  test("has exactly the doses that the requests name, each once, and a device takes it", () => {
    let taken = 0;
    fc.assert(
      fc.property(timings, (parts) => {
        const found = importPlan(fhirBundle(parts.map((one) => medicationRequest([one]))), options);
        if (!found.ok) return;
        taken += 1;
        const plan = found.plans[0]?.plan;
        if (plan === undefined) throw new Error("no plan");
        const table = tableOf(plan.zone);
        expect(checkPlan(plan, table, { dosesPerDayMax: 3, minimumSpacingMin: 0 })).toEqual([]);
        const [from, until] = [FIRST_DAY, FIRST_DAY + DAYS].map(
          (day) => day * 86_400_000 - 3_600_000,
        );
        const doses = windowsBetween(plan, table, from ?? 0, until ?? 0).map(
          ({ doseId }) => doseId,
        );
        expect(doses.sort()).toEqual(dosesNamedBy(parts));
      }),
      { numRuns },
    );
    expect(taken).toBeGreaterThan(numRuns / 4);
  });

  test("is refused only for days that collide or that are none", () => {
    fc.assert(
      fc.property(timings, (parts) => {
        const found = importPlan(fhirBundle(parts.map((one) => medicationRequest([one]))), options);
        const codes = found.ok ? [] : found.problems.map(({ code }) => code);
        expect(codes.filter((code) => !["rhythms-collide", "never-due"].includes(code))).toEqual(
          [],
        );
      }),
      { numRuns },
    );
  });

  test("does not depend on the order of the requests", () => {
    fc.assert(
      fc.property(timings, (parts) => {
        const forth = importPlan(fhirBundle(parts.map((one) => medicationRequest([one]))), options);
        const back = [...parts].reverse().map((one) => medicationRequest([one]));
        const other = importPlan(fhirBundle(back), options);
        expect(other.ok).toBe(forth.ok);
        if (forth.ok && other.ok) expect(dosesIn(other)).toEqual(dosesIn(forth));
      }),
      { numRuns },
    );
  });
});

describe("hostile JSON", () => {
  const keys = fc.constantFrom(
    ...["resourceType", "type", "entry", "resource", "status", "intent", "subject", "reference"],
    ...[
      "identifier",
      "dosageInstruction",
      "timing",
      "repeat",
      "timeOfDay",
      "boundsPeriod",
      "start",
    ],
    ...["period", "frequency", "dayOfWeek", "__proto__", "constructor", "modifierExtension"],
  );
  const anyJson = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom("Bundle", "collection", "MedicationRequest", "active", "order", "08:00:00"),
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(keys, tie("value"), { maxKeys: 6 }),
    ),
  })).value;

  test("is taken or refused, and never falls over", () => {
    fc.assert(
      fc.property(anyJson, (json) => {
        const found = importPlan(json, options);
        expect(found.ok || found.problems.length > 0).toBe(true);
      }),
      { numRuns: numRuns * 3 },
    );
  });

  test("in any place of a good bundle is taken or refused, and never falls over", () => {
    const good = fhirBundle([
      medicationRequest([{ times: ["08:00"], start: "2026-01-05", every: 1 }]),
    ]);
    const places = placesIn(good, []);
    fc.assert(
      fc.property(fc.constantFrom(...places), anyJson, (place, json) => {
        const found = importPlan(replacedAt(good, place, json), options);
        expect(found.ok || found.problems.length > 0).toBe(true);
      }),
      { numRuns: numRuns * 3 },
    );
  });

  test("of great depth or breadth is answered at once", () => {
    let deep: unknown = {};
    for (let level = 0; level < 100_000; level += 1) deep = { entry: [deep] };
    const request = medicationRequest([{ times: ["08:00"], start: "2026-01-05" }]);
    const rhythms = Array.from({ length: 300 }, (_, at) =>
      medicationRequest([{ times: ["08:00"], start: localDateOf(FIRST_DAY + at), every: 300 }]),
    );
    const broad = { ...fhirBundle([]), entry: new Array(60_000).fill({ resource: request }) };
    for (const bundle of [
      deep,
      { ...fhirBundle([request]), entry: deep },
      broad,
      fhirBundle(rhythms),
    ]) {
      const found = importPlan(bundle, options);
      expect(found.ok ? [] : found.problems).not.toEqual([]);
    }
  });
});

function dosesNamedBy(parts: readonly TimingParts[]): readonly string[] {
  const doses = new Set<string>();
  for (let day = FIRST_DAY; day < FIRST_DAY + DAYS; day += 1) {
    for (const one of parts.filter((candidate) => isOn(candidate, day))) {
      for (const time of one.times) doses.add(`t${time.replace(":", "")}/${localDateOf(day)}`);
    }
  }
  return [...doses].sort();
}

function isOn({ start, end, days, every = 1 }: TimingParts, day: number): boolean {
  const first = dayNumberOf(start) ?? 0;
  const isInside = day >= first && (end === undefined || localDateOf(day) <= end);
  const weekday = WEEKDAYS[weekdayOf(day) - 1] ?? "";
  return isInside && (day - first) % every === 0 && (days?.includes(weekday) ?? true);
}

function dosesIn(found: ReturnType<typeof importPlan>): readonly string[] {
  const plan = found.ok ? found.plans[0]?.plan : undefined;
  if (plan === undefined) throw new Error("no plan");
  const from = FIRST_DAY * 86_400_000;
  return windowsBetween(plan, tableOf(plan.zone), from, from + DAYS * 86_400_000).map(
    ({ doseId }) => doseId,
  );
}

function placesIn(value: unknown, path: readonly string[]): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]))];
}

function replacedAt(value: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  (copy as Record<string, unknown>)[key] = replacedAt(
    (copy as Record<string, unknown>)[key],
    rest,
    by,
  );
  return copy;
}
