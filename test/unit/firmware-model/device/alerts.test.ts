import { createDevice, zoneTableOf } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import { PILLY } from "../../../support/firmware-model/tray-bench.ts";
import {
  active,
  FIRST_LATE_MS,
  freshBench,
  HOUR,
  offeredBench,
  raised,
  recordsOf,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";
import { dosePlan, planEntry } from "../../../support/plans.ts";

describe("alerts", () => {
  test("carry the place of their record as their name for life", () => {
    const bench = offeredBench();
    bench.advanceTo(FIRST_LATE_MS);
    const record = recordsOf(bench, "alert.raised").at(-1);
    expect(record?.alertId).toBe(`${record?.epoch}-${record?.seq}`);
    expect(record).toMatchObject({ alert: "1.1", severity: 30 });
  });

  test("a missed dose that is time-critical is critical", () => {
    const bench = freshBench();
    bench.load(28);
    const entry = planEntry("p", "08:00", { lateMin: 120, timeCritical: 1 });
    const plan = dosePlan([entry], { zone: "Asia/Kolkata", minimumSpacingMin: 240 });
    bench.input({ type: "config.received", config: { version: 1, plan } });
    bench.advanceTo(FIRST_LATE_MS);
    expect(recordsOf(bench, "alert.raised").at(-1)?.severity).toBe(40);
  });

  test("waiting medicine is over once the dose has its outcome", () => {
    const bench = offeredBench();
    bench.advanceTo(FIRST_LATE_MS);
    expect(raised(bench)).toContain("1.10");
    expect(active(bench)).toEqual(["1.1"]);
  });

  test("a bounded number stays active, those about parts before those about doses", () => {
    const bench = usedBench();
    bench.input({ type: "battery.measured", permille: 100 });
    bench.cutPower();
    bench.advance(60 * 24 * HOUR);
    bench.boot();
    bench.advance(1_000);
    expect(bench.state?.alerts).toHaveLength(64);
    expect(active(bench)).toContain("1.17");
  });
});

describe("power and battery", () => {
  test("a low battery is told once and over when it is clearly charged", () => {
    const bench = usedBench();
    for (const permille of [210, 200, 190, 220, 250, 251]) {
      bench.input({ type: "battery.measured", permille });
    }
    expect(raised(bench).filter((code) => code === "1.17")).toHaveLength(1);
    expect(active(bench)).toEqual([]);
  });

  test("an empty battery is told before the device is off", () => {
    const bench = usedBench();
    bench.input({ type: "battery.measured", permille: 15 });
    expect(active(bench)).toEqual(["1.17", "1.18"]);
  });

  test("a device without mains writes down what it is told and raises nothing", () => {
    const bench = usedBench();
    bench.input({ type: "mains.lost" });
    bench.input({ type: "link.changed", up: false });
    expect(bench.records.slice(-2).map(({ kind }) => kind)).toEqual(["mains.lost", "link.lost"]);
    expect(active(bench)).toEqual([]);
  });

  test("a device with mains tells that they are gone and back", () => {
    const { "1.19": _never, ...unreachableAlerts } = PILLY.unreachableAlerts;
    const logic = createDevice({ profile: { ...PILLY, unreachableAlerts }, zoneTableOf });
    const bench = usedBench();
    if (bench.state === undefined) throw new Error("the bench is off");
    const [lost] = logic.step(bench.state, { type: "mains.lost" }, bench.now());
    expect(lost.alerts.map(({ code }) => code)).toEqual(["1.19"]);
    const [restored] = logic.step(lost, { type: "mains.restored" }, bench.now());
    expect(restored.alerts).toEqual([]);
  });
});
