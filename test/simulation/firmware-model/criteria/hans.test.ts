import type { ProductProfile } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import { ask } from "../../../support/firmware-model/asking.ts";
import {
  callsByLightThenRisingSound,
  handsOutForAJourney,
  keepsAWrongPouch,
  offersInsideTheWindowOnly,
  takesBackWhatNobodyTook,
  WRONG_POUCHES,
} from "../../../support/firmware-model/reader-criteria.ts";
import { RollBench } from "../../../support/firmware-model/roll-bench.ts";
import { dosesOf, READERS, usedRoll } from "../../../support/firmware-model/roll-stories.ts";
import {
  FIRST,
  FIRST_LATE_MS,
  follow,
  HOUR,
  MINUTE,
  outcomes,
  raised,
  recordsOf,
  SECOND,
} from "../../../support/firmware-model/tray-stories.ts";
import { dosePlan, planEntry } from "../../../support/plans.ts";

const [E300, MINI] = READERS;
const DAY = 24 * HOUR;

/** Days from a full roll of four doses a day until 1.12, with a user who takes them all. */
function daysUntilLow(product: ProductProfile): number {
  const bench = new RollBench(product);
  bench.boot("first-boot");
  bench.advance(1_000);
  const times = ["08:00", "12:00", "16:00", "20:00"];
  const entries = times.map((time) => planEntry(time.slice(0, 2), time, { lateMin: 60 }));
  follow(bench, dosePlan(entries, { zone: "Asia/Kolkata", minimumSpacingMin: 60 }), 1);
  bench.load(product.capacity.value);
  const fromMs = bench.trueMs;
  while (!raised(bench).includes("1.12")) {
    bench.advance(5 * MINUTE);
    bench.take();
  }
  return Math.floor((bench.trueMs - fromMs) / DAY);
}

describe("Hans's story on the Mini Evondos", () => {
  test("H-1, T-1: a dose is offered inside its window only, and nothing lets another go", () => {
    offersInsideTheWindowOnly(MINI);
  });

  test("H-1, T-2: light calls first, then sound that rises until the button is pressed", () => {
    callsByLightThenRisingSound(MINI);
  });

  test("H-1, T-3: a pouch that nobody took is locked away within a minute; a full store stops", () => {
    takesBackWhatNobodyTook(MINI);
  });

  test.each(WRONG_POUCHES)("H-1, T-4: %s is not let go, and staff are told", (_what, ...wrong) => {
    keepsAWrongPouch(MINI, ...wrong);
  });

  test("H-1, T-5: doses for a journey are one event; too few are none", () => {
    handsOutForAJourney(MINI);
  });

  test("H-1: low supply is told days earlier than on the larger device", () => {
    const [small, large] = [daysUntilLow(MINI), daysUntilLow(E300)];
    expect(small).toBe(7);
    expect(large).toBe(17);
  });

  test("H-2: carried away without power into another cell, it goes on without staff", () => {
    const bench = usedRoll(MINI);
    const id = ask(bench, "release-travel", { doses: 1 });
    bench.advance(10_000);
    bench.take();
    bench.advance(MINUTE);
    expect(bench.replies.find(({ commandId }) => commandId === id)?.result).toBe("done");
    bench.advanceTo(FIRST.dueMs - HOUR);
    bench.input({ type: "link.changed", up: false });
    bench.cutPower();
    bench.advance(9 * HOUR);
    bench.boot();
    bench.input({ type: "link.changed", up: true });
    bench.advanceTo(SECOND.dueMs + 20_000);
    bench.take();
    expect(dosesOf(bench.user)).toEqual([FIRST.doseId, SECOND.doseId]);
    expect(outcomes(bench)).toEqual([
      `${FIRST.doseId} released-ahead`,
      `${SECOND.doseId} retrieved`,
    ]);
    expect(raised(bench)).not.toContain("1.1");
    expect(recordsOf(bench, "lid.opened")).toHaveLength(1);
  });

  test("H-2: switched off with a pouch behind the button, it offers the same one again", () => {
    const bench = usedRoll(MINI);
    bench.advanceTo(FIRST.dueMs + 20_000);
    bench.cutPower();
    bench.advance(HOUR);
    bench.boot();
    bench.advance(MINUTE);
    bench.take();
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    expect(dosesOf(bench.user)).toEqual([FIRST.doseId]);
    expect(raised(bench)).not.toContain("1.1");
  });
});
