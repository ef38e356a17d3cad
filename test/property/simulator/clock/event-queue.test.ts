import { EventQueue, type ScheduledEvent } from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";

interface Armed {
  readonly trueMs: number;
  readonly lane: number;
  readonly order: number;
  readonly event: ScheduledEvent;
}

const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("arm" as const),
      delayMs: fc.oneof(fc.nat(3), fc.nat(300), fc.nat(70_000), fc.nat(5_000_000_000)),
      lane: fc.nat(3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel" as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("step" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("look" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("pass" as const),
      byMs: fc.oneof(fc.nat(3), fc.nat(300), fc.nat(100_000), fc.nat(5_000_000_000)),
    }),
  },
);

/** Instants at which bytes and words of a deadline turn, and any other. */
const start = fc.oneof(
  fc.constantFrom(0, 255, 65_535, 0xffff_fffe, 0xffff_ffff, 0x1_0000_0000, 0xff_ffff_ffff, -1, -2),
  fc.integer({ min: -5_000_000_000, max: 2 ** 50 }),
);

/** Time, lane and arming, and nothing else. */
function inOrder(armed: readonly Armed[]): readonly Armed[] {
  return [...armed].sort((a, b) => a.trueMs - b.trueMs || a.lane - b.lane || a.order - b.order);
}

function first(armed: readonly Armed[]): Armed | undefined {
  return inOrder(armed)[0];
}

test("events always run as a sorted list would have them, whatever is cancelled between", () => {
  fc.assert(
    fc.property(start, fc.array(action, { maxLength: 120 }), (startMs, actions) => {
      const queue = new EventQueue(startMs);
      let model: Armed[] = [];
      let order = 0;
      const ran: number[] = [];
      const runOne = () => {
        const expected = first(model);
        model = model.filter((armed) => armed !== expected);
        expect(queue.step()).toBe(expected !== undefined);
        expect(ran.pop()).toBe(expected?.order);
        if (expected !== undefined) expect(queue.nowMs()).toBe(expected.trueMs);
      };
      for (const next of actions) {
        if (next.do === "step") runOne();
        else if (next.do === "look") expect(queue.nextMs()).toBe(first(model)?.trueMs);
        else if (next.do === "pass") {
          const endMs = queue.nowMs() + next.byMs;
          const expected = inOrder(model).filter(({ trueMs }) => trueMs <= endMs);
          model = model.filter(({ trueMs }) => trueMs > endMs);
          queue.runUntil(endMs);
          expect(ran.splice(0)).toEqual(expected.map((armed) => armed.order));
          expect(queue.nowMs()).toBe(endMs);
        } else if (next.do === "cancel") {
          const victim = model[next.which % Math.max(1, model.length)];
          if (victim === undefined) continue;
          queue.cancel(victim.event);
          model = model.filter((armed) => armed !== victim);
        } else {
          const mine = order;
          order += 1;
          const event = queue.at(queue.nowMs() + next.delayMs, next.lane, () => ran.push(mine));
          model.push({ trueMs: event.trueMs, lane: next.lane, order: mine, event });
        }
        expect(queue.pending()).toBe(model.length);
      }
      while (model.length > 0) runOne();
      expect(queue.step()).toBe(false);
    }),
    { numRuns: 400 },
  );
});

test("one lane's events come in the same order whatever the other lanes do", () => {
  const delays = fc.array(fc.nat(20), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(delays, delays, (mine, others) => {
      const alone = rowOf(mine, []);
      expect(rowOf(mine, others)).toEqual(alone);
    }),
  );
});

function rowOf(mine: readonly number[], others: readonly number[]): number[] {
  const queue = new EventQueue(0);
  const row: number[] = [];
  const longest = Math.max(mine.length, others.length);
  for (let index = 0; index < longest; index += 1) {
    const other = others[index];
    if (other !== undefined) queue.at(other, index % 2 === 0 ? 0 : 9, () => undefined);
    const own = mine[index];
    if (own !== undefined) queue.at(own, 5, () => row.push(index));
  }
  queue.runUntil(1_000);
  return row;
}

test("events that arm others for their own instant run in the order of lane and arming", () => {
  const chain = fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(2)), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(chain, (row) => {
      const queue = new EventQueue(7);
      const waiting: { lane: number; order: number; trueMs: number }[] = [];
      let order = 0;
      const arm = (
        lane: number,
        trueMs: number,
        left: readonly (readonly [number, number, number])[],
      ) => {
        const mine = { lane, trueMs, order };
        order += 1;
        waiting.push(mine);
        queue.at(trueMs, lane, () => {
          const [expected] = waiting.toSorted(
            (a, b) => a.trueMs - b.trueMs || a.lane - b.lane || a.order - b.order,
          );
          expect(mine).toEqual(expected);
          waiting.splice(waiting.indexOf(mine), 1);
          const [next, ...rest] = left;
          if (next === undefined) return;
          arm(next[0], queue.nowMs() + next[2], rest);
          if (rest.length % 2 === 0) arm(next[1], queue.nowMs(), []);
        });
      };
      for (const [lane, , delayMs] of row.slice(0, 5)) arm(lane, 7 + delayMs, row);
      queue.runUntil(1_000);
      expect(waiting).toEqual([]);
    }),
  );
});
