import { describe, expect, test } from "vitest";
import { ask, takeAll } from "../../../support/firmware-model/asking.ts";
import { MEDIDO, READERS, usedRoll } from "../../../support/firmware-model/roll-stories.ts";
import {
  FIRST,
  FIRST_LATE_MS,
  follow,
  HOUR,
  MINUTE,
  offeredBench,
  outcomes,
  recordsOf,
  storyPlan,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";
import { planEntry } from "../../../support/plans.ts";

const DAY = 24 * HOUR;
const MISSED = [`${FIRST.doseId} missed`];

describe("a dose that was within reach is missed, not prevented,", () => {
  test.each([...READERS, MEDIDO].map((product) => [product.product, product] as const))(
    "on %s when it was asked for ahead and its release came to nothing",
    (_name, product) => {
      const bench = usedRoll(product);
      ask(bench, "release-assisted");
      bench.advance(10_000);
      bench.fates = ["too-far"];
      bench.input({ type: "button.pressed", actor: "staff" });
      bench.advance(HOUR);
      expect(recordsOf(bench, "dose.offered")).toHaveLength(1);
      expect(outcomes(bench)).toEqual([]);
      bench.openLid(false);
      bench.advanceTo(FIRST_LATE_MS + MINUTE);
      expect(outcomes(bench)).toEqual(MISSED);
    },
  );

  test.each(READERS.map((product) => [product.product, product] as const))(
    "on %s when it is asked for ahead again, and is on its way as its window opens",
    (_name, product) => {
      const bench = usedRoll(product);
      ask(bench, "release-assisted");
      bench.advance(HOUR);
      expect(recordsOf(bench, "dose.offered")).toHaveLength(1);
      bench.advanceTo(FIRST.dueMs - 100);
      bench.fates = Array.from({ length: 20 }, () => "stuck");
      ask(bench, "release-assisted");
      bench.advance(MINUTE);
      expect(recordsOf(bench, "dose.offered")).toHaveLength(1);
      bench.advanceTo(FIRST_LATE_MS + MINUTE);
      expect(outcomes(bench)).toEqual(MISSED);
    },
  );

  test("when a new plan puts it off after it went back", () => {
    const bench = offeredBench();
    bench.clockErrorMs = 11 * MINUTE;
    bench.input({ type: "link.changed", up: false });
    bench.advance(MINUTE);
    expect(bench.position).toBe("locked");
    bench.openLid(false);
    bench.clockErrorMs = 100;
    bench.input({ type: "link.changed", up: true });
    follow(bench, laterToday(), 2);
    bench.advanceTo(FIRST_LATE_MS + 3 * HOUR);
    expect(outcomes(bench)).toEqual(MISSED);
  });
});

describe("a dose that was released ahead", () => {
  test("gets no second outcome when the clock is set over many windows at once", () => {
    const bench = usedBench();
    ask(bench, "release-travel", { doses: 2 });
    takeAll(bench, 2);
    const ahead = outcomes(bench);
    expect(ahead).toHaveLength(2);
    follow(bench, withOneBefore(), 2);
    bench.setClock(bench.trueMs + 9 * DAY);
    bench.advance(MINUTE);
    const doses = recordsOf(bench, "dose.closed").map(({ doseId }) => doseId);
    expect(new Set(doses).size).toBe(doses.length);
    expect(doses.length).toBeGreaterThan(14);
  });
});

/** The story plan with one more dose, an hour before the first. */
function withOneBefore() {
  const plan = storyPlan({ revision: 2, minimumSpacingMin: 60 });
  const entry = planEntry("x", "07:00", { lateMin: 30 });
  return { ...plan, entries: [entry, ...plan.entries] };
}

/** The story plan with its doses two hours later. */
function laterToday() {
  const plan = storyPlan({ revision: 2 });
  const entries = plan.entries.map((one) => ({ ...one, minuteOfDay: one.minuteOfDay + 120 }));
  return { ...plan, entries };
}
