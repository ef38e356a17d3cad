import { CHECK_IDS } from "@dosekit/simulator";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check, messagesOf, violatedBy } from "../../../support/checked.ts";
import { FATES, FULL_LIFE, lives, tellLife } from "../../../support/device-life.ts";
import { SPOILINGS } from "../../../support/spoilings.ts";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 1_000 : 25;

describe("all checkers together", () => {
  test("find nothing in lives that keep every rule", () => {
    fc.assert(
      fc.property(lives, (life) => {
        const story = tellLife(life);
        expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
      }),
      { numRuns: 3 * RUNS },
    );
  });

  test("put every rule but H1 to the test in a life with every fate", () => {
    const story = tellLife(FULL_LIFE);
    const reports = check(story.observations(), story.nowMs);
    expect(messagesOf(reports)).toEqual([]);
    // No hazard happens in these lives: what H1 judges has tests of its own.
    const judged = CHECK_IDS.filter((id) => id !== "H1");
    for (const id of judged) expect(reports[id].made).toBeGreaterThan(FATES.length / 2);
  });

  test.each(SPOILINGS.map(([rule, name, spoil]) => ({ rule, name, spoil })))(
    "$rule fires when $name, wherever that happens",
    ({ rule, spoil }) => {
      let spoiled = 0;
      fc.assert(
        fc.property(
          lives,
          fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
          (life, pick) => {
            const story = tellLife(life);
            const observations = spoil(story.observations(), pick);
            if (observations === undefined) return;
            spoiled += 1;
            expect(violatedBy(check(observations, story.nowMs))).toContain(rule);
          },
        ),
        { numRuns: RUNS },
      );
      expect(spoiled).toBeGreaterThan(RUNS / 10);
    },
  );
});
