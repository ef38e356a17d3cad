import {
  CarouselPlant,
  EventQueue,
  type Place,
  type PlantFact,
  streamOf,
} from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";

const SLOTS = 28;
const slot = fc.nat(SLOTS - 1);

const action = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ do: "take" as const }) },
  fc.constant({ do: "open" as const }),
  fc.constant({ do: "close-lid" as const }),
  fc.record({ do: fc.constant("refill" as const), doses: fc.integer({ min: -2, max: 40 }) }),
  { weight: 3, arbitrary: fc.constant({ do: "home" as const }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("park" as const), slot }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("release" as const), slot }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("serve" as const), slot }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat(40_000) }) },
  fc.record({ do: fc.constant("jam" as const), on: fc.boolean() }),
  fc.constant({ do: "slip" as const }),
  fc.constant({ do: "bounce" as const }),
  fc.record({
    do: fc.constant("stick" as const),
    sensor: fc.constantFrom("tilt" as const, "lid" as const, "index" as const),
    on: fc.boolean(),
  }),
  fc.constant({ do: "power-cut" as const }),
);
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;

function perform(plant: CarouselPlant, queue: EventQueue, next: Action): readonly PlantFact[] {
  switch (next.do) {
    case "take":
    case "close-lid":
      return plant.handle({ type: next.do }).facts;
    case "open":
      return plant.handle({ type: "open-lid", withKey: true }).facts;
    case "refill":
      return plant.handle({ type: "refill", doses: next.doses }).facts;
    case "home":
      return plant.drive({ type: "motion.start", motion: "carousel.home" }).facts;
    case "park":
    case "release": {
      const motion = `carousel.${next.do}`;
      return plant.drive({ type: "motion.start", motion, slot: next.slot }).facts;
    }
    case "serve":
      return ["home", "park", "release"].flatMap((verb): readonly PlantFact[] => {
        const move = { type: "motion.start", motion: `carousel.${verb}`, slot: next.slot } as const;
        const { facts } = plant.drive(move);
        queue.runUntil(queue.nowMs() + 30_000);
        return facts;
      });
    case "wait":
      queue.runUntil(queue.nowMs() + next.ms);
      return [];
    case "jam":
      plant.setJam(next.on);
      return [];
    case "slip":
      plant.slipOnce();
      return [];
    case "bounce":
      plant.bounceOnce();
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
      const plant = new CarouselPlant({
        nowMs: () => queue.nowMs(),
        random: streamOf(String(seed), "device", "plant"),
        ...{ slots: SLOTS, jamChance: 0.01, bounceChance: 0.05 },
      });
      const places = ["slot", "mechanism", "drawer", "user", "reject-store", "staff"] as const;
      const told = Object.fromEntries(places.map((place) => [place, 0])) as Record<Place, number>;
      let loaded = 0;
      const begin: readonly Action[] = [
        { do: "open" },
        { do: "refill", doses: SLOTS },
        { do: "close-lid" },
      ];
      for (const next of [...begin, ...actions]) {
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
      }
      reachedUser += plant.count().user;
    }),
    { numRuns: 300 },
  );
  expect(reachedUser, "doses that reached the user in all runs").toBeGreaterThan(10);
});

test("with the flap shut nothing leaves, however the carousel is turned and its button pressed", () => {
  const handling = fc.array(fc.constantFrom("press" as const, "take" as const), { maxLength: 30 });
  fc.assert(
    fc.property(handling, slot, (hands, parked) => {
      const queue = new EventQueue(0);
      const random = streamOf("seed", "device", "plant");
      const still = { slots: SLOTS, jamChance: 0, bounceChance: 0 };
      const plant = new CarouselPlant({ nowMs: () => queue.nowMs(), random, ...still });
      plant.handle({ type: "open-lid", withKey: true });
      plant.handle({ type: "refill", doses: SLOTS });
      plant.handle({ type: "close-lid" });
      for (const motion of ["home", "park", "check"]) {
        plant.drive({ type: "motion.start", motion: `carousel.${motion}`, slot: parked });
        queue.runUntil(queue.nowMs() + 30_000);
        for (const type of hands) {
          plant.handle(type === "press" ? { type, actor: "user" } : { type });
        }
      }
      expect(plant.count()).toMatchObject({ slot: SLOTS, user: 0 });
    }),
  );
});
