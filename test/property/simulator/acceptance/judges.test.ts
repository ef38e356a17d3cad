import { PROFILES } from "@dosekit/firmware-model";
import { JUDGES, type OwnJudgeName } from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";

const LONG = process.env["DOSEKIT_LONG"] === "1";
/** Judges that draw what a user does, or live with a drawn user. */
const DRAWING: readonly OwnJudgeName[] = [
  "offered-inside-window",
  "day-without-network",
  "lost-contact-told",
];

test("whatever users are drawn, judges find nothing wrong with products that are right", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ minLength: 1, maxLength: 8 }),
      fc.constantFrom(...PROFILES),
      async (seed, profile) => {
        for (const judge of DRAWING) {
          const finding = await JUDGES[judge]({ profile, seed });
          expect(finding.outcome, `${judge}: ${finding.saw.en}`).not.toBe("failed");
        }
      },
    ),
    { numRuns: LONG ? 500 : 8 },
  );
});

test("a judge finds the same whenever it looks at the same product", async () => {
  const judges = Object.keys(JUDGES) as OwnJudgeName[];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...judges),
      fc.constantFrom(...PROFILES),
      fc.string({ maxLength: 8 }),
      async (judge, profile, seed) => {
        const first = await JUDGES[judge]({ profile, seed });
        expect(await JUDGES[judge]({ profile, seed })).toEqual(first);
      },
    ),
    { numRuns: LONG ? 500 : 15 },
  );
});
