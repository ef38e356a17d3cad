import {
  CarouselPlant,
  EventQueue,
  type PlantFact,
  type PlantResponse,
  streamOf,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const SLOTS = 28;

function filled(more: { readonly jamChance?: number; readonly bounceChance?: number } = {}) {
  const queue = new EventQueue(0);
  const plant = new CarouselPlant({
    nowMs: () => queue.nowMs(),
    random: streamOf("1", "device", "plant"),
    slots: SLOTS,
    jamChance: 0,
    bounceChance: 0,
    ...more,
  });
  plant.handle({ type: "open-lid", withKey: true });
  plant.handle({ type: "refill", doses: SLOTS });
  plant.handle({ type: "close-lid" });
  const move = (motion: string, slot?: number): PlantResponse => {
    const response = plant.drive({
      type: "motion.start",
      motion: `carousel.${motion}`,
      ...(slot === undefined ? {} : { slot }),
    });
    queue.runUntil(queue.nowMs() + 30_000);
    return response;
  };
  return { plant, queue, move };
}

function answerOf({ reactions }: PlantResponse) {
  const input = reactions.at(-1)?.input;
  if (input?.type === "motion.finished") return input.slot ?? "nowhere";
  return input?.type === "motion.failed" ? input.cause : input?.type;
}

function hazards({ facts }: PlantResponse): readonly string[] {
  return facts.flatMap((fact: PlantFact) => (fact.type === "hazard" ? [fact.hazard] : []));
}

describe("a carousel", () => {
  test("finds home from wherever staff put it in, and again after one whole turn", () => {
    const { move } = filled();
    expect(answerOf(move("park", 3))).toBe("timeout");
    move("home");
    expect(answerOf(move("check"))).toBe(0);
    expect(answerOf(move("home"))).toBe(0);
  });

  test("brings a compartment to the opening, and reckons it back from the mark", () => {
    const { plant, move } = filled();
    move("home");
    expect(answerOf(move("park", 5))).toBe(5);
    expect(answerOf(move("check"))).toBe("nowhere");
    expect(plant.count()).toMatchObject({ slot: 28, drawer: 0 });
    const fall = move("release", 5);
    expect(fall.facts).toEqual([{ type: "moved", from: "slot", to: "drawer", doses: 1, slot: 5 }]);
    expect(fall.reactions.map(({ input }) => input.type)).toEqual([
      "outlet.filled",
      "motion.finished",
    ]);
    expect(answerOf(move("home"))).toBe(5);
  });

  test("hands over what lies in the cup, once", () => {
    const { plant, move } = filled();
    move("home");
    move("release", 0);
    expect(plant.handle({ type: "take" }).reactions[0]?.input.type).toBe("outlet.emptied");
    expect(plant.handle({ type: "take" })).toEqual({ reactions: [], facts: [] });
    expect(plant.count()).toMatchObject({ slot: 27, user: 1 });
  });

  test("that slips on its way drops a wrong dose, and the way back shows it", () => {
    const { plant, move } = filled();
    move("home");
    plant.slipOnce();
    expect(answerOf(move("park", 5))).toBe(5);
    expect(hazards(move("release", 5))).toEqual(["wrong-compartment"]);
    expect(answerOf(move("home"))).toBe(4);
  });

  test("whose sensor bounces takes another place for home, and the next turn does not come out", () => {
    const { plant, move } = filled();
    move("home");
    plant.bounceOnce();
    expect(answerOf(move("home"))).not.toBe(0);
    expect(answerOf(move("home"))).not.toBe(0);
    expect(answerOf(move("home"))).toBe(0);
  });

  test("whose home sensor sticks never sees the mark come", () => {
    const { plant, move } = filled();
    move("home");
    plant.setStuck("index", true);
    expect(answerOf(move("park", 2))).toBe(2);
    expect(answerOf(move("home"))).toBe("timeout");
    plant.setStuck("index", false);
    move("home");
    expect(answerOf(move("home"))).toBe(0);
  });

  test("that jams stands still, and goes on from there", () => {
    const { plant, move } = filled();
    move("home");
    plant.setJam(true);
    expect(answerOf(move("park", 9))).toBe("stall");
    plant.setJam(false);
    move("home");
    expect(answerOf(move("home"))).toBe(0);
  });

  test("takes back a fall that power ended before it was done", () => {
    const { plant, queue } = filled();
    plant.drive({ type: "motion.start", motion: "carousel.home" });
    queue.runUntil(queue.nowMs() + 30_000);
    plant.drive({ type: "motion.start", motion: "carousel.release", slot: 0 });
    plant.losePower();
    expect(plant.count()).toMatchObject({ drawer: 1 });
    plant.regainPower();
    expect(plant.handle({ type: "take" }).facts).toEqual([
      { type: "moved", from: "drawer", to: "slot", doses: 1, slot: 0 },
    ]);
    expect(plant.count()).toMatchObject({ slot: 28, drawer: 0, user: 0 });
  });

  test("whose cup sensor sticks hands over a dose unnoticed", () => {
    const { plant, move } = filled();
    move("home");
    move("release", 0);
    plant.setStuck("tilt", true);
    expect(hazards(plant.handle({ type: "take" }))).toEqual(["taken-unnoticed"]);
    expect(plant.setStuck("tilt", false).reactions[0]?.input.type).toBe("outlet.emptied");
  });

  test("says so when nothing fell, and when a dose joins another one", () => {
    const { move } = filled();
    move("home");
    move("release", 0);
    expect(hazards(move("release", 0))).toEqual(["empty-release"]);
    move("park", 1);
    expect(hazards(move("release", 1))).toEqual(["two-doses"]);
  });
});
