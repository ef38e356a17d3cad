import type { BoardPart, DeviceInput } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { ask, lastAnswer } from "../../../support/firmware-model/asking.ts";
import { offeredRoll, READERS, usedRoll } from "../../../support/firmware-model/roll-stories.ts";
import type { TrayBench } from "../../../support/firmware-model/tray-bench.ts";
import {
  active,
  FIRST,
  FIRST_LATE_MS,
  HOUR,
  motions,
  outcomes,
  raised,
  recordsOf,
  take,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";

const [E300] = READERS;

/** A loaded tray that is told something before its first dose is due, and left until after it. */
function throughFirstDose(...told: readonly DeviceInput[]): TrayBench {
  const bench = usedBench();
  for (const input of told) bench.input(input);
  bench.advanceTo(FIRST_LATE_MS);
  return bench;
}

function bootTimes(bench: TrayBench, cause: "watchdog" | "brown-out", times: number): void {
  for (let at = 0; at < times; at += 1) {
    bench.cutPower();
    bench.boot(cause);
    bench.advance(60_000);
  }
}

describe("power", () => {
  test("T-7: mains that are off for four hours lose no dose, and are told when they go and come", () => {
    const bench = usedRoll(E300);
    bench.input({ type: "mains.lost" });
    bench.advanceTo(FIRST.dueMs + 10_000);
    bench.take();
    bench.advance(4 * HOUR);
    expect(active(bench)).toContain("1.19");
    bench.input({ type: "mains.restored" });
    expect(active(bench)).not.toContain("1.19");
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
    expect([recordsOf(bench, "mains.lost"), recordsOf(bench, "mains.restored")]).toMatchObject([
      [{}],
      [{}],
    ]);
  });

  test("an empty battery offers nothing, since a movement might not end, and 1.18 says so", () => {
    const bench = throughFirstDose({ type: "battery.measured", permille: 20 });
    expect(raised(bench)).toEqual(expect.arrayContaining(["1.17", "1.18"]));
    expect(motions(bench)).not.toContain("tray.offer");
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented no-power`]);
  });

  test("a low battery is told and doses go on", () => {
    const bench = usedBench();
    bench.input({ type: "battery.measured", permille: 150 });
    bench.advanceTo(FIRST.dueMs + 5_000);
    take(bench);
    expect(raised(bench)).toContain("1.17");
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("an empty battery on mains stops nothing", () => {
    const bench = usedRoll(E300);
    bench.input({ type: "battery.measured", permille: 0 });
    bench.advanceTo(FIRST.dueMs + 10_000);
    bench.take();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("mains that come back let doses go on, however empty the battery is", () => {
    const bench = usedRoll(E300);
    bench.input({ type: "mains.lost" });
    bench.input({ type: "battery.measured", permille: 10 });
    bench.input({ type: "mains.restored" });
    bench.advanceTo(FIRST.dueMs + 10_000);
    bench.take();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("a dose behind the button stays there once the battery is empty without mains", () => {
    const bench = offeredRoll(E300);
    bench.input({ type: "mains.lost" });
    bench.input({ type: "battery.measured", permille: 10 });
    bench.press();
    bench.advance(5_000);
    expect(motions(bench)).not.toContain("roll.release");
  });
});

describe("temperature", () => {
  test.each([
    [4, 7, "temperature-low"],
    [41, 38, "temperature-high"],
  ])(
    "at %i degrees nothing is offered and 1.5 says so, until it is %i again",
    (bad, good, part) => {
      const bench = throughFirstDose({ type: "temperature.measured", celsius: bad });
      expect(recordsOf(bench, "alert.raised")[0]).toMatchObject({ alert: "1.5", detail: part });
      expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented device-fault`]);
      bench.input({ type: "temperature.measured", celsius: good });
      expect(active(bench)).toEqual(["1.1"]);
      bench.advance(10 * HOUR + 5_000);
      expect(bench.cycle).toMatchObject({ offered: expect.anything() });
    },
  );

  test("a temperature that is no number says nothing", () => {
    const bench = usedBench();
    bench.input({ type: "temperature.measured", celsius: Number.NaN });
    expect(active(bench)).toEqual([]);
  });
});

describe("the case", () => {
  test("an opened case stops the device with 1.22 until staff have been there", () => {
    const bench = throughFirstDose({ type: "case.opened" }, { type: "case.closed" });
    expect(active(bench)).toContain("1.22");
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented device-fault`]);
    bench.openLid(true);
    bench.closeLid();
    expect(active(bench)).not.toContain("1.22");
  });

  test("a restart does not make good that it was opened", () => {
    const bench = usedBench();
    bench.input({ type: "case.opened" });
    bench.cutPower();
    bench.boot();
    expect(active(bench)).toContain("1.22");
    bench.advanceTo(FIRST.dueMs + 60_000);
    expect(motions(bench)).not.toContain("tray.offer");
  });
});

describe("the power-on self-test and the watchdog", () => {
  test("a part that fails is named, stops the device, and is told until it passes", () => {
    const bench = usedBench();
    const failed: readonly BoardPart[] = ["storage", "clock"];
    bench.loader.failsAlways = failed;
    bench.cutPower();
    bench.boot();
    expect(recordsOf(bench, "device.self-tested").at(-1)?.detail).toBe("failed: storage, clock");
    bench.advanceTo(FIRST_LATE_MS);
    expect(active(bench)).toContain("1.5");
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented device-fault`]);
    bench.loader.failsAlways = [];
    bench.cutPower();
    bench.boot();
    expect(active(bench)).not.toContain("1.5");
  });

  test.each(["watchdog", "brown-out"] as const)("a reset by %s is told with its cause", (cause) => {
    const bench = usedBench();
    bootTimes(bench, cause, 1);
    expect(recordsOf(bench, "device.booted").at(-1)?.resetCause).toBe(cause);
    expect(active(bench)).toEqual([]);
  });

  test("a device that resets time and again stops, 1.5, until staff have been there", () => {
    const bench = usedBench();
    bootTimes(bench, "watchdog", 2);
    expect(active(bench)).toEqual([]);
    bootTimes(bench, "brown-out", 1);
    expect(recordsOf(bench, "alert.raised").at(-1)).toMatchObject({ alert: "1.5" });
    bench.advanceTo(FIRST.dueMs + 60_000);
    expect(motions(bench)).not.toContain("tray.offer");
    bench.openLid(true);
    bench.closeLid();
    bench.advance(60_000);
    expect(motions(bench)).toContain("tray.offer");
  });

  test("a self-test that passes lets it go on too", () => {
    const bench = usedBench();
    bootTimes(bench, "watchdog", 3);
    ask(bench, "self-test");
    bench.advance(60_000);
    expect(lastAnswer(bench)).toBe("done");
    expect(active(bench)).toEqual([]);
  });

  test("resets with hours between them are chance", () => {
    const bench = usedBench();
    for (let at = 0; at < 5; at += 1) {
      bootTimes(bench, "watchdog", 1);
      bench.advance(61 * 60_000);
    }
    const parts = recordsOf(bench, "alert.raised").map(({ detail }) => detail);
    expect(parts).not.toContain("resets");
  });
});
