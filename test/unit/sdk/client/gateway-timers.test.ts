import { RealGatewayTimers } from "@dosekit/sdk";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const DAY_MS = 86_400_000;

describe("real gateway timers", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("fires once, and keeps one timer of each name", () => {
    const timers = new RealGatewayTimers();
    const fired: string[] = [];
    timers.arm("a", 10, () => fired.push("first"));
    timers.arm("a", 20, () => fired.push("second"));
    vi.advanceTimersByTime(100);
    expect(fired).toEqual(["second"]);
  });

  it("keeps delays that a single timer of the platform can't hold", () => {
    const timers = new RealGatewayTimers();
    let firedAtMs: number | undefined;
    const startMs = Date.now();
    timers.arm("far", 60 * DAY_MS, () => {
      firedAtMs = Date.now() - startMs;
    });
    vi.advanceTimersByTime(59 * DAY_MS);
    expect(firedAtMs).toBeUndefined();
    vi.advanceTimersByTime(2 * DAY_MS);
    expect(firedAtMs).toBe(60 * DAY_MS);
  });

  it("stops one timer, or all", () => {
    const timers = new RealGatewayTimers();
    const fired: string[] = [];
    for (const name of ["a", "b", "c"]) timers.arm(name, 10, () => fired.push(name));
    timers.cancel("b");
    timers.cancel("unknown");
    timers.cancelAll();
    vi.advanceTimersByTime(100);
    expect(fired).toEqual([]);
  });
});
