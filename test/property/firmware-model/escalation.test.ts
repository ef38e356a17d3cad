import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STANDS_IN, startedWith } from "../../support/firmware-model/escalating.ts";
import {
  type LadderHappening,
  LadderParties,
  ladderComplaints,
} from "../../support/firmware-model/ladder-parties.ts";
import { PILLY } from "../../support/firmware-model/tray-bench.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const RUNS = { numRuns: LONG ? 3_000 : 120 };

const happening: fc.Arbitrary<LadderHappening> = fc.oneof(
  fc.record({ do: fc.constant("wait" as const), min: fc.integer({ min: 1, max: 90 }) }),
  fc.record({ do: fc.constant("link" as const), up: fc.boolean() }),
  fc.record({ do: fc.constant("battery" as const), permille: fc.constantFrom(10, 150, 900) }),
  fc.record({ do: fc.constantFrom("break-in" as const, "close", "take-charge") }),
  fc.record({ do: fc.constant("cut" as const), min: fc.integer({ min: 0, max: 90 }) }),
);
const happenings = fc.array(happening, { minLength: 1, maxLength: 25 });

function lived(profile: typeof PILLY, days: readonly LadderHappening[]) {
  const bench = startedWith(profile, false);
  const parties = new LadderParties(bench);
  for (const what of days) parties.happen(what);
  return { bench, parties };
}

describe("whatever happens to device, gateway and the link between them", () => {
  test.each([
    ["stands in for its gateway", STANDS_IN],
    ["runs its ladders itself", PILLY],
  ] as const)(
    "never both tell of an alert, and no step is lost or told anew: it %s",
    (_who, profile) => {
      fc.assert(
        fc.property(happenings, (days) => {
          const { bench, parties } = lived(profile, days);
          expect(ladderComplaints(parties.told, bench.records)).toEqual([]);
        }),
        RUNS,
      );
    },
  );

  test("an alert that is over, or that somebody took charge of, is told of no more", () => {
    fc.assert(
      fc.property(fc.constantFrom(PILLY, STANDS_IN), happenings, (profile, days) => {
        const { bench, parties } = lived(profile, days);
        const ends = bench.records.filter(
          ({ kind }) => kind === "alert.cleared" || kind === "alert.acknowledged",
        );
        const late = ends.flatMap(({ alertId, civilMs = 0 }) =>
          parties.told.filter(
            (one) => one.by === "device" && one.alertId === alertId && one.trueMs > civilMs,
          ),
        );
        expect(late).toEqual([]);
      }),
      RUNS,
    );
  });

  test("a grave alert comes to its last rung and stays there, told each hour, while it can tell", () => {
    fc.assert(
      fc.property(happenings, (days) => {
        const { bench, parties } = lived(PILLY, days);
        parties.happen({ do: "link", up: true });
        const open = (bench.state?.alerts ?? []).filter(
          ({ climb, acknowledged }) => climb !== undefined && !acknowledged && climb.severity >= 20,
        );
        const fromMs = bench.trueMs;
        parties.happen({ do: "wait", min: 80 });
        for (const { alertId } of open) {
          const later = parties.told.filter(
            (one) => one.alertId === alertId && one.trueMs >= fromMs,
          );
          expect(later.map(({ rung }) => rung)).toContain(1);
        }
      }),
      RUNS,
    );
  });
});
