import {
  EventQueue,
  type Place,
  type PlantFact,
  streamOf,
  TRAY_SLOTS,
  TrayPlant,
} from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";

const action = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ do: "tilt" as const }) },
  { weight: 4, arbitrary: fc.constant({ do: "right" as const }) },
  fc.constant({ do: "open" as const }),
  fc.constant({ do: "close-lid" as const }),
  fc.record({ do: fc.constant("refill" as const), doses: fc.integer({ min: -2, max: 40 }) }),
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("offer" as const), slot: fc.nat(TRAY_SLOTS - 1) }),
  },
  fc.constant({ do: "close" as const }),
  { weight: 6, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat(40_000) }) },
  fc.record({ do: fc.constant("jam" as const), on: fc.boolean() }),
  fc.constant({ do: "slip" as const }),
  fc.record({
    do: fc.constant("stick" as const),
    sensor: fc.constantFrom("tilt" as const, "lid" as const, "index" as const),
    on: fc.boolean(),
  }),
  fc.constant({ do: "power-cut" as const }),
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

function perform(plant: TrayPlant, queue: EventQueue, next: Action): readonly PlantFact[] {
  switch (next.do) {
    case "tilt":
    case "right":
    case "close-lid":
      return plant.handle({ type: next.do }).facts;
    case "open":
      return plant.handle({ type: "open-lid", withKey: true }).facts;
    case "refill":
      return plant.handle({ type: "refill", doses: next.doses }).facts;
    case "offer":
      return plant.drive({ type: "motion.start", motion: "tray.offer", slot: next.slot }).facts;
    case "close":
      return plant.drive({ type: "motion.start", motion: "tray.close" }).facts;
    case "wait":
      queue.runUntil(queue.nowMs() + next.ms);
      return [];
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

test("no dose is ever lost or made: what was loaded is somewhere, and the facts tell where", () => {
  let reachedUser = 0;
  fc.assert(
    fc.property(fc.array(action, { maxLength: 80 }), fc.nat(), (actions, seed) => {
      const queue = new EventQueue(0);
      const random = streamOf(String(seed), "device", "plant");
      const plant = new TrayPlant({ nowMs: () => queue.nowMs(), random, jamChance: 0.01 });
      const told: Record<Place, number> = {
        slot: 0,
        mechanism: 0,
        drawer: 0,
        user: 0,
        "reject-store": 0,
        staff: 0,
      };
      let loaded = 0;
      const begin: readonly Action[] = [
        { do: "open" },
        { do: "refill", doses: TRAY_SLOTS },
        { do: "close-lid" },
      ];
      for (const next of [...begin, ...actions]) {
        const userBefore = plant.count().user;
        for (const fact of perform(plant, queue, next)) {
          if (fact.type === "loaded") {
            loaded += fact.doses;
            told.slot += fact.doses;
          } else if (fact.type === "moved") {
            told[fact.from] -= fact.doses;
            told[fact.to] += fact.doses;
          }
        }
        const count = plant.count();
        expect(count).toEqual(told);
        expect(Object.values(count).reduce((sum, doses) => sum + doses, 0)).toBe(loaded);
        expect(Math.min(...Object.values(count))).toBeGreaterThanOrEqual(0);
        expect(count.user - userBefore).toBeLessThanOrEqual(1);
        reachedUser += count.user - userBefore;
      }
    }),
    { numRuns: 300 },
  );
  expect(reachedUser, "doses that reached the user in all runs").toBeGreaterThan(10);
});

test("with the shutter locked nothing leaves, however the device is turned", () => {
  const handling = fc.array(fc.constantFrom("tilt" as const, "right" as const), { maxLength: 30 });
  fc.assert(
    fc.property(handling, fc.nat(TRAY_SLOTS - 1), (turns, slot) => {
      const queue = new EventQueue(0);
      const random = streamOf("seed", "device", "plant");
      const plant = new TrayPlant({ nowMs: () => queue.nowMs(), random, jamChance: 0 });
      plant.handle({ type: "open-lid", withKey: true });
      plant.handle({ type: "refill", doses: TRAY_SLOTS });
      plant.handle({ type: "close-lid" });
      plant.drive({ type: "motion.start", motion: "tray.offer", slot });
      queue.runUntil(60_000);
      plant.drive({ type: "motion.start", motion: "tray.close" });
      queue.runUntil(120_000);
      for (const type of turns) plant.handle({ type });
      expect(plant.count().user).toBe(0);
    }),
  );
});
