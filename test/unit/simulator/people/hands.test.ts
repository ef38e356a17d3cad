import { EventQueue, Hands, streamOf } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const SECOND_MS = 1_000;

function handsOf(gesture: "tilt" | "press", wrongPress = 0) {
  const queue = new EventQueue(0);
  const acts: string[] = [];
  const random = streamOf("1", "d1", "person/hands");
  const hands = new Hands({
    ...{ scheduler: queue, lane: 0, random, gesture, wrongPress },
    act: ({ type }) => acts.push(type),
  });
  return { queue, hands, acts };
}

describe("hands", () => {
  test("are busy until a gesture has come to its end", () => {
    const { queue, hands, acts } = handsOf("press");
    expect(hands.isBusy()).toBe(false);
    hands.takeDose(false);
    expect(hands.isBusy()).toBe(true);
    queue.runUntil(21 * SECOND_MS);
    expect(hands.isBusy()).toBe(false);
    expect(acts).toEqual(["press", "take"]);
  });

  test("turn back what they turned over, twice where they err", () => {
    for (const [wrong, expected] of [
      [0, ["tilt", "right"]],
      [1, ["tilt", "right", "tilt", "right"]],
    ] as const) {
      const { queue, hands, acts } = handsOf("tilt", wrong);
      hands.takeDose(false);
      queue.runUntil(30 * SECOND_MS);
      expect(acts).toEqual(expected);
    }
  });

  test("press what there is to press, without a reason", () => {
    const { queue, hands, acts } = handsOf("tilt");
    hands.pressIdly();
    hands.turnIdly(1);
    queue.runUntil(30 * SECOND_MS);
    expect(acts).toEqual(["press", "tilt", "right"]);
  });
});
