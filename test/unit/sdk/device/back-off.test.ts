import { BackOff, brokerSocket } from "@dosekit/sdk/device";
import { describe, expect, test } from "vitest";

describe("waits between attempts", () => {
  test("grow to the longest and start again after a success", () => {
    const backOff = new BackOff({ firstMs: 100, longestMs: 2_000, random: () => 1 });
    const waits = Array.from({ length: 5 }, () => backOff.nextMs());
    expect(waits).toEqual([300, 900, 2_000, 2_000, 2_000]);
    backOff.reset();
    expect(backOff.nextMs()).toBe(300);
  });

  test("are never shorter than the shortest", () => {
    const backOff = new BackOff({ firstMs: 100, random: () => 0 });
    expect([backOff.nextMs(), backOff.nextMs()]).toEqual([100, 100]);
  });

  test("differ from device to device", () => {
    const waits = new Set(Array.from({ length: 20 }, () => new BackOff().nextMs()));
    expect(waits.size).toBeGreaterThan(10);
  });
});

describe("the address of a broker", () => {
  test.each(["http://broker", "broker:1883", ""])("is refused in the form %j", (url) => {
    expect(() => brokerSocket(url)).toThrow(RangeError);
  });
});
