import { CivilClock } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const DAY_MS = 86_400_000;
const START = 1_800_000_000_000;

function clockOf(driftPpm: number, offsetMs = 0): CivilClock {
  return new CivilClock({ driftPpm, civilMs: START + offsetMs, errorMs: 1_000 }, START);
}

describe("a clock chip", () => {
  test("drifts from true time by its parts per million", () => {
    expect(clockOf(100).showsAt(START + DAY_MS)).toBe(START + DAY_MS + 8_640);
    expect(clockOf(-100, 5_000).showsAt(START + DAY_MS)).toBe(START + DAY_MS + 5_000 - 8_640);
  });

  test("runs faster from one moment to another, without a jump and without its board knowing", () => {
    const clock = clockOf(10);
    const [from, until] = [START + DAY_MS, START + 2 * DAY_MS];
    const [shown, error] = [clock.showsAt(from), clock.errorAt(until)];
    clock.drift(from, 90);
    expect(clock.showsAt(from)).toBe(shown);
    expect(clock.showsAt(until)).toBe((shown ?? 0) + DAY_MS + 8_640);
    clock.drift(until, 0);
    expect(clock.showsAt(until + DAY_MS)).toBe((shown ?? 0) + 2 * DAY_MS + 8_640 + 864);
    expect(Math.abs(clock.errorAt(until) - error)).toBeLessThanOrEqual(1);
  });

  test("estimates an error that grows without knowing the true drift", () => {
    const [fast, exact] = [clockOf(100), clockOf(0)];
    expect(fast.errorAt(START)).toBe(1_000);
    expect(fast.errorAt(START + DAY_MS)).toBe(1_000 + 1_728);
    expect(exact.errorAt(START + DAY_MS)).toBe(fast.errorAt(START + DAY_MS));
  });

  test("shows nothing once its supply is lost, until it is set", () => {
    const clock = clockOf(0);
    clock.lose(START + 10);
    expect(clock.showsAt(START + 20)).toBeUndefined();
    expect(clock.trueWhenShows(START)).toBeUndefined();
    expect(clock.quality()).toBe("unset");
    clock.step(START + 20, 5_000);
    expect(clock.showsAt(START + 30)).toBeUndefined();
    clock.sync(START + 40, START + 50);
    expect(clock.showsAt(START + 41)).toBe(START + 51);
    expect(clock.quality()).toBe("synced");
  });

  test("jumps without its board thinking better or worse of it", () => {
    const clock = clockOf(0);
    const before = clock.errorAt(START + 60_000);
    clock.step(START + 60_000, -3_600_000);
    expect(clock.showsAt(START + 60_000)).toBe(START + 60_000 - 3_600_000);
    expect(clock.errorAt(START + 60_000)).toBe(before);
    expect(clock.quality()).toBe("rtc");
  });

  test("counts as its own keeper after a restart", () => {
    const clock = clockOf(0);
    clock.sync(START, START);
    clock.keepOverRestart();
    expect(clock.quality()).toBe("rtc");
    expect(clock.showsAt(START + 5)).toBe(START + 5);
  });
});
