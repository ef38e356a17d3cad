import { EventQueue, type RelativeAnswer, Relatives, streamOf } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

function relativesOf(seed: number) {
  const queue = new EventQueue(0);
  const helped: number[] = [];
  const relatives = new Relatives({
    ...{ scheduler: queue, lane: 0, random: streamOf(`${seed}`, "d1", "relatives") },
    help: () => helped.push(queue.nowMs()),
  });
  return { queue, relatives, helped };
}

describe("relatives", () => {
  test("answer when they may be called, most of the time, and help within 40 minutes", () => {
    const answers = new Map<RelativeAnswer, number>();
    for (let seed = 0; seed < 400; seed += 1) {
      const { queue, relatives, helped } = relativesOf(seed);
      const answer = relatives.call();
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
      queue.runUntil(DAY_MS);
      expect(helped).toHaveLength(answer === "will-help" ? 1 : 0);
      for (const atMs of helped) {
        expect(atMs).toBeGreaterThanOrEqual(5 * MINUTE_MS);
        expect(atMs).toBeLessThanOrEqual(40 * MINUTE_MS);
      }
    }
    // 0.4, 0.12 and 0.48 of 400, and four deviations either way.
    expect(answers.get("no-relative")).toBeGreaterThan(120);
    expect(answers.get("no-relative")).toBeLessThan(200);
    expect(answers.get("no-answer")).toBeGreaterThan(20);
    expect(answers.get("will-help")).toBeGreaterThan(150);
  });

  test("come by about twice a week where there are any, stay a while, and leave", () => {
    const visits = Array.from({ length: 40 }, (_, seed) => {
      const { queue, relatives, helped } = relativesOf(seed);
      relatives.start();
      let there = 0;
      for (let hour = 0; hour < 28 * 24; hour += 1) {
        queue.runUntil(hour * 60 * MINUTE_MS);
        there += relatives.areThere() ? 1 : 0;
      }
      return { visits: helped.length, there };
    });
    const visited = visits.filter((one) => one.visits > 0);
    const total = visited.reduce((sum, one) => sum + one.visits, 0) / visited.length;
    expect(visited.length).toBeLessThan(40);
    expect(total).toBeGreaterThan(6);
    expect(total).toBeLessThan(11);
    // An hour a visit, of 672 hours.
    const there = visited.reduce((sum, one) => sum + one.there, 0) / visited.length;
    expect(there).toBeGreaterThan(3);
    expect(there).toBeLessThan(20);
  });
});
