import { instant } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import type { RollBench } from "../../../support/firmware-model/roll-bench.ts";
import {
  dosesOf,
  MEDIDO,
  offeredRoll,
  READERS,
  releasedRoll,
} from "../../../support/firmware-model/roll-stories.ts";
import {
  active,
  FIRST,
  FIRST_LATE_MS,
  HOUR,
  MINUTE,
  outcomes,
  recordsOf,
  SECOND,
} from "../../../support/firmware-model/tray-stories.ts";

const ROLLS = [...READERS, MEDIDO].map((product) => [product.product, product] as const);
const AHEAD = "dose.offering";

/** Its first dose is behind the button, and the next input finds that a kept wish has come. */
function offeredWithWish(product: (typeof ROLLS)[number][1]): RollBench {
  const bench = offeredRoll(product);
  const notBeforeMs = instant(bench.trueMs + 1_000);
  bench.input({ type: "config.received", config: { version: 2, lowStockDoses: 1, notBeforeMs } });
  bench.trueMs += 1_000;
  return bench;
}

describe.each(ROLLS)("a press on %s", (_name, product) => {
  test("is announced by the last record of its commit, even when more is told in its step", () => {
    const bench = offeredWithWish(product);
    bench.press();
    const kinds = bench.records.map(({ kind }) => kind);
    expect(kinds.slice(-2)).toEqual(["config.applied", AHEAD]);
    const release = bench.begun.find(({ motion }) => motion.motion === "roll.release");
    expect(release?.durable.at(-1)?.kind).toBe(AHEAD);
    expect(release?.durable.at(-1)?.doseId).toBe(FIRST.doseId);
  });

  test("lets nothing go once the clock has lost its trust, and nothing calls for it", () => {
    const bench = offeredRoll(product);
    expect(bench.signal).toMatchObject({ light: "blink" });
    bench.clockErrorMs = 11 * MINUTE;
    bench.press();
    bench.advance(10_000);
    const calls: string[] = [];
    for (let minute = 0; minute < 40; minute += 1) {
      bench.advance(MINUTE);
      bench.press();
      const { light = "off", sound = 0 } = bench.signal ?? {};
      if (light !== "off" || sound > 0) calls.push(`${light} ${sound}`);
    }
    expect(calls).toEqual([]);
    expect(bench.letGo).toEqual([]);
    expect(recordsOf(bench, AHEAD)).toEqual([]);
    expect(bench.state?.held).toBeUndefined();
    expect(active(bench)).toContain("1.5");
  });

  test("lets it go once the clock is good again inside the window", () => {
    const bench = offeredRoll(product);
    bench.clockErrorMs = 11 * MINUTE;
    bench.press();
    bench.advance(MINUTE);
    bench.clockErrorMs = 0;
    bench.setClock(bench.trueMs);
    bench.advance(MINUTE);
    bench.press();
    bench.advance(10_000);
    expect(dosesOf(bench.letGo.map(({ pouch }) => pouch))).toEqual([FIRST.doseId]);
  });

  test("whose record does not become durable leaves no announcement behind", () => {
    const bench = offeredWithWish(product);
    bench.failingCommits = 1;
    bench.press();
    expect(bench.letGo).toEqual([]);
    bench.advance(2 * MINUTE);
    expect(recordsOf(bench, AHEAD)).toEqual([]);
    // What was told beside the announcement is not taken back with it.
    expect(recordsOf(bench, "config.applied").map(({ count }) => count)).toEqual([1, 2]);
    // The first of these may only show the device that its journal works again.
    for (let press = 0; press < 2; press += 1) {
      bench.press();
      bench.advance(10_000);
    }
    expect(recordsOf(bench, AHEAD)).toHaveLength(1);
    expect(dosesOf(bench.letGo.map(({ pouch }) => pouch))).toEqual([FIRST.doseId]);
  });

  test.each([1, 2, 3])("that fails %i times never ends in two announcements", (times) => {
    const bench = offeredRoll(product);
    for (let attempt = 0; attempt < 4; attempt += 1) {
      bench.failingCommits = attempt === 0 ? times : 0;
      bench.press();
      bench.advance(3 * MINUTE);
    }
    expect(recordsOf(bench, AHEAD)).toHaveLength(1);
    expect(bench.letGo).toHaveLength(1);
    expect(bench.records.map(({ seq }) => seq)).toEqual(bench.records.map((_, at) => at + 1));
  });

  test("that fails to the end of the window is no release and no announcement", () => {
    const bench = offeredRoll(product);
    bench.failingCommits = 10_000;
    bench.press();
    bench.advanceTo(FIRST_LATE_MS + HOUR);
    bench.failingCommits = 0;
    bench.advance(5 * MINUTE);
    expect(bench.letGo).toEqual([]);
    expect(recordsOf(bench, AHEAD)).toEqual([]);
    expect(outcomes(bench)).toHaveLength(1);
  });

  test("in the very step in which the dose comes is not for that dose", () => {
    const bench = offeredRoll(product);
    bench.take();
    bench.advanceTo(SECOND.dueMs - 1);
    bench.trueMs += 2;
    bench.press();
    expect(bench.letGo).toHaveLength(1);
    expect(recordsOf(bench, AHEAD)).toHaveLength(1);
    bench.advance(5_000);
    expect(bench.letGo).toHaveLength(1);
  });
});

describe.each(ROLLS)("a pouch that is taken after its late limit from %s", (_name, product) => {
  function takenLate() {
    const bench = releasedRoll(product);
    bench.advanceTo(FIRST_LATE_MS + 20 * MINUTE);
    return bench;
  }

  test("corrects the outcome by a record that refers to it, and its alert is over", () => {
    const bench = takenLate();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} released-not-retrieved`]);
    expect(active(bench)).toContain("1.3");
    const closed = recordsOf(bench, "dose.closed")[0];
    bench.takeOut();
    expect(recordsOf(bench, "dose.corrected")).toHaveLength(1);
    expect(recordsOf(bench, "dose.corrected")[0]).toMatchObject({
      doseId: FIRST.doseId,
      refersTo: closed?.seq,
      outcome: "retrieved",
      evidence: "retrieved",
    });
    expect(active(bench)).not.toContain("1.3");
  });

  test("corrects it once, also over a power cut", () => {
    const bench = takenLate();
    bench.cutPower();
    bench.advance(MINUTE);
    bench.boot();
    bench.advance(MINUTE);
    bench.takeOut();
    bench.advance(MINUTE);
    expect(recordsOf(bench, "dose.corrected")).toHaveLength(1);
  });

  test("corrects nothing when staff may have taken it, behind the open lid", () => {
    const bench = takenLate();
    bench.openLid(true);
    bench.takeOut();
    bench.closeLid();
    bench.advance(MINUTE);
    expect(recordsOf(bench, "dose.corrected")).toEqual([]);
    expect(active(bench)).toContain("1.3");
  });

  test("is not taken for the next one, which says nothing of the dose before", () => {
    const bench = takenLate();
    bench.openLid(true);
    bench.takeOut();
    bench.closeLid();
    bench.advanceTo(SECOND.dueMs + 20_000);
    bench.take();
    expect(outcomes(bench).at(-1)).toBe(`${SECOND.doseId} retrieved`);
    expect(recordsOf(bench, "dose.corrected")).toEqual([]);
  });

  test("says nothing of the next dose", () => {
    const bench = takenLate();
    bench.takeOut();
    bench.load(28);
    bench.advanceTo(SECOND.dueMs + 20_000);
    bench.take();
    expect(outcomes(bench).at(-1)).toBe(`${SECOND.doseId} retrieved`);
    expect(recordsOf(bench, "dose.corrected")).toHaveLength(1);
  });
});
