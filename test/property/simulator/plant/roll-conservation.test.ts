import type { Place, PlantFact } from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rollPlant } from "../../../support/roll-plants.ts";

const action = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant("drive" as const),
      motion: fc.constantFrom("read", "check", "park", "release", "retract"),
    }),
  },
  { weight: 4, arbitrary: fc.constant({ do: "take" as const }) },
  { weight: 4, arbitrary: fc.constant({ do: "give" as const }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat(6_000) }) },
  fc.record({ do: fc.constant("refill" as const), doses: fc.integer({ min: -2, max: 12 }) }),
  fc.record({ do: fc.constant("take-off" as const), upTo: fc.integer({ min: 0, max: 12 }) }),
  fc.record({ do: fc.constant("jam" as const), on: fc.boolean() }),
  fc.constant({ do: "slip" as const }),
  fc.record({
    do: fc.constant("stick" as const),
    sensor: fc.constantFrom("tilt" as const, "lid" as const, "index" as const),
    on: fc.boolean(),
  }),
  { weight: 2, arbitrary: fc.constant({ do: "power-cut" as const }) },
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;
type Roll = ReturnType<typeof rollPlant>;

/** Staff take off what is packed for the first doses, behind the open lid. */
function takeOff(plant: Roll["plant"], upTo: number): readonly PlantFact[] {
  const opened = plant.handle({ type: "open-lid", withKey: true });
  const taken = plant.removePassed((doseId) => Number(doseId.slice("dose-".length)) < upTo);
  plant.handle({ type: "close-lid" });
  return [...opened.facts, ...taken.facts];
}

function perform({ plant, queue, load }: Roll, next: Action): readonly PlantFact[] {
  switch (next.do) {
    case "drive":
      return plant.drive({ type: "motion.start", motion: `roll.${next.motion}` }).facts;
    case "give":
      return ["read", "park", "release"].flatMap((motion) => {
        const { facts } = plant.drive({ type: "motion.start", motion: `roll.${motion}` });
        queue.runUntil(queue.nowMs() + 6_000);
        return facts;
      });
    case "take":
      return plant.handle({ type: "take" }).facts;
    case "wait":
      queue.runUntil(queue.nowMs() + next.ms);
      return [];
    case "refill":
      return load(next.doses).facts;
    case "take-off":
      return takeOff(plant, next.upTo);
    case "jam":
      plant.setJam(next.on);
      return [];
    case "slip":
      plant.slipOnce();
      return [];
    case "stick":
      return plant.setStuck(next.sensor, next.on).facts;
    case "power-cut":
      plant.losePower();
      return plant.regainPower().facts;
  }
}

test.each(["reader", "plan"] as const)(
  "no pouch of a roll with a %s is ever lost or made, and the facts tell where each is",
  (kind) => {
    let reachedUser = 0;
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60, size: "max" }), fc.nat(), (actions, seed) => {
        const chances = { jam: 0.02, leaderLeft: 0.5, duplicated: 0.05, missing: 0.05 };
        const roll = rollPlant(kind, { seed: String(seed), chances });
        const told: Record<Place, number> = {
          ...{ slot: 0, mechanism: 0, drawer: 0, user: 0, "reject-store": 0, staff: 0 },
        };
        let loaded = 0;
        for (const next of [{ do: "refill", doses: 12 } as const, ...actions]) {
          for (const fact of perform(roll, next)) {
            if (fact.type === "loaded") {
              loaded += fact.doses;
              told.slot += fact.doses;
            } else if (fact.type === "moved") {
              told[fact.from] -= fact.doses;
              told[fact.to] += fact.doses;
            }
          }
          const count = roll.plant.count();
          expect(count).toEqual(told);
          expect(Object.values(count).reduce((sum, doses) => sum + doses, 0)).toBe(loaded);
          expect(Math.min(...Object.values(count))).toBeGreaterThanOrEqual(0);
        }
        reachedUser += told.user;
      }),
      { numRuns: 200 },
    );
    expect(reachedUser, "doses that reached the user in all runs").toBeGreaterThan(50);
  },
);
