import type { DesiredConfig, DeviceEvent, DosePlan } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { VirtualTimers } from "../../../support/sdk/virtual-timers.ts";
import { newWorld, WatchBench } from "../../../support/sdk/watch-bench.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** 2 June 2026, 06:00 in Oslo. */
const MORNING_MS = Date.UTC(2026, 5, 2, 4);
const PLAN: DosePlan = {
  ...{ planId: "p", revision: 1, zone: "Europe/Oslo", spacing: "refuse", minimumSpacingMin: 0 },
  entries: [8, 14, 20].map((hour) => ({
    ...{ id: `at-${hour}`, minuteOfDay: hour * 60, startDate: "2026-06-01", everyDays: 1 },
    ...{ earlyMin: 0, lateMin: 120 },
  })),
};

async function roll(product = "evondos-e300"): Promise<WatchBench> {
  const bench = new WatchBench(newWorld({ timers: new VirtualTimers(MORNING_MS) }));
  bench.birth("d1", product);
  const config: DesiredConfig = { version: 1, plan: PLAN };
  bench.configure("d1", config);
  await bench.pass(MINUTE);
  return bench;
}

const dueAt = (hour: number) => Date.UTC(2026, 5, 2, hour - 2) as NonNullable<DeviceEvent["dueMs"]>;

function taken(hour: number, doseId = `pouch-${hour}`): Partial<DeviceEvent> {
  return { kind: "dose.closed", doseId, dueMs: dueAt(hour), outcome: "retrieved" };
}

const missing = (bench: WatchBench) =>
  bench.told().filter((line) => line.startsWith("dose.closed"));

describe("a planned dose of a roll that is read by its prints", () => {
  test("that no pouch carried is told of once the device told of a later one", async () => {
    const bench = await roll();
    await bench.pass(2 * HOUR);
    bench.send("d1", 1, taken(8));
    bench.lose("d1");
    await bench.pass(12 * HOUR + 30 * MINUTE, 10 * MINUTE);
    expect(missing(bench)).toEqual([]);
    bench.birth("d1", "evondos-e300");
    bench.send("d1", 2, taken(20));
    await bench.pass(2 * MINUTE);
    expect(missing(bench)).toEqual(["dose.closed d1 at-14/2026-06-02"]);
    expect(bench.told()).toContain("alert.raised d1 1.2");
    const row = bench
      .rows()
      .find((one) => one.kind === "record" && one.event.outcome === "prevented");
    expect(row).toMatchObject({
      event: { reason: "out-of-medicine", evidence: "none", dueMs: dueAt(14), about: "d1" },
    });
  });

  test("that no pouch carried is told of by a device that is there and says nothing", async () => {
    const bench = await roll();
    await bench.pass(2 * HOUR);
    bench.send("d1", 1, taken(8));
    await bench.pass(8 * HOUR + 20 * MINUTE, 10 * MINUTE);
    expect(missing(bench)).toEqual([]);
    await bench.pass(20 * MINUTE);
    expect(missing(bench)).toEqual(["dose.closed d1 at-14/2026-06-02"]);
  });

  test("is told of once over kills, and taken back when a late record has it after all", async () => {
    const first = await roll();
    await first.pass(5 * HOUR, 10 * MINUTE);
    expect(missing(first)).toEqual(["dose.closed d1 at-8/2026-06-02"]);
    const second = new WatchBench(await first.kill());
    second.birth("d1", "evondos-e300");
    await second.pass(HOUR, 10 * MINUTE);
    expect(missing(second)).toHaveLength(1);
    second.send("d1", 1, taken(8));
    await second.pass(MINUTE);
    expect(second.told().at(-1)).toBe("alert.cleared d1 1.2");
  });

  test("is not missed on a journey, in a stop, or by a device that follows its plan by itself", async () => {
    const travelling = await roll();
    const journey = { dueMs: dueAt(8), lastDueMs: dueAt(20), count: 3 };
    travelling.send("d1", 1, { kind: "travel.dispensed", ...journey });
    await travelling.pass(18 * HOUR, 10 * MINUTE);
    expect(missing(travelling)).toEqual([]);
    const stopped = await roll();
    stopped.send("d1", 1, { kind: "mode.changed", mode: "temporary-stop" });
    await stopped.pass(10 * HOUR, 10 * MINUTE);
    stopped.send("d1", 2, { kind: "mode.changed", mode: "daily-use" });
    await stopped.pass(8 * HOUR, 10 * MINUTE);
    expect(missing(stopped)).toEqual(["dose.closed d1 at-20/2026-06-02"]);
    const byPlan = await roll("medido");
    await byPlan.pass(18 * HOUR, 10 * MINUTE);
    expect(missing(byPlan)).toEqual([]);
  });

  test("belongs to the plan that held when it was due", async () => {
    const bench = await roll();
    await bench.pass(5 * HOUR, 10 * MINUTE);
    const entries = PLAN.entries.filter(({ id }) => id === "at-20");
    bench.configure("d1", { version: 2, plan: { ...PLAN, revision: 2, entries } });
    await bench.pass(13 * HOUR, 10 * MINUTE);
    expect(missing(bench)).toEqual([
      "dose.closed d1 at-8/2026-06-02",
      "dose.closed d1 at-20/2026-06-02",
    ]);
  });
});
