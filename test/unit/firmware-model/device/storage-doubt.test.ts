import { describe, expect, test } from "vitest";
import { ask, lastAnswer, takeAll } from "../../../support/firmware-model/asking.ts";
import { PILLY_IN_HAND, type TrayBench } from "../../../support/firmware-model/tray-bench.ts";
import {
  active,
  earlyPlan,
  FIRST,
  follow,
  freshBench,
  HOUR,
  MINUTE,
  outcomes,
  recordsOf,
  SECOND,
  take,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";

type Kept = NonNullable<TrayBench["durable"]>;

function keptNow(bench: TrayBench): Kept {
  return structuredClone(bench.durable) as Kept;
}

/** The power goes, storage comes back as it was, and the board tells the device so. */
function rollBack(bench: TrayBench, kept: Kept, offMs = MINUTE): void {
  const throughSeq = bench.records.at(-1)?.seq ?? 0;
  bench.cutPower();
  bench.advance(offMs);
  bench.durable = kept;
  bench.forgottenThroughSeq = throughSeq;
  bench.boot();
  bench.advance(MINUTE);
}

/** A device that gave its first dose, and forgot it. */
function forgetfulBench(): TrayBench {
  const bench = usedBench();
  const kept = keptNow(bench);
  bench.advanceTo(FIRST.dueMs + 5_000);
  take(bench);
  expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  rollBack(bench, kept);
  return bench;
}

/** The first doses of the story, whose fate nobody knows. */
function inDoubt(doses: number): readonly string[] {
  const all = [FIRST.doseId, SECOND.doseId, "m/2026-11-23", "e/2026-11-23"];
  return all.slice(0, doses).map((doseId) => `${doseId} uncertain`);
}

describe("a device whose storage forgot", () => {
  test("closes a dose that it gave as uncertain and never offers it again", () => {
    const bench = forgetfulBench();
    expect(outcomes(bench)).toEqual(inDoubt(4));
    expect(new Set(active(bench))).toEqual(new Set(["1.3", "1.5"]));
    bench.load(27, 1);
    bench.advance(3 * HOUR);
    expect(recordsOf(bench, "dose.offering")).toEqual([]);
    expect(outcomes(bench)).toEqual(inDoubt(4));
  });

  test("closes doses that it may have given ahead as uncertain, and gives them to nobody again", () => {
    const bench = usedBench();
    const kept = keptNow(bench);
    ask(bench, "release-assisted");
    takeAll(bench, 1);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} released-ahead`]);
    rollBack(bench, kept);
    expect(outcomes(bench)[0]).toBe(`${FIRST.doseId} uncertain`);
    bench.load(27, 1);
    ask(bench, "release-assisted", { doseId: FIRST.doseId });
    expect(lastAnswer(bench)).toBe("too-late");
    bench.advanceTo(FIRST.dueMs + 3 * HOUR);
    expect(recordsOf(bench, "dose.offering")).toEqual([]);
  });

  test("takes no more doses for given ahead than the forgotten records can tell of", () => {
    const bench = usedBench();
    const kept = keptNow(bench);
    bench.input({ type: "mains.lost" });
    rollBack(bench, kept);
    const doubted = outcomes(bench).length;
    expect(doubted).toBeLessThanOrEqual(1);
    bench.load(27, 1);
    bench.advanceTo(SECOND.dueMs + MINUTE);
    expect(recordsOf(bench, "dose.offered").length).toBeGreaterThanOrEqual(1);
  });

  test("goes on in its row after everything that was ever confirmed", () => {
    const bench = usedBench();
    const kept = keptNow(bench);
    const keptSeq = bench.records.at(-1)?.seq ?? 0;
    bench.advanceTo(FIRST.dueMs + 5_000);
    take(bench);
    const throughSeq = bench.records.at(-1)?.seq ?? 0;
    rollBack(bench, kept);
    const later = bench.records.filter(({ seq }) => seq > keptSeq);
    expect(later[0]).toMatchObject({ kind: "device.booted", seq: throughSeq + 1, epoch: 1_001 });
  });

  test("closes the dose that was within reach, and locks it away", () => {
    const bench = usedBench();
    bench.advanceTo(FIRST.dueMs + 5_000);
    const kept = keptNow(bench);
    take(bench);
    rollBack(bench, kept);
    expect(outcomes(bench)).toEqual(inDoubt(3));
    expect(bench.position).toBe("locked");
    bench.advance(HOUR);
    expect(bench.position).toBe("locked");
  });

  test("takes windows that opened since as uncertain, and those after as usual", () => {
    const bench = usedBench();
    const kept = keptNow(bench);
    rollBack(bench, kept, 26 * HOUR);
    const tomorrow = FIRST.doseId.replace("22", "23");
    expect(outcomes(bench)).toEqual(
      [FIRST.doseId, SECOND.doseId, tomorrow].map((doseId) => `${doseId} uncertain`),
    );
    bench.load(25, 3);
    bench.advance(12 * HOUR);
    expect(recordsOf(bench, "dose.offered")).toHaveLength(1);
  });

  test("offers nothing until its mechanism was loaded anew, and says so", () => {
    const bench = forgetfulBench();
    bench.advanceTo(SECOND.dueMs + 51 * HOUR);
    expect(outcomes(bench).at(-1)).toBe("e/2026-11-24 prevented device-fault");
    bench.load(22, 6);
    expect(active(bench)).not.toContain("1.5");
    bench.advanceTo(FIRST.dueMs + 72 * HOUR + 5_000);
    expect(recordsOf(bench, "dose.offered")).toHaveLength(1);
  });

  test("remembers its doubt over later boots", () => {
    const bench = forgetfulBench();
    bench.cutPower();
    bench.boot();
    bench.advanceTo(SECOND.dueMs + 51 * HOUR);
    expect(outcomes(bench).at(-1)).toBe("e/2026-11-24 prevented device-fault");
  });

  test("with no clock takes what has opened by the time it has one as uncertain", () => {
    const bench = usedBench();
    const kept = keptNow(bench);
    bench.advanceTo(FIRST.dueMs + 5_000);
    take(bench);
    bench.offsetMs = undefined;
    rollBack(bench, kept);
    expect(outcomes(bench)).toEqual([]);
    bench.offsetMs = 0;
    bench.input({ type: "clock.set", previousCivilMs: undefined });
    bench.advance(MINUTE);
    expect(outcomes(bench)[0]).toBe(`${FIRST.doseId} uncertain`);
  });

  test("that came back empty offers no dose of a plan whose window was open by then", () => {
    const bench = freshBench(PILLY_IN_HAND);
    bench.advanceTo(FIRST.dueMs - 30 * MINUTE);
    bench.cutPower();
    bench.durable = undefined;
    bench.forgottenThroughSeq = 0;
    bench.boot();
    follow(bench, earlyPlan(), 1);
    bench.load(28);
    bench.advanceTo(FIRST.dueMs + HOUR);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} uncertain`]);
    expect(recordsOf(bench, "dose.offering")).toEqual([]);
  });
});
