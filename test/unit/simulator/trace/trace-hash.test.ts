import { type DeviceTime, type Effect, instant, uptime } from "@dosekit/protocols";
import { DeviceTrace, fleetHash } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const EFFECT: Effect = { type: "signal.show", light: "steady", sound: 1 };

function at(ms: number): DeviceTime {
  return {
    uptimeMs: uptime(ms),
    civilMs: instant(1_800_000_000_000 + ms),
    clock: "rtc",
    clockErrorMs: 0,
    bootId: 1,
  };
}

function traceOf(times: readonly number[]): string {
  const trace = new DeviceTrace();
  for (const ms of times) trace.add(EFFECT, at(ms));
  return trace.digest();
}

describe("a trace", () => {
  test("has one hash for one row, and another for another", () => {
    expect(traceOf([1, 2])).toBe(traceOf([1, 2]));
    expect(traceOf([1, 2])).not.toBe(traceOf([2, 1]));
    expect(traceOf([1, 2])).not.toBe(traceOf([1]));
  });

  test("may go on after it was read, and long rows hash as short ones do", () => {
    const times = Array.from({ length: 1_000 }, (_, index) => index);
    const trace = new DeviceTrace();
    for (const ms of times) {
      trace.add(EFFECT, at(ms));
      if (ms % 100 === 0) trace.digest();
    }
    expect(trace.digest()).toBe(traceOf(times));
    expect(trace.steps()).toBe(1_000);
  });

  test("of a fleet does not depend on the order in which devices are named", () => {
    const a = ["d1", "aa"] as const;
    const b = ["d2", "bb"] as const;
    expect(fleetHash(new Map([a, b]))).toBe(fleetHash(new Map([b, a])));
    expect(fleetHash(new Map([a, b]))).not.toBe(
      fleetHash(
        new Map([
          ["d1", "bb"],
          ["d2", "aa"],
        ]),
      ),
    );
  });
});
