import { CivilClock, EventQueue, SimulatedDeviceClock } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const START = 1_800_000_000_000;
const HOUR_MS = 3_600_000;

function boardClock() {
  const queue = new EventQueue(START);
  const civil = new CivilClock({ driftPpm: 0, civilMs: START, errorMs: 0 }, START);
  const clock = new SimulatedDeviceClock({ scheduler: queue, lane: 0, civil });
  clock.boot();
  const fired: { slot: string; trueMs: number }[] = [];
  const arm = (slot: string, basis: "uptime" | "civil", atMs: number) =>
    clock.arm(slot, basis, atMs, () => fired.push({ slot, trueMs: queue.nowMs() - START }));
  return { queue, civil, clock, fired, arm };
}

describe("a simulated device's clock", () => {
  test("counts uptime from boot, whatever the civil clock does", () => {
    const { queue, clock } = boardClock();
    queue.runUntil(START + 500);
    clock.stepCivil(-HOUR_MS);
    expect(clock.now()).toMatchObject({ uptimeMs: 500, civilMs: START + 500 - HOUR_MS });
    clock.boot();
    expect(clock.now().uptimeMs).toBe(0);
  });

  test("moves civil timers when the clock steps, and leaves uptime timers", () => {
    const { queue, clock, fired, arm } = boardClock();
    arm("due", "civil", START + 2 * HOUR_MS);
    arm("reminder", "uptime", HOUR_MS);
    clock.stepCivil(1.5 * HOUR_MS);
    queue.runUntil(START + 3 * HOUR_MS);
    expect(fired).toEqual([
      { slot: "due", trueMs: HOUR_MS / 2 },
      { slot: "reminder", trueMs: HOUR_MS },
    ]);
  });

  test("moves civil timers back when the clock steps back", () => {
    const { queue, clock, fired, arm } = boardClock();
    arm("due", "civil", START + HOUR_MS);
    clock.stepCivil(-HOUR_MS);
    queue.runUntil(START + 1.5 * HOUR_MS);
    expect(fired).toEqual([]);
    queue.runUntil(START + 2 * HOUR_MS);
    expect(fired).toEqual([{ slot: "due", trueMs: 2 * HOUR_MS }]);
  });

  test("fires a deadline that a step has passed soon, but not from within the setting", () => {
    const { queue, clock, fired, arm } = boardClock();
    arm("due", "civil", START + HOUR_MS);
    clock.setCivil(START + 5 * HOUR_MS);
    expect(fired).toEqual([]);
    queue.step();
    expect(fired).toEqual([{ slot: "due", trueMs: 0 }]);
  });

  test("holds civil timers while the clock is unset, and lets them go when it is set", () => {
    const { queue, civil, clock, fired, arm } = boardClock();
    civil.lose(START);
    arm("due", "civil", START + HOUR_MS);
    queue.runUntil(START + 2 * HOUR_MS);
    expect(fired).toEqual([]);
    expect(clock.armed()).toBe(1);
    clock.setCivil(START + HOUR_MS - 10);
    queue.runUntil(START + 3 * HOUR_MS);
    expect(fired).toEqual([{ slot: "due", trueMs: 2 * HOUR_MS + 10 }]);
  });

  test("replaces a timer of the same slot and forgets a cancelled one", () => {
    const { queue, clock, fired, arm } = boardClock();
    arm("a", "uptime", 10);
    arm("a", "uptime", 30);
    arm("b", "uptime", 20);
    clock.cancel("b");
    clock.cancel("unknown");
    queue.runUntil(START + 100);
    expect(fired).toEqual([{ slot: "a", trueMs: 30 }]);
  });

  test("keeps deadlines of months apart", () => {
    const { queue, fired, arm } = boardClock();
    arm("refill", "civil", START + 3_000_000_000);
    queue.runUntil(START + 2_999_999_999);
    expect(fired).toEqual([]);
    queue.runUntil(START + 3_000_000_000);
    expect(fired).toHaveLength(1);
  });

  test("leaves no timer behind when it stops", () => {
    const { queue, clock, fired, arm } = boardClock();
    arm("a", "uptime", 10);
    arm("b", "civil", START + 20);
    clock.stop();
    expect(clock.armed()).toBe(0);
    expect(queue.pending()).toBe(0);
    queue.runUntil(START + 100);
    expect(fired).toEqual([]);
  });
});
