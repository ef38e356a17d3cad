import { allCheckers, CheckerFeed } from "@dosekit/simulator";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "../../../support/checked.ts";
import { lives, tellLife } from "../../../support/device-life.ts";
import { SPOILINGS } from "../../../support/spoilings.ts";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 2_000 : 100;

describe("checkers that see only what they want", () => {
  test("come to the same reports as those that see everything, whatever goes wrong", () => {
    const spoilings = fc.constantFrom(...SPOILINGS.map(([, , spoil]) => spoil));
    const picks = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(lives, spoilings, picks, (life, spoil, pick) => {
        const story = tellLife(life);
        const observations = spoil(story.observations(), pick) ?? story.observations();
        const checkers = allCheckers();
        const feed = new CheckerFeed(checkers);
        for (const seen of observations) feed.observe(seen);
        const reports = checkers.map((checker) => checker.finish(story.nowMs));
        expect(reports).toEqual(Object.values(check(observations, story.nowMs)));
      }),
      { numRuns: RUNS },
    );
  });
});
