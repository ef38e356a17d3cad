import {
  deviceRows,
  type InitAnswers,
  printProtocol,
  protocolRows,
  readProtocol,
  readService,
  serviceText,
  shippedCriteria,
} from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";

const limit = fc
  .tuple(fc.integer({ min: 0, max: 10_080 }), fc.integer({ min: 0, max: 10_080 }))
  .map(([one, other]) => ({
    acknowledgeMinutes: Math.min(one, other),
    actMinutes: Math.max(one, other),
  }));
const stories = fc.uniqueArray(
  fc.record({
    story: fc.constantFrom("tone", "roar", "hans", "peder"),
    product: fc.constantFrom("evondos-e300", "medido", "pilly-sms"),
    devices: fc.integer({ min: 1, max: 5_000 }),
  }),
  { minLength: 1, maxLength: 5, selector: ({ story, product }) => `${story} ${product}` },
);
const people = fc.integer({ min: 0, max: 10_000 });

const answers: fc.Arbitrary<InitAnswers> = fc.record({
  // Digits could happen to be an identity number, which is refused.
  municipality: fc
    .string({ minLength: 1, maxLength: 40, unit: "grapheme" })
    .map((name) => name.replaceAll(/\d/gu, "x").trim().slice(0, 80))
    .filter((name) => name.trim() !== "" && name === name.normalize("NFC")),
  stories,
  operators: fc.record({ day: people, evening: people, night: people }),
  serious: limit,
  moderate: limit,
  start: fc.constantFrom("2027-03-01", "2028-02-29", "2026-12-31"),
  weeks: fc.integer({ min: 1, max: 104 }),
});

test("whatever is answered, the file that init writes is read as it was answered", () => {
  fc.assert(
    fc.property(answers, fc.constantFrom("nb" as const, "en" as const), (asked, language) => {
      const service = readService(serviceText(asked, ["p.csv"], language), "f");
      expect(service).toMatchObject({
        ...{ municipality: asked.municipality, stories: asked.stories, language },
        approval: { start: asked.start, weeks: asked.weeks },
        response: { limits: { serious: asked.serious, moderate: asked.moderate } },
        protocols: ["p.csv"],
      });
      const operators = service.response.shifts.map((shift) => shift.operators);
      expect(operators).toEqual(Object.values(asked.operators));
    }),
  );
});

test("a protocol that is printed is always read back, with nothing tested", () => {
  fc.assert(
    fc.property(stories, fc.constantFrom("nb" as const, "en" as const), (subjects, language) => {
      const rows = subjects.flatMap((subject) => protocolRows(subject, shippedCriteria(), []));
      const atDevices = deviceRows(subjects, shippedCriteria());
      for (const asked of [rows, atDevices]) {
        const bytes = Buffer.from(printProtocol(asked, language));
        expect(readProtocol(bytes, "p", asked)).toEqual({ rows: asked, filled: [] });
      }
    }),
    { numRuns: 30 },
  );
});
