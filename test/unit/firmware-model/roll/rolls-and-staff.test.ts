import { instant } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { ask, inMinutes, lastAnswer } from "../../../support/firmware-model/asking.ts";
import {
  dosesOf,
  MEDIDO,
  offeredRoll,
  READERS,
  usedRoll,
} from "../../../support/firmware-model/roll-stories.ts";
import {
  active,
  FIRST,
  FIRST_LATE_MS,
  follow,
  HOUR,
  MINUTE,
  outcomes,
  raised,
  recordsOf,
  SECOND,
  storyPlan,
} from "../../../support/firmware-model/tray-stories.ts";

const ROLLS = [...READERS, MEDIDO].map((product) => [product.product, product] as const);
const DAY = 24 * HOUR;

describe.each(ROLLS)("%s in assisted mode", (_name, product) => {
  test("stays silent and calls nobody while staff's pouch waits", () => {
    const bench = usedRoll(product);
    ask(bench, "set-assistance", { on: 1 });
    ask(bench, "release-assisted");
    bench.advance(10_000);
    expect(recordsOf(bench, "dose.offered")[0]?.doseId).toBe(FIRST.doseId);
    for (let second = 0; second < 280; second += 1) {
      bench.advance(1_000);
      expect(bench.signal?.sound ?? 0).toBe(0);
    }
    expect(recordsOf(bench, "dose.reminded")).toEqual([]);
  });

  test("is locked for the user: only a press of staff lets the pouch go, told as 1.2", () => {
    const bench = usedRoll(product);
    ask(bench, "set-assistance", { on: 1 });
    ask(bench, "release-assisted");
    bench.take();
    bench.take();
    expect(bench.letGo).toEqual([]);
    bench.takeByStaff();
    expect(dosesOf(bench.user)).toEqual([FIRST.doseId]);
    expect(recordsOf(bench, "dose.released")[0]).toMatchObject({ dispense: "1.2", actor: "staff" });
  });
});

describe.each(ROLLS)("%s asked for a dose early", (_name, product) => {
  test("lets it go inside its window, before it is due, and nothing else", () => {
    const bench = usedRoll(product);
    const plan = storyPlan({ revision: 2 });
    const entries = plan.entries.map((entry) => ({ ...entry, earlyMin: 60 }));
    follow(bench, { ...plan, entries }, 2);
    bench.advanceTo(FIRST.dueMs - 61 * MINUTE);
    ask(bench, "release-early", { actor: "user" });
    expect(lastAnswer(bench)).toBe("too-early");
    bench.advanceTo(FIRST.dueMs - 30 * MINUTE);
    ask(bench, "release-early", { actor: "user" });
    expect(lastAnswer(bench)).toBe("done");
    bench.advance(10_000);
    bench.take();
    bench.take();
    expect(dosesOf(bench.user)).toEqual([FIRST.doseId]);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
    expect(recordsOf(bench, "command.handled")).toHaveLength(2);
  });
});

describe.each(ROLLS)("the roll of %s", (_name, product) => {
  test("that is changed half way goes on with the next dose, and is told as handled", () => {
    const bench = offeredRoll(product);
    bench.take();
    bench.advance(MINUTE);
    bench.load(6);
    expect(raised(bench)).toContain("1.16");
    bench.advanceTo(SECOND.dueMs + 10_000);
    bench.take();
    expect(dosesOf(bench.user)).toEqual([FIRST.doseId, SECOND.doseId]);
  });

  test("that is changed while its pouch waits behind the button is not let go twice", () => {
    const bench = offeredRoll(product);
    bench.load(28);
    bench.advance(10_000);
    bench.take();
    bench.advance(MINUTE);
    bench.take();
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    const left = dosesOf(bench.letGo.map(({ pouch }) => pouch));
    expect(left.filter((doseId) => doseId === FIRST.doseId).length).toBeLessThanOrEqual(1);
    expect(left).toEqual(bench.letGo.map(({ announced }) => announced));
  });

  test("ends when the next one has not arrived: low, empty, and each dose told as 1.2", () => {
    const bench = usedRoll(product, undefined, 2);
    expect(active(bench)).toContain("1.12");
    for (const dueMs of [FIRST.dueMs, SECOND.dueMs]) {
      bench.advanceTo(dueMs + 10_000);
      bench.take();
    }
    expect(active(bench)).toContain("1.13");
    bench.advanceTo(FIRST.dueMs + DAY + 3 * HOUR);
    expect(outcomes(bench).at(-1)).toBe("m/2026-11-23 prevented out-of-medicine");
    expect(raised(bench)).toContain("1.2");
    bench.load(28);
    bench.advanceTo(SECOND.dueMs + DAY + 10_000);
    bench.take();
    expect(dosesOf(bench.user).at(-1)).toBe("e/2026-11-23");
    expect(active(bench)).not.toContain("1.13");
  });

  test("ends a journey at a pouch that stayed inside, so that none goes for the dose after it", () => {
    const bench = usedRoll(product);
    ask(bench, "release-travel", { doses: 2 });
    bench.advance(10_000);
    bench.failingCommits = 1;
    bench.press();
    for (let press = 0; press < 3; press += 1) {
      bench.advance(MINUTE);
      bench.press();
    }
    expect(bench.letGo).toEqual([]);
    expect(bench.state?.session).toBeUndefined();
  });

  test("too short for a journey hands out nothing, and 1.11 says so", () => {
    const bench = usedRoll(product, undefined, 2);
    ask(bench, "release-travel", { doses: 3 });
    expect(lastAnswer(bench)).toBe("too-few");
    bench.advance(MINUTE);
    bench.take();
    expect(bench.letGo).toEqual([]);
    expect(raised(bench)).toContain("1.11");
    bench.load(28);
    expect(active(bench)).not.toContain("1.11");
  });
});

/** The pharmacy moved the evening dose to the afternoon and calls it another dose. */
function changedPlan() {
  const plan = storyPlan({ revision: 2 });
  const entries = plan.entries.map((entry) =>
    entry.id === "e" ? { ...entry, id: "a", minuteOfDay: 15 * 60 } : entry,
  );
  return { ...plan, entries };
}

describe.each(ROLLS)("after a change at the pharmacy, %s", (_name, product) => {
  test("calls for a check of plan and roll by 1.15 until the new roll is in", () => {
    const bench = offeredRoll(product);
    bench.take();
    follow(bench, changedPlan(), 2);
    expect(active(bench)).toContain("1.15");
    bench.load(28);
    expect(active(bench)).not.toContain("1.15");
    expect(raised(bench)).toContain("1.16");
    bench.advanceTo(Date.UTC(2026, 10, 22, 9, 30) + 10_000);
    bench.take();
    expect(dosesOf(bench.user)).toEqual([FIRST.doseId, "a/2026-11-22"]);
  });

  test("gives no pouch of the old roll for a dose of the new plan", () => {
    const bench = offeredRoll(product);
    bench.take();
    follow(bench, changedPlan(), 2);
    const afternoonMs = Date.UTC(2026, 10, 22, 9, 30);
    for (const dueMs of [afternoonMs, FIRST.dueMs + DAY, afternoonMs + DAY]) {
      bench.advanceTo(dueMs + 30_000);
      bench.take();
    }
    expect(bench.letGo.map(({ pouch }) => pouch.doseId)).toEqual(
      bench.letGo.map(({ announced }) => announced),
    );
    expect(outcomes(bench)).toContain("a/2026-11-22 prevented roll-fault");
  });

  test("an urgent change pack carries it over to the next roll", () => {
    const bench = offeredRoll(product);
    bench.take();
    follow(bench, changedPlan(), 2);
    bench.load(2);
    expect(active(bench)).toContain("1.12");
    bench.advanceTo(Date.UTC(2026, 10, 22, 9, 30) + 10_000);
    bench.take();
    bench.advanceTo(FIRST.dueMs + DAY + 10_000);
    bench.take();
    expect(active(bench)).toContain("1.13");
    bench.load(28);
    bench.advanceTo(Date.UTC(2026, 10, 23, 9, 30) + 10_000);
    bench.take();
    expect(dosesOf(bench.user)).toEqual([
      FIRST.doseId,
      "a/2026-11-22",
      "m/2026-11-23",
      "a/2026-11-23",
    ]);
  });

  test("the same plan in another revision calls for nothing", () => {
    const bench = offeredRoll(product);
    bench.take();
    follow(bench, storyPlan({ revision: 2 }), 2);
    expect(raised(bench)).not.toContain("1.15");
    expect(raised(bench)).not.toContain("1.7");
  });
});

describe("other clock times for the same doses", () => {
  const later = () => {
    const plan = storyPlan({ revision: 2 });
    const entries = plan.entries.map((entry) => ({
      ...entry,
      minuteOfDay: entry.minuteOfDay + 30,
    }));
    return { ...plan, entries };
  };

  test("leave a roll that is not read as it is", () => {
    const bench = offeredRoll(MEDIDO);
    bench.take();
    follow(bench, later(), 2);
    expect(raised(bench)).toEqual(["1.16"]);
    bench.advanceTo(SECOND.dueMs + 31 * MINUTE);
    bench.take();
    expect(dosesOf(bench.user)).toEqual([FIRST.doseId, SECOND.doseId]);
  });

  test("call for a check of a roll whose prints are read", () => {
    const bench = offeredRoll(READERS[0]);
    bench.take();
    follow(bench, later(), 2);
    expect(active(bench)).toContain("1.15");
  });
});

describe("the pouches of an absence, on a roll that is not read", () => {
  function afterPause() {
    const bench = usedRoll(MEDIDO);
    ask(bench, "pause", { untilMs: instant(FIRST_LATE_MS + HOUR) });
    bench.advanceTo(FIRST_LATE_MS + 30 * MINUTE);
    return bench;
  }

  test("call nobody while it lasts, and staff when it ends", () => {
    const bench = afterPause();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} withheld paused`]);
    expect(active(bench)).not.toContain("1.7");
    bench.advance(HOUR);
    expect(active(bench)).toContain("1.7");
  });

  test("are taken off by hand, and it goes on with the right pouch", () => {
    const bench = afterPause();
    bench.advance(HOUR);
    bench.takeOff(1);
    bench.advance(MINUTE);
    expect(active(bench)).not.toContain("1.7");
    expect(recordsOf(bench, "roll.handled")[0]).toMatchObject({ count: 1, actor: "staff" });
    bench.advanceTo(SECOND.dueMs + 10_000);
    bench.take();
    expect(dosesOf(bench.user)).toEqual([SECOND.doseId]);
  });

  test.each([
    ["fewer were taken off than told", 1, 2],
    ["more were taken off than belong to it", 2, 2],
    ["more were taken off than told", 2, 1],
    ["none was taken off", 0, 0],
  ])("leave it locked when %s", (_title, pouches, told) => {
    const bench = afterPause();
    bench.advance(HOUR);
    bench.takeOff(pouches, told);
    bench.advanceTo(SECOND.dueMs + 10_000);
    bench.take();
    expect(bench.letGo).toEqual([]);
    expect(active(bench)).toContain("1.7");
  });

  test("taken off one by one in two visits are enough too", () => {
    const bench = usedRoll(MEDIDO);
    ask(bench, "pause", { untilMs: inMinutes(bench, 24 * 60) });
    bench.advance(DAY + HOUR);
    expect(outcomes(bench)).toHaveLength(2);
    bench.takeOff(1);
    bench.advance(MINUTE);
    expect(active(bench)).toContain("1.7");
    bench.takeOff(1);
    bench.advanceTo(FIRST.dueMs + DAY + 10_000);
    bench.take();
    expect(dosesOf(bench.user)).toEqual(["m/2026-11-23"]);
  });
});

describe("pouches taken off by hand", () => {
  test("before their time leave a roll that is not read locked until it is loaded anew", () => {
    const bench = usedRoll(MEDIDO);
    bench.takeOff(1);
    bench.advanceTo(FIRST.dueMs + 10_000);
    bench.take();
    expect(bench.letGo).toEqual([]);
    expect(active(bench)).toContain("1.7");
  });

  test("before their time are missed by a roll that is read, which gives no other in their place", () => {
    const bench = usedRoll(READERS[0]);
    bench.takeOff(1);
    bench.advanceTo(FIRST.dueMs + 20_000);
    bench.take();
    expect(bench.letGo).toEqual([]);
    bench.advanceTo(SECOND.dueMs + 20_000);
    bench.take();
    expect(dosesOf(bench.user)).toEqual([SECOND.doseId]);
  });

  test("count nothing with the lid closed or more than there are", () => {
    const bench = usedRoll(MEDIDO);
    bench.input({ type: "roll.handled", removed: 1 });
    bench.openLid(true);
    for (const removed of [29, -1, 0.5, Number.NaN]) {
      bench.input({ type: "roll.handled", removed });
    }
    bench.closeLid();
    bench.advanceTo(FIRST.dueMs + 10_000);
    bench.take();
    expect(dosesOf(bench.user)).toEqual([FIRST.doseId]);
    expect(recordsOf(bench, "roll.handled")).toHaveLength(1);
  });
});
