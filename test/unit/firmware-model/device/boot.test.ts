import { describe, expect, test } from "vitest";
import { TrayBench } from "../../../support/firmware-model/tray-bench.ts";
import {
  active,
  FIRST,
  FIRST_LATE_MS,
  freshBench,
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

/** Off from now on for some time, the tray left as the fate says. */
function pause(bench: TrayBench, ms: number, ...fate: Parameters<TrayBench["cutPower"]>): void {
  bench.cutPower(...fate);
  bench.advance(ms);
  bench.boot();
}

describe("the first boot", () => {
  test("is told with its cause, and no plan is missed yet", () => {
    const bench = freshBench();
    expect(bench.records.map(({ kind }) => kind)).toEqual(["device.booted"]);
    expect(bench.records[0]).toMatchObject({ epoch: 1_001, seq: 1, resetCause: "first-boot" });
    expect(active(bench)).toEqual([]);
  });

  test("reads the index before anything else moves", () => {
    expect(motions(freshBench())).toEqual(["tray.read-index"]);
  });
});

describe("a boot with a dose within reach", () => {
  test("goes on offering it while its window is open", () => {
    const bench = offeredBench();
    pause(bench, 10 * MINUTE);
    bench.advance(1_000);
    expect(bench.cycle).toEqual({ offered: "reminding" });
    take(bench);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("a dose that was within reach without power ends as uncertain when nobody takes it", () => {
    const bench = offeredBench();
    pause(bench, 10 * MINUTE);
    bench.advanceTo(FIRST_LATE_MS);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} uncertain`]);
    expect(active(bench)).toEqual(["1.3"]);
  });

  test("locks it away when its window passed meanwhile, and says that nobody knows", () => {
    const bench = offeredBench();
    pause(bench, 3 * HOUR);
    bench.advance(10_000);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} uncertain`]);
    expect(bench.position).toBe("locked");
  });

  test("locks it away without a clock", () => {
    const bench = offeredBench();
    bench.cutPower();
    bench.offsetMs = undefined;
    bench.boot();
    bench.advance(10_000);
    expect(bench.position).toBe("locked");
    expect(active(bench)).toContain("1.5");
    const [closed] = recordsOf(bench, "dose.closed");
    expect(closed).toMatchObject({ outcome: "uncertain", clock: "unset" });
    expect(closed).not.toHaveProperty("civilMs");
  });

  test("a released dose is not offered again", () => {
    const bench = offeredBench();
    bench.tilt();
    pause(bench, MINUTE);
    bench.right();
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} released-not-retrieved`]);
    expect(recordsOf(bench, "dose.offering")).toHaveLength(1);
  });
});

describe("a power cut in the turn", () => {
  const cuts = ["not-begun", "half-way", "at-its-end"] as const;

  test("a power cut in the turn leaves the dose uncertain unless the index says locked", () => {
    const ends = cuts.map((fate) => {
      const bench = usedBench();
      bench.advanceTo(FIRST.dueMs + 1_000);
      pause(bench, MINUTE, fate);
      bench.advance(MINUTE);
      return [bench.cycle, outcomes(bench), active(bench)];
    });
    expect(ends).toEqual([
      [{ offered: "reminding" }, [], []],
      ["stopped", [`${FIRST.doseId} uncertain`], ["1.3", "1.5"]],
      ["locked", [`${FIRST.doseId} uncertain`], ["1.3"]],
    ]);
  });

  test("a cut while the shutter locks leaves a missed dose missed once it is locked", () => {
    const bench = offeredBench();
    bench.advanceTo(FIRST_LATE_MS + 1_000);
    pause(bench, MINUTE, "at-its-end");
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
    expect(recordsOf(bench, "dose.corrected")).toEqual([]);
  });

  test("a cut while the shutter locks makes a missed dose uncertain if it stayed open", () => {
    const bench = offeredBench();
    bench.advanceTo(FIRST_LATE_MS + 1_000);
    pause(bench, MINUTE, "not-begun");
    bench.advance(MINUTE);
    expect(recordsOf(bench, "dose.corrected")[0]).toMatchObject({ outcome: "uncertain" });
    expect(bench.position).toBe("locked");
  });

  test("an announced turn that never began is made up for within the window", () => {
    const bench = usedBench();
    bench.advanceTo(FIRST.dueMs - 1);
    // Four timers and the commit are carried out, the turn is not.
    bench.effectsUntilCut = 5;
    bench.advance(1);
    expect(bench.on).toBe(false);
    expect(bench.records.at(-1)?.kind).toBe("dose.offering");
    bench.boot();
    bench.advance(MINUTE);
    expect(recordsOf(bench, "dose.offered")).toHaveLength(1);
    expect(recordsOf(bench, "dose.offering")).toHaveLength(2);
  });
});

describe("windows that passed while off", () => {
  test("each is prevented once and told, and none is opened again", () => {
    const bench = usedBench();
    pause(bench, 3 * 24 * HOUR);
    bench.advance(MINUTE);
    expect(outcomes(bench)).toHaveLength(6);
    expect(new Set(outcomes(bench).map((line) => line.slice(line.indexOf(" "))))).toEqual(
      new Set([" prevented window-passed-while-off"]),
    );
    expect(raised(bench).filter((code) => code === "1.1")).toHaveLength(6);
    expect(motions(bench)).not.toContain("tray.offer");
  });

  test("a long absence is caught up with in bounded steps", () => {
    const bench = usedBench();
    pause(bench, 40 * 24 * HOUR);
    expect(outcomes(bench)).toHaveLength(16);
    bench.advance(MINUTE);
    expect(outcomes(bench)).toHaveLength(80);
  });

  test("a window that is still open after a boot is used", () => {
    const bench = usedBench();
    bench.cutPower();
    bench.advanceTo(FIRST.dueMs + HOUR);
    bench.boot();
    bench.advance(MINUTE);
    expect(bench.position).toBe(0);
  });

  test("a window with no time left to offer in is not begun", () => {
    const bench = usedBench();
    bench.cutPower();
    bench.advanceTo(FIRST_LATE_MS - 10_000);
    bench.boot();
    bench.advance(MINUTE);
    expect(motions(bench)).not.toContain("tray.offer");
    expect(outcomes(bench)).toHaveLength(1);
  });
});

describe("what survives", () => {
  test("the journal goes on under its epoch without a gap", () => {
    const bench = usedBench();
    pause(bench, MINUTE);
    expect(bench.records.map(({ seq }) => seq)).toEqual(bench.records.map((_record, at) => at + 1));
    expect(new Set(bench.records.map(({ epoch }) => epoch)).size).toBe(1);
  });

  test("without a checkpoint a new epoch begins", () => {
    const bench = usedBench();
    const lost = new TrayBench();
    lost.trueMs = bench.trueMs;
    lost.boot();
    lost.boot();
    expect(lost.records.at(-1)?.epoch).toBe(1_001);
    const anew = new TrayBench();
    anew.boot();
    anew.cutPower();
    anew.durable = undefined;
    anew.boot();
    expect(anew.records[0]).toMatchObject({ epoch: 1_002, seq: 1 });
  });

  test("a shutter that is found open without a known dose is shut and told", () => {
    const bench = offeredBench();
    bench.cutPower();
    bench.durable = undefined;
    bench.boot();
    bench.advance(MINUTE);
    expect(bench.position).toBe("locked");
    expect(active(bench)).toEqual(["1.3"]);
  });

  test("a checkpoint of another product or form is not understood", () => {
    const bench = usedBench();
    const kept = bench.durable;
    if (kept === undefined) throw new Error("nothing kept");
    for (const spoiled of [
      { ...kept.checkpoint, product: "carousel-28" },
      { ...kept.checkpoint, form: 2 },
      { ...kept.checkpoint, state: { ...(kept.checkpoint["state"] as object), machine: 1 } },
    ]) {
      bench.durable = { ...kept, checkpoint: spoiled };
      bench.boot();
      expect(bench.state?.journal.epoch).toBeGreaterThan(1_001);
    }
  });

  test("the alarm of a stopped device sounds again after a boot", () => {
    const bench = usedBench();
    bench.fates = ["stuck"];
    bench.advanceTo(FIRST.dueMs + MINUTE);
    pause(bench, MINUTE);
    bench.advance(MINUTE);
    expect(bench.cycle).toBe("stopped");
    expect(bench.signal).toMatchObject({ sound: 10 });
    expect(raised(bench).filter((code) => code === "1.8")).toHaveLength(1);
  });

  test("a checkpoint stays small over the days", () => {
    const bench = usedBench();
    const sizes = [5, 10, 20].map((days) => {
      bench.advanceTo(SECOND.dueMs + days * 24 * HOUR);
      bench.load(28);
      return JSON.stringify(bench.durable?.checkpoint["state"]).length;
    });
    expect(Math.max(...sizes)).toBeLessThan(10_000);
  });
});
