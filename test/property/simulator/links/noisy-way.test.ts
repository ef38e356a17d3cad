import {
  CLOGGED_MAX,
  EventQueue,
  NoisyWay,
  OUT_OF_TURN_MS,
  QUIET,
  randomPlacesOf,
} from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";

type Step =
  | { readonly do: "send"; readonly count: number }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "noise"; readonly loss: number; readonly double: number; readonly turn: number }
  | { readonly do: "slow"; readonly addMs: number; readonly jitterMs: number }
  | { readonly do: "dead"; readonly isDead: boolean }
  | { readonly do: "clog" }
  | { readonly do: "unclog"; readonly order: "sent" | "drawn" };

const permille = fc.integer({ min: 0, max: 1_000 });
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({ do: fc.constant("send"), count: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ do: fc.constant("wait"), ms: fc.integer({ min: 1, max: 60_000 }) }),
    fc.record({ do: fc.constant("noise"), loss: permille, double: permille, turn: permille }),
    fc.record({
      do: fc.constant("slow"),
      addMs: fc.integer({ min: 0, max: 30_000 }),
      jitterMs: fc.integer({ min: 0, max: 5_000 }),
    }),
    fc.record({ do: fc.constant("dead"), isDead: fc.boolean() }),
    fc.record({ do: fc.constant("clog") }),
    fc.record({ do: fc.constant("unclog"), order: fc.constantFrom("sent", "drawn") }),
  ),
  { maxLength: 40 },
);

function bench(seed: string) {
  const queue = new EventQueue(0);
  const way = new NoisyWay({
    scheduler: queue,
    lane: 0,
    random: randomPlacesOf(seed, "d1", "link"),
  });
  const arrived: number[] = [];
  let sent = 0;
  const send = (count: number) => {
    for (let at = 0; at < count; at += 1) {
      const number = sent;
      sent += 1;
      way.carry(() => arrived.push(number));
    }
  };
  return { queue, way, arrived, send, sent: () => sent };
}

function take(step: Step, { queue, way, send }: ReturnType<typeof bench>): void {
  if (step.do === "send") send(step.count);
  else if (step.do === "wait") queue.runUntil(queue.nowMs() + step.ms);
  else if (step.do === "noise")
    way.setNoise({
      lossPermille: step.loss,
      duplicatePermille: step.double,
      reorderPermille: step.turn,
    });
  else if (step.do === "slow") way.setSlow(step);
  else if (step.do === "dead") way.setDead(step.isDead);
  else if (step.do === "clog") way.clog();
  else way.unclog(step.order);
}

test("once everything on a way is mended, messages come once each and in order", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), steps, (seed, faults) => {
      const world = bench(seed);
      for (const step of faults) take(step, world);
      world.way.setNoise(QUIET);
      world.way.setSlow(undefined);
      world.way.setDead(false);
      world.way.unclog("drawn");
      world.queue.runUntil(world.queue.nowMs() + OUT_OF_TURN_MS + 60_000);
      world.arrived.length = 0;
      const before = world.sent();
      world.send(10);
      world.queue.runUntil(world.queue.nowMs() + 60_000);
      expect(world.arrived).toEqual(Array.from({ length: 10 }, (_, at) => before + at));
    }),
    { numRuns: 200 },
  );
});

test("a clog loses nothing that it has room for, in the order of sending or in another one", () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 8 }),
      fc.integer({ min: 0, max: 60 }),
      fc.constantFrom("sent" as const, "drawn" as const),
      (seed, count, order) => {
        const { queue, way, arrived, send } = bench(seed);
        way.clog();
        send(count);
        queue.runUntil(3_600_000);
        expect(arrived).toEqual([]);
        way.unclog(order);
        queue.runUntil(7_200_000);
        const inOrder = Array.from({ length: count }, (_, at) => at);
        expect(order === "sent" ? arrived : arrived.toSorted((a, b) => a - b)).toEqual(inOrder);
      },
    ),
  );
});

test("a clog keeps no more than it has room for, and shuffles what it keeps", () => {
  const { queue, way, arrived, send } = bench("room");
  way.clog();
  send(CLOGGED_MAX + 50);
  way.unclog("drawn");
  queue.runUntil(3_600_000);
  expect(arrived.length).toBe(CLOGGED_MAX);
  expect(arrived).not.toEqual(arrived.toSorted((a, b) => a - b));
  expect(Math.max(...arrived)).toBe(CLOGGED_MAX - 1);
});
