import type { DeviceInput } from "@dosekit/protocols";
import { EventQueue, PowerSupply, powerFigures } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { profileNamed } from "../../../support/firmware-model/mechanism-bench.ts";

const HOUR = 3_600_000;

function supplyOf(product: string) {
  const queue = new EventQueue(0);
  const told: DeviceInput[] = [];
  const power: string[] = [];
  const supply = new PowerSupply({
    scheduler: queue,
    lane: 0,
    figures: powerFigures(profileNamed(product)),
    tell: (input) => told.push(input),
    onEmpty: () => power.push("out"),
    onPowered: () => power.push("back"),
  });
  const levels = () =>
    told.flatMap((input) => (input.type === "battery.measured" ? [input.permille] : []));
  return { supply, told, power, levels, wait: (ms: number) => queue.runUntil(queue.nowMs() + ms) };
}

describe("a device on mains with a battery", () => {
  test("is told of nothing while there is mains power and the battery is full", () => {
    const { told, supply, wait } = supplyOf("evondos-e300");
    wait(1_000 * HOUR);
    expect(told).toEqual([]);
    expect(supply.permille()).toBe(1_000);
  });

  test("runs for the hours that its profile says, passes the limits on the way, and stops", () => {
    const { supply, told, power, levels, wait } = supplyOf("evondos-e300");
    supply.setMains(false);
    wait(12 * HOUR - 60_000);
    expect(told[0]).toEqual({ type: "mains.lost" });
    expect(levels()).toEqual(expect.arrayContaining([500, 200, 20]));
    expect(power).toEqual([]);
    wait(2 * 60_000);
    expect(power).toEqual(["out"]);
    expect(supply.permille()).toBe(0);
  });

  test("comes back with the mains, and tells the charge that it starts with", () => {
    const { supply, power, wait } = supplyOf("evondos-e300");
    supply.setMains(false);
    wait(20 * HOUR);
    supply.setMains(true);
    expect(power).toEqual(["out", "back"]);
    expect(supply.levels()).toEqual([
      { type: "mains.restored" },
      { type: "battery.measured", permille: 0 },
    ]);
    wait(4 * HOUR);
    expect(supply.permille()).toBe(500);
    wait(5 * HOUR);
    expect(supply.permille()).toBe(1_000);
  });

  test("tells a board that starts without mains so", () => {
    const { supply } = supplyOf("evondos-e300");
    supply.setMains(false);
    expect(supply.levels()[0]).toEqual({ type: "mains.lost" });
  });
});

describe("a device on batteries", () => {
  test("knows no mains, and lasts about a year at rest", () => {
    const { supply, power, wait } = supplyOf("pilly-sms");
    supply.setMains(true);
    wait(364 * 24 * HOUR);
    expect(power).toEqual([]);
    wait(2 * 24 * HOUR);
    expect(power).toEqual(["out"]);
  });

  test("lasts for less the more it moves", () => {
    const { supply, power, levels } = supplyOf("pilly-sms");
    for (let turn = 0; turn < 1_000; turn += 1) supply.onMotion(60_000);
    expect(supply.permille()).toBe(100);
    expect(levels()).toEqual(expect.arrayContaining([249, 199]));
    expect(power).toEqual([]);
  });

  test("a cell that gives out is told, and fresh ones bring it back", () => {
    const { supply, power, levels, wait } = supplyOf("pilly-sms");
    supply.dropTo(0);
    wait(0);
    expect([levels(), power]).toEqual([[0], ["out"]]);
    supply.replace();
    expect(power).toEqual(["out", "back"]);
    expect(supply.levels()).toEqual([{ type: "battery.measured", permille: 1_000 }]);
  });
});
