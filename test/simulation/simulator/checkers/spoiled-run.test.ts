import { DEFAULT_LADDER } from "@dosekit/protocols";
import { type Observation, type RunSpec, VirtualHost } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { check, HOUR, MONDAY_MS, messagesOf, plan, violatedBy } from "../../../support/checked.ts";
import { SPOILINGS } from "../../../support/spoilings.ts";

/** One forgetful user with a tray, four days of everything that can go wrong. */
const SPEC: RunSpec = {
  seed: "spoil-3",
  startMs: MONDAY_MS,
  endMs: MONDAY_MS + 96 * HOUR,
  drainMs: 6 * HOUR,
  devices: [
    {
      deviceId: "tray-1",
      product: "pilly-sms",
      plan: plan(),
      configVersion: 1,
      persona: "forgetful",
    },
  ],
  faults: { preset: "storm", planned: [] },
  people: { preset: "B" },
  refill: { onAlert: true, everyDays: 7 },
  ladder: DEFAULT_LADDER,
};

/** In this run no refusal rests on a single alert. */
const REFUSAL = "no alert tells of a refusal";

/** A life up to the end of its drain: the device is still on when it is judged. */
function realLife(): readonly Observation[] {
  const seen: Observation[] = [];
  const host = new VirtualHost(SPEC, { observe: (observation) => seen.push(observation) });
  host.advance(host.endMs());
  const life = seen.slice();
  host.finish();
  return life;
}

describe("the checkers on a run of the real model", () => {
  const life = realLife();
  const endMs = SPEC.endMs + SPEC.drainMs;

  test("find nothing in the run itself", () => {
    expect(messagesOf(check(life, endMs))).toEqual([]);
  });

  const applicable = SPOILINGS.flatMap(([rule, name, spoil]) =>
    spoil(life, 0) === undefined || name === REFUSAL ? [] : [{ rule, name, spoil }],
  );
  const ladder = applicable.filter(({ rule }) => rule === "L2");

  test.each(applicable.filter(({ rule }) => rule !== "L2"))(
    "$rule fires when $name",
    ({ rule, spoil }) => {
      for (const pick of [0, 0.25, 0.5, 0.75]) {
        const spoiled = spoil(life, pick);
        if (spoiled === undefined) throw new Error("nothing to spoil");
        expect(violatedBy(check(spoiled, endMs))).toContain(rule);
      }
    },
  );

  test.each(ladder)("$rule fires when $name of an alert that climbs", ({ rule, spoil }) => {
    const fired = Array.from({ length: 16 }, (_, at) => spoil(life, at / 16))
      .map((spoiled) => violatedBy(check(spoiled ?? [], endMs)))
      .filter((violated) => violated.includes(rule));
    expect(fired.length).toBeGreaterThan(0);
  });

  test("can be spoiled in most ways", () => {
    expect(applicable.length).toBeGreaterThanOrEqual(20);
  });
});
