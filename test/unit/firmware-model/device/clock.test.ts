import { describe, expect, test } from "vitest";
import { READERS, usedRoll } from "../../../support/firmware-model/roll-stories.ts";
import {
  active,
  FIRST,
  FIRST_LATE_MS,
  HOUR,
  MINUTE,
  motions,
  offeredBench,
  outcomes,
  raised,
  recordsOf,
  SECOND,
  take,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";

describe("a clock that cannot be trusted", () => {
  test("nothing is offered on it, and 1.5 says so", () => {
    const bench = usedBench();
    bench.clockErrorMs = 10 * MINUTE + 1;
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(motions(bench)).not.toContain("tray.offer");
    expect(active(bench)).toEqual(["1.5"]);
  });

  test("an error of exactly the limit is still good enough", () => {
    const bench = usedBench();
    bench.clockErrorMs = 10 * MINUTE;
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(bench.position).toBe(0);
  });

  test("a dose that passed meanwhile has the clock for a reason", () => {
    const bench = usedBench();
    bench.clockErrorMs = 11 * MINUTE;
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    expect(outcomes(bench)).toEqual([]);
    bench.clockErrorMs = 0;
    bench.setClock(bench.trueMs);
    bench.advance(1_000);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented clock-untrusted`]);
    expect(active(bench)).toEqual(["1.1"]);
  });

  test("what is within reach goes back when the trust is lost, and comes again with it", () => {
    const bench = offeredBench();
    bench.clockErrorMs = 11 * MINUTE;
    bench.input({ type: "link.changed", up: false });
    bench.advance(MINUTE);
    expect(bench.position).toBe("locked");
    expect(active(bench)).toContain("1.5");
    expect(outcomes(bench)).toEqual([]);
    bench.clockErrorMs = 0;
    bench.setClock(bench.trueMs);
    bench.advance(MINUTE);
    expect(bench.position).toBe(0);
    take(bench);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("what went back for want of trust has its outcome once the trust is back", () => {
    const bench = offeredBench();
    bench.clockErrorMs = 11 * MINUTE;
    bench.input({ type: "link.changed", up: false });
    bench.advanceTo(FIRST_LATE_MS + HOUR);
    expect(outcomes(bench)).toEqual([]);
    bench.clockErrorMs = 0;
    bench.setClock(bench.trueMs);
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
    expect(bench.position).toBe("locked");
  });

  test("a dose on its way when the trust is lost does not come, and has the clock for a reason", () => {
    const bench = usedRoll(READERS[0]);
    bench.advanceTo(FIRST.dueMs + 1);
    expect(bench.state?.held).toBeDefined();
    bench.clockErrorMs = 11 * MINUTE;
    bench.input({ type: "link.changed", up: false });
    bench.advance(MINUTE);
    expect(bench.state?.held).toBeUndefined();
    bench.advanceTo(FIRST_LATE_MS + HOUR);
    expect(outcomes(bench)).toEqual([]);
    bench.clockErrorMs = 0;
    bench.setClock(bench.trueMs);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented clock-untrusted`]);
  });

  test("the late limit of a dose that is within reach is not judged by it", () => {
    const bench = offeredBench();
    bench.clockErrorMs = 11 * MINUTE;
    bench.setClock(FIRST_LATE_MS + MINUTE);
    expect(outcomes(bench)).toEqual([]);
    bench.advance(MINUTE);
    expect(bench.position).toBe("locked");
    expect(outcomes(bench)).toEqual([]);
    bench.clockErrorMs = 0;
    bench.setClock(bench.trueMs);
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([]);
    expect(bench.position).toBe(0);
  });

  test("events under an unset clock carry boot and uptime and no civil time", () => {
    const bench = usedBench();
    bench.cutPower();
    bench.offsetMs = undefined;
    bench.boot();
    const booted = recordsOf(bench, "device.booted").at(-1);
    expect(booted).toMatchObject({ clock: "unset", bootId: 2, uptimeMs: 0 });
    expect(booted).not.toHaveProperty("civilMs");
  });
});

describe("a clock that is set", () => {
  test("by seconds was corrected, by hours has stepped", () => {
    const bench = usedBench();
    bench.setClock(bench.trueMs + 5_000);
    bench.setClock(bench.trueMs + 2 * HOUR);
    expect(recordsOf(bench, "clock.synced")).toHaveLength(1);
    expect(recordsOf(bench, "clock.stepped")).toHaveLength(1);
  });

  test("forward past a window closes it unopened", () => {
    const bench = usedBench();
    bench.setClock(FIRST_LATE_MS + MINUTE);
    bench.advance(1_000);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented clock-jumped`]);
    expect(motions(bench)).not.toContain("tray.offer");
  });

  test("back and forth never opens a closed window again", () => {
    const bench = offeredBench();
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    bench.setClock(FIRST.dueMs - MINUTE);
    bench.advance(3 * HOUR);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
    expect(motions(bench).filter((name) => name === "tray.offer")).toHaveLength(1);
  });

  test("back before the early limit takes the dose back, and it is offered again at its time", () => {
    const bench = offeredBench();
    bench.setClock(FIRST.dueMs - 10 * MINUTE);
    bench.advance(10_000);
    expect(bench.position).toBe("locked");
    expect(outcomes(bench)).toEqual([]);
    bench.advance(10 * MINUTE);
    expect(bench.position).toBe(0);
    take(bench);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("a dose that went back and is never offered again was missed", () => {
    const bench = offeredBench();
    bench.setClock(FIRST.dueMs - 10 * MINUTE);
    bench.advance(10_000);
    bench.tilt();
    bench.advance(3 * HOUR);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
  });

  test("a dose that may have been taken keeps the minimum spacing as if it had been", () => {
    const bench = offeredBench();
    bench.cutPower();
    bench.advance(10 * MINUTE);
    bench.boot();
    bench.advanceTo(FIRST_LATE_MS);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} uncertain`]);
    bench.setClock(SECOND.dueMs - MINUTE);
    bench.advance(4 * HOUR);
    expect(motions(bench).filter((name) => name === "tray.offer")).toHaveLength(1);
    expect(outcomes(bench).at(-1)).toBe(`${SECOND.doseId} prevented minimum-spacing`);
  });

  test("far back into lived time is told, as no dose begins there", () => {
    const bench = offeredBench();
    take(bench);
    bench.setClock(bench.trueMs - 6 * HOUR);
    bench.advance(1_000);
    expect(active(bench)).toEqual(["1.5"]);
    bench.advance(7 * HOUR);
    expect(active(bench)).toEqual([]);
  });

  test("true time and the clock's reading both keep the minimum spacing", () => {
    const bench = offeredBench();
    take(bench);
    bench.setClock(SECOND.dueMs - MINUTE);
    bench.advance(2 * MINUTE);
    expect(motions(bench).filter((name) => name === "tray.offer")).toHaveLength(1);
    bench.advance(3 * HOUR);
    expect(outcomes(bench).at(-1)).toBe(`${SECOND.doseId} prevented minimum-spacing`);
    expect(raised(bench)).toContain("1.1");
  });
});
