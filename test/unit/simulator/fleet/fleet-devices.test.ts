import type { DosePlan } from "@dosekit/protocols";
import { type DeviceLot, devicesOfLot, drawShare } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

const plan: DosePlan = {
  planId: "p",
  revision: 1,
  zone: "Europe/Oslo",
  spacing: "refuse",
  minimumSpacingMin: 0,
  entries: [],
};

function lot(count: number, shares: readonly [number, number] = [3, 1]): DeviceLot {
  return {
    name: "north",
    count,
    products: [{ value: "pilly-sms", share: 1 }],
    plansFor: () => [{ value: plan, share: 1 }],
    personas: [
      { value: "stable", share: shares[0] },
      { value: "forgetful", share: shares[1] },
    ],
  };
}

describe("drawing the devices of a fleet", () => {
  it("gives every device a name of its own that the wire allows", () => {
    const names = devicesOfLot(lot(12), "s").map(({ deviceId }) => deviceId);
    expect(names[0]).toBe("north-0001");
    expect(new Set(names).size).toBe(12);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{1,32}$/);
  });

  it("draws the same devices from the same seed, however many more there are", () => {
    expect(devicesOfLot(lot(50), "s").slice(0, 10)).toEqual(devicesOfLot(lot(10), "s"));
    expect(devicesOfLot(lot(50), "s")).not.toEqual(devicesOfLot(lot(50), "t"));
  });

  it("keeps to the shares", () => {
    const devices = devicesOfLot(lot(2_000), "s");
    const stable = devices.filter(({ persona }) => persona === "stable").length;
    expect(stable).toBeGreaterThan(1_400);
    expect(stable).toBeLessThan(1_600);
  });

  it("never draws what has no share", () => {
    const devices = devicesOfLot(lot(200, [0, 1]), "s");
    expect(devices.every(({ persona }) => persona === "forgetful")).toBe(true);
  });

  it("picks by place in the whole", () => {
    const shares = [
      { value: "a", share: 1 },
      { value: "b", share: 0 },
      { value: "c", share: 3 },
    ];
    expect([0, 0.2, 0.25, 0.999, 1].map((at) => drawShare(shares, at))).toEqual([
      "a",
      "a",
      "c",
      "c",
      "c",
    ]);
    expect(() => drawShare([{ value: "a", share: 0 }], 0.5)).toThrow(RangeError);
  });
});
