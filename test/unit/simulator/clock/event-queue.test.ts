import { EndlessWorkError, EVENTS_PER_INSTANT_MAX, EventQueue } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const DAY_MS = 86_400_000;

function ran(queue: EventQueue, arm: (note: (name: string) => () => void) => void): string[] {
  const names: string[] = [];
  arm((name) => () => names.push(name));
  while (queue.step());
  return names;
}

describe("virtual time", () => {
  test("shows each event its own instant, however far the jump", () => {
    const queue = new EventQueue(1_000);
    const seen: number[] = [];
    const tick = () => {
      seen.push(queue.nowMs());
      if (seen.length < 4) queue.at(queue.nowMs() + 10, 0, tick);
    };
    queue.at(1_000, 0, tick);
    queue.runUntil(1_035);
    expect(seen).toEqual([1_000, 1_010, 1_020, 1_030]);
    expect(queue.nowMs()).toBe(1_035);
  });

  test("keeps delays beyond 2^31 ms", () => {
    const queue = new EventQueue(0);
    const far = 400 * DAY_MS;
    let firedAt = 0;
    queue.at(far, 0, () => {
      firedAt = queue.nowMs();
    });
    queue.at(Number.MAX_SAFE_INTEGER, 0, () => undefined);
    queue.step();
    expect(firedAt).toBe(far);
    expect(queue.nextMs()).toBe(Number.MAX_SAFE_INTEGER);
  });

  test("orders one instant by lane, then by arming within the lane", () => {
    const queue = new EventQueue(0);
    const names = ran(queue, (note) => {
      queue.at(5, 1, note("b1"));
      queue.at(5, 0, note("a1"));
      queue.at(5, 1, note("b2"));
      queue.at(5, 0, note("a2"));
      queue.at(4, 9, note("earlier"));
    });
    expect(names).toEqual(["earlier", "a1", "a2", "b1", "b2"]);
  });

  test("runs an event of a time that has passed now", () => {
    const queue = new EventQueue(100);
    expect(queue.at(3, 0, () => undefined).trueMs).toBe(100);
  });

  test("never runs a cancelled event, and cancels twice without harm", () => {
    const queue = new EventQueue(0);
    const names = ran(queue, (note) => {
      const gone = queue.at(1, 0, note("gone"));
      queue.at(2, 0, note("stays"));
      queue.cancel(gone);
      queue.cancel(gone);
    });
    expect(names).toEqual(["stays"]);
    expect(queue.pending()).toBe(0);
  });

  test("forgets cancelled events even when their time never comes", () => {
    const queue = new EventQueue(0);
    for (let count = 0; count < 10_000; count += 1) {
      queue.cancel(queue.at(DAY_MS + count, 0, () => undefined));
    }
    queue.at(1, 0, () => undefined);
    expect(queue.pending()).toBe(1);
    expect(queue.nextMs()).toBe(1);
  });

  test("leaves an event alone that has run", () => {
    const queue = new EventQueue(0);
    const event = queue.at(1, 0, () => undefined);
    queue.at(2, 0, () => undefined);
    queue.step();
    queue.cancel(event);
    expect(queue.pending(0)).toBe(1);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 0.5])("refuses %s as a time", (time) => {
    const queue = new EventQueue(0);
    expect(() => queue.at(time, 0, () => undefined)).toThrow(RangeError);
  });

  test("names the device that holds time", () => {
    const queue = new EventQueue(7);
    const again = () => queue.at(queue.nowMs(), 3, again);
    queue.at(7, 3, again);
    expect(() => queue.runUntil(8)).toThrow(EndlessWorkError);
    expect(queue.steps()).toBe(EVENTS_PER_INSTANT_MAX);
  });

  test("lets many devices work at one instant", () => {
    const queue = new EventQueue(0);
    for (let lane = 0; lane < EVENTS_PER_INSTANT_MAX + 5; lane += 1) {
      queue.at(1, lane, () => undefined);
    }
    queue.runUntil(1);
    expect(queue.steps()).toBe(EVENTS_PER_INSTANT_MAX + 5);
  });
});
