import { describe, expect, test } from "vitest";
import {
  PILLY,
  PILLY_IN_HAND,
  withoutRecovery,
} from "../../../support/firmware-model/tray-bench.ts";
import {
  active,
  earlyPlan,
  FIRST,
  FIRST_LATE_MS,
  follow,
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

describe("one dose", () => {
  test("at due time the tray turns half a step and the dose is offered", () => {
    const bench = offeredBench();
    expect(bench.cycle).toEqual({ offered: "reminding" });
    expect(bench.position).toBe(0);
    expect(recordsOf(bench, "dose.offered")[0]).toMatchObject({ doseId: FIRST.doseId, slot: 0 });
  });

  test("the record that announces an offer is durable before the tray turns", () => {
    const bench = offeredBench();
    const offer = bench.begun.find(({ motion }) => motion.motion === "tray.offer");
    expect(offer?.durable.at(-1)).toMatchObject({ kind: "dose.offering", doseId: FIRST.doseId });
  });

  test("a tilt releases the dose and the way back takes it", () => {
    const bench = offeredBench();
    bench.tilt();
    expect(recordsOf(bench, "dose.released")).toHaveLength(1);
    bench.right();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("the shutter locks ten seconds after the device was put back", () => {
    const bench = offeredBench();
    take(bench);
    expect(bench.position).toBe("locked");
    expect(bench.cycle).toBe("locked");
  });

  test("the user is called in rounds that grow louder", () => {
    const bench = usedBench();
    const loudness: number[] = [];
    bench.advanceTo(FIRST.dueMs + MINUTE);
    for (let round = 0; round < 3; round += 1) {
      loudness.push(bench.signal?.sound ?? -1);
      bench.advance(15 * MINUTE);
    }
    expect(loudness).toEqual([4, 6, 8]);
  });

  test("between two rounds only a light shows", () => {
    const bench = usedBench();
    bench.advanceTo(FIRST.dueMs + 6 * MINUTE);
    expect(bench.signal).toMatchObject({ light: "steady", sound: 0 });
  });

  test("half way to the late limit medicine is told to be waiting", () => {
    const bench = usedBench();
    bench.advanceTo(FIRST.dueMs + HOUR - 1);
    expect(raised(bench)).not.toContain("1.10");
    bench.advance(1);
    expect(recordsOf(bench, "alert.raised").at(-1)).toMatchObject({ alert: "1.10", severity: 0 });
  });

  test("at the late limit the shutter locks, the pills stay, and 1.1 is raised once", () => {
    const bench = offeredBench();
    bench.advanceTo(FIRST_LATE_MS + HOUR);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
    expect(raised(bench).filter((code) => code === "1.1")).toHaveLength(1);
    expect(active(bench)).toEqual(["1.1"]);
    expect(bench.position).toBe("locked");
    expect(bench.emptied.size).toBe(0);
  });

  test("at the late limit itself the close wins over a tilt", () => {
    const bench = offeredBench();
    bench.advanceTo(FIRST_LATE_MS - 1);
    bench.trueMs = FIRST_LATE_MS;
    bench.tilt();
    expect(recordsOf(bench, "dose.released")).toHaveLength(0);
    expect(outcomes(bench)[0]).toBe(`${FIRST.doseId} missed`);
  });

  test("a tilt while the shutter locks makes the missed dose uncertain", () => {
    const bench = offeredBench();
    bench.advanceTo(FIRST_LATE_MS + 1_000);
    bench.tilt();
    const [closed] = recordsOf(bench, "dose.closed");
    expect(recordsOf(bench, "dose.corrected")[0]).toMatchObject({
      doseId: FIRST.doseId,
      outcome: "uncertain",
      refersTo: closed?.seq,
    });
    expect(raised(bench)).toContain("1.3");
  });

  test("a dose that is not put back in time is released but not retrieved", () => {
    const bench = offeredBench();
    bench.tilt();
    bench.advanceTo(FIRST_LATE_MS + HOUR);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} released-not-retrieved`]);
    expect(bench.position).toBe(0);
    bench.right();
    bench.advance(10_000);
    expect(bench.position).toBe("locked");
  });

  test("each dose with an outcome passes one compartment", () => {
    const bench = offeredBench();
    bench.advanceTo(SECOND.dueMs + 5_000);
    expect(bench.position).toBe(1);
  });

  test("a tilt is told as retrieved with no more evidence than the tilt", () => {
    const bench = offeredBench();
    take(bench);
    expect(recordsOf(bench, "dose.closed")[0]?.evidence).toBe("retrieved");
  });
});

describe("lockout", () => {
  test("tilts shortly after each other take one dose", () => {
    const bench = offeredBench();
    for (let shake = 0; shake < 4; shake += 1) {
      bench.tilt();
      bench.advance(2_000);
      bench.right();
      bench.advance(3_000);
    }
    bench.advance(MINUTE);
    expect(recordsOf(bench, "dose.released")).toHaveLength(1);
    expect([...bench.emptied]).toEqual([0]);
    expect(bench.position).toBe("locked");
  });

  test("no tilting and no button moves the tray outside a window", () => {
    const bench = usedBench();
    const before = bench.begun.length;
    for (let round = 0; round < 5; round += 1) {
      bench.input({ type: "button.pressed", actor: "user" });
      bench.tilt();
      bench.advance(3_000);
      bench.right();
      bench.advance(3_000);
    }
    expect(bench.begun).toHaveLength(before);
  });

  test("a lid opened without the key keeps the device locked until staff have been there", () => {
    const bench = usedBench();
    bench.openLid(false);
    bench.closeLid();
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(active(bench)).toEqual(["1.22"]);
    expect(motions(bench)).not.toContain("tray.offer");
    bench.openLid(true);
    bench.closeLid();
    bench.advance(MINUTE);
    expect(active(bench)).toEqual([]);
    expect(bench.cycle).toEqual({ offered: "reminding" });
  });

  test("an open lid at due time is told and holds the dose back", () => {
    const bench = usedBench();
    bench.openLid(true);
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(active(bench)).toEqual(["1.21"]);
    bench.closeLid();
    bench.advance(MINUTE);
    expect(active(bench)).toEqual([]);
    expect(bench.position).toBe(0);
  });
});

describe("posture", () => {
  test("a device that is tilted at due time does not turn the tray", () => {
    const bench = usedBench();
    bench.tilt();
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(motions(bench)).not.toContain("tray.offer");
    expect(active(bench)).toEqual(["1.23"]);
  });

  test("a device that is put up within the window offers after all", () => {
    const bench = usedBench();
    bench.tilt();
    bench.advanceTo(FIRST.dueMs + MINUTE);
    bench.right();
    bench.advance(10_000);
    expect(bench.position).toBe(0);
    expect(active(bench)).toEqual([]);
  });

  test("a dose whose window passes while tilted is prevented and its compartment passed", () => {
    const bench = usedBench();
    bench.tilt();
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented misplaced`]);
    expect(active(bench)).toEqual(["1.1", "1.23"]);
    bench.right();
    bench.advanceTo(SECOND.dueMs + 5_000);
    expect(bench.position).toBe(1);
  });

  test("a device turned over while the tray turns releases the dose when it arrives", () => {
    const bench = usedBench();
    bench.advanceTo(FIRST.dueMs + 1_000);
    bench.tilt();
    bench.advance(5_000);
    expect(recordsOf(bench, "dose.released")).toHaveLength(1);
    expect([...bench.emptied]).toEqual([0]);
  });
});

describe("doses missed while tilted", () => {
  test("the reference tray counts them and moves past their compartments with the shutter shut", () => {
    const bench = usedBench();
    bench.tilt();
    bench.advanceTo(SECOND.dueMs + 3 * HOUR);
    expect(outcomes(bench)).toEqual([
      `${FIRST.doseId} prevented misplaced`,
      `${SECOND.doseId} prevented misplaced`,
    ]);
    expect(raised(bench)).toContain("1.23");
    bench.right();
    const before = bench.begun.length;
    bench.advanceTo(FIRST.dueMs + 24 * HOUR + 5_000);
    expect(bench.begun.slice(before).map(({ motion }) => motion)).toEqual([
      { type: "motion.start", motion: "tray.offer", slot: 2 },
    ]);
    expect(bench.position).toBe(2);
    expect(bench.emptied.size).toBe(0);
  });

  test("without recovery the tray presents the compartment of the dose that was missed", () => {
    const bench = usedBench(28, withoutRecovery(PILLY));
    bench.tilt();
    bench.advanceTo(FIRST_LATE_MS + HOUR);
    bench.right();
    bench.advanceTo(SECOND.dueMs + 5_000);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented misplaced`]);
    expect(raised(bench)).toContain("1.23");
    expect(bench.position).toBe(0);
    expect(recordsOf(bench, "dose.offered").at(-1)).toMatchObject({
      doseId: SECOND.doseId,
      slot: 0,
    });
  });

  test("without recovery a dose that fell out while tilted is passed all the same", () => {
    const bench = usedBench(28, withoutRecovery(PILLY));
    bench.advanceTo(FIRST.dueMs + 5_000);
    bench.tilt();
    bench.advanceTo(FIRST_LATE_MS + HOUR);
    bench.right();
    bench.advanceTo(SECOND.dueMs + 5_000);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} released-not-retrieved`]);
    expect(bench.position).toBe(1);
  });

  test("without recovery a dose that was missed upright is passed all the same", () => {
    const bench = usedBench(28, withoutRecovery(PILLY));
    bench.advanceTo(SECOND.dueMs + 5_000);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
    expect(bench.position).toBe(1);
  });
});

describe("asking for a dose early", () => {
  /** Half an hour before the first dose is due, inside its early window. */
  function earlyBench() {
    const bench = usedBench(28, PILLY_IN_HAND, earlyPlan());
    bench.advanceTo(FIRST.dueMs - HOUR / 2);
    return bench;
  }

  function tiltAndRest(bench: ReturnType<typeof usedBench>, restMs: number): void {
    bench.tilt();
    bench.advance(2_000);
    bench.right();
    bench.advance(restMs);
  }

  test("two separate tilts bring the next dose inside its early window", () => {
    const bench = earlyBench();
    tiltAndRest(bench, 15_000);
    expect(bench.cycle).toBe("locked");
    tiltAndRest(bench, 15_000);
    expect(bench.cycle).toEqual({ offered: "reminding" });
    expect(bench.position).toBe(0);
    expect(bench.emptied.size).toBe(0);
    take(bench);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("tilts less than ten seconds apart count as one and ask for nothing", () => {
    const bench = earlyBench();
    for (let shake = 0; shake < 6; shake += 1) tiltAndRest(bench, 9_000);
    bench.advance(2 * MINUTE);
    expect(motions(bench)).not.toContain("tray.offer");
    expect(bench.cycle).toBe("locked");
  });

  test("a second tilt that comes too late is a first one again", () => {
    const bench = earlyBench();
    tiltAndRest(bench, 80_000);
    tiltAndRest(bench, 15_000);
    expect(motions(bench)).not.toContain("tray.offer");
    tiltAndRest(bench, 15_000);
    expect(motions(bench)).toContain("tray.offer");
  });

  test("before the early window two tilts bring nothing, and nothing is remembered of them", () => {
    const bench = usedBench(28, PILLY_IN_HAND, earlyPlan());
    bench.advanceTo(FIRST.dueMs - HOUR - MINUTE);
    tiltAndRest(bench, 15_000);
    tiltAndRest(bench, 15_000);
    bench.advance(10 * MINUTE);
    expect(motions(bench)).not.toContain("tray.offer");
  });

  test("an early dose leaves nothing for its due time, and the next one is no earlier for it", () => {
    const bench = earlyBench();
    tiltAndRest(bench, 15_000);
    tiltAndRest(bench, 15_000);
    take(bench);
    tiltAndRest(bench, 15_000);
    tiltAndRest(bench, 15_000);
    bench.advanceTo(FIRST_LATE_MS);
    expect(recordsOf(bench, "dose.released")).toHaveLength(1);
    expect([...bench.emptied]).toEqual([0]);
  });

  test("on its stand a plan with an early window is refused, and no number of tilts brings anything early", () => {
    const bench = usedBench();
    follow(bench, earlyPlan(), 2);
    expect(bench.state?.config.refused?.detail).toBe(
      "entries[0].earlyMin: found 60, allowed 0 or less",
    );
    bench.advanceTo(FIRST.dueMs - HOUR / 2);
    for (let tilt = 0; tilt < 4; tilt += 1) tiltAndRest(bench, 15_000);
    expect(motions(bench)).not.toContain("tray.offer");
    expect(PILLY.earlyMin).toMatchObject({ value: 0, range: [0, 0] });
  });

  test("the second tilt of a dose that is taken asks for nothing", () => {
    const bench = usedBench(28, PILLY_IN_HAND, earlyPlan());
    bench.advanceTo(FIRST.dueMs + 5_000);
    take(bench);
    tiltAndRest(bench, 30_000);
    expect(motions(bench).filter((name) => name === "tray.offer")).toHaveLength(1);
  });

  test("a paused service gives nothing to a gesture", () => {
    const bench = earlyBench();
    bench.command({
      ...{ verb: "pause", commandId: "p", actor: "staff", pauseReason: "holiday" },
      notBeforeMs: undefined,
    } as never);
    tiltAndRest(bench, 15_000);
    tiltAndRest(bench, 15_000);
    expect(motions(bench)).not.toContain("tray.offer");
  });
});

describe("supply", () => {
  test("four doses left are told as low stock, none as empty", () => {
    const bench = usedBench(5);
    bench.advanceTo(FIRST.dueMs + 5_000);
    take(bench);
    expect(active(bench)).toEqual(["1.12"]);
    bench.advance(5 * 24 * HOUR);
    expect(active(bench)).toContain("1.13");
    expect(active(bench)).not.toContain("1.12");
  });

  test("a dose that is due without medicine is prevented under 1.2 and never taken", () => {
    const bench = usedBench(0);
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(active(bench)).toEqual(["1.13", "1.2"]);
    take(bench);
    bench.advanceTo(FIRST_LATE_MS);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented out-of-medicine`]);
    expect(raised(bench)).not.toContain("1.1");
  });

  test("a refill within the window lets the dose be offered", () => {
    const bench = usedBench(0);
    bench.advanceTo(FIRST.dueMs + MINUTE);
    bench.load(28, 3);
    bench.advance(MINUTE);
    expect(bench.position).toBe(3);
    expect(active(bench)).toEqual([]);
  });

  test("a load while the device is turned over does not pass a compartment for the dose that left", () => {
    const bench = offeredBench();
    bench.tilt();
    bench.load(28, 5);
    bench.right();
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
    bench.advanceTo(SECOND.dueMs + 5_000);
    expect(bench.position).toBe(5);
  });

  test("a load that cannot be is not believed", () => {
    const bench = usedBench(5);
    for (const doses of [29, -1, 1.5, Number.NaN]) {
      bench.input({ type: "stock.loaded", doses, firstSlot: 0 });
    }
    bench.input({ type: "stock.loaded", doses: 3, firstSlot: 28 });
    expect(bench.state?.machine.context["stock"]).toBe(5);
    expect(recordsOf(bench, "stock.changed")).toHaveLength(1);
  });
});

describe("faults of the mechanism", () => {
  test("a jam stops the device until staff have been there", () => {
    const bench = usedBench();
    bench.fates = ["stuck"];
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(bench.cycle).toBe("stopped");
    expect(bench.signal).toMatchObject({ light: "blink", sound: 10 });
    expect(active(bench)).toEqual(["1.5", "1.8"]);
    bench.openLid(true);
    bench.closeLid();
    bench.advance(MINUTE);
    expect(active(bench)).toEqual([]);
    expect(bench.cycle).toEqual({ offered: "reminding" });
  });

  test("a dose that stays behind a jam is prevented", () => {
    const bench = usedBench();
    bench.fates = ["stuck"];
    bench.advanceTo(FIRST_LATE_MS);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented jam`]);
  });

  test("a motor without an answer is a jam", () => {
    const bench = usedBench();
    bench.fates = ["silent"];
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(bench.cycle).toBe("stopped");
    expect(recordsOf(bench, "mechanism.jammed")).toHaveLength(1);
  });

  test("another compartment at the opening is shut away and told", () => {
    const bench = usedBench();
    bench.fates = ["too-far"];
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(bench.position).toBe("locked");
    expect(bench.cycle).toBe("stopped");
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} uncertain`]);
    expect(active(bench)).toEqual(["1.3", "1.5"]);
  });

  test("a lock that fails is tried once more and then left to staff", () => {
    const bench = offeredBench();
    bench.fates = ["stuck", "done", "stuck"];
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    expect(bench.cycle).toBe("stopped");
    expect(active(bench)).toEqual(["1.1", "1.3", "1.5", "1.8"]);
    expect(motions(bench).filter((name) => name === "tray.close")).toHaveLength(2);
  });
});

test("every hazard of the profile has a test of its title", async () => {
  const { readFileSync } = await import("node:fs");
  const sources = ["./tray.test.ts", "../device/boot.test.ts"].map((path) =>
    readFileSync(new URL(path, import.meta.url), "utf8"),
  );
  const missing = PILLY.hazards.filter(({ test: title }) =>
    sources.every((source) => !source.includes(title)),
  );
  expect(missing.map(({ id }) => id)).toEqual([]);
});
