import { describe, expect, test } from "vitest";
import {
  answersTo,
  ask,
  earlyBench,
  inMinutes,
  lastAnswer,
  takeAll,
} from "../../../support/firmware-model/asking.ts";
import { MEDIDO, READERS, usedRoll } from "../../../support/firmware-model/roll-stories.ts";
import {
  active,
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
  storyPlan,
  take,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";

const offers = (names: readonly string[]) => names.filter((name) => name === "tray.offer").length;

describe("an early release", () => {
  test("offers a dose inside its window before it is due", () => {
    const bench = earlyBench();
    bench.advanceTo(FIRST.dueMs - 30 * MINUTE);
    ask(bench, "release-early", { actor: "user" });
    expect(lastAnswer(bench)).toBe("done");
    takeAll(bench, 1);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
    expect(recordsOf(bench, "dose.released")[0]).toMatchObject({ dispense: "1.1", actor: "user" });
    bench.advanceTo(FIRST_LATE_MS);
    expect(offers(motions(bench))).toBe(1);
  });

  test("is too early before the early limit, and too late once the dose has its outcome", () => {
    const bench = earlyBench();
    ask(bench, "release-early");
    expect(lastAnswer(bench)).toBe("too-early");
    ask(bench, "release-early", { doseId: SECOND.doseId });
    expect(lastAnswer(bench)).toBe("too-early");
    bench.advanceTo(FIRST.dueMs - 30 * MINUTE);
    ask(bench, "release-early");
    takeAll(bench, 1);
    ask(bench, "release-early", { doseId: FIRST.doseId });
    expect(lastAnswer(bench)).toBe("too-late");
    ask(bench, "release-early", { doseId: "x/2026-11-22" });
    expect(lastAnswer(bench)).toBe("unknown-subject");
  });

  test("is too early again when the clock was set back before its window", () => {
    const bench = earlyBench();
    bench.advanceTo(FIRST.dueMs - 59 * MINUTE);
    bench.setClock(bench.trueMs - 2 * MINUTE);
    ask(bench, "release-early");
    expect(lastAnswer(bench)).toBe("too-early");
    bench.advance(10_000);
    expect(offers(motions(bench))).toBe(0);
  });

  test("does not get round the minimum spacing", () => {
    const bench = earlyBench();
    const entries = [8, 11].map((hour) => ({ hour, id: `h${hour}` }));
    follow(bench, threeHoursApart(entries), 2);
    bench.advanceTo(FIRST.dueMs + 30 * MINUTE);
    take(bench);
    bench.advanceTo(FIRST.dueMs + 2.5 * HOUR);
    ask(bench, "release-early");
    expect(lastAnswer(bench)).toBe("prevented");
    expect(offers(motions(bench))).toBe(1);
  });
});

describe("an assisted release", () => {
  test("hands the next dose to staff ahead of its window: 1.2, and its window is silent", () => {
    const bench = usedBench();
    const id = ask(bench, "release-assisted", { doseId: FIRST.doseId });
    expect(answersTo(bench, id)).toEqual([]);
    takeAll(bench, 1);
    expect(answersTo(bench, id)).toEqual(["done"]);
    expect(recordsOf(bench, "dose.released")[0]).toMatchObject({ dispense: "1.2", actor: "staff" });
    expect(recordsOf(bench, "dose.closed")[0]).toMatchObject({
      doseId: FIRST.doseId,
      outcome: "released-ahead",
      evidence: "retrieved",
      actor: "staff",
    });
    bench.advanceTo(FIRST_LATE_MS + HOUR);
    expect(offers(motions(bench))).toBe(1);
    expect(raised(bench)).toEqual([]);
    bench.advanceTo(SECOND.dueMs + MINUTE);
    expect(recordsOf(bench, "dose.offered").at(-1)).toMatchObject({ ...SECOND, slot: 1 });
  });

  test("inside the window ends as any other dose, and names who asked", () => {
    const bench = usedBench();
    ask(bench, "set-assistance", { on: 1 });
    bench.advanceTo(FIRST.dueMs + 30 * MINUTE);
    expect(bench.signal?.light ?? "off").toBe("off");
    ask(bench, "release-assisted");
    takeAll(bench, 1);
    expect(recordsOf(bench, "dose.closed")[0]).toMatchObject({
      outcome: "retrieved",
      actor: "staff",
    });
  });

  test("in assisted mode a dose that staff did not release is told by 1.1", () => {
    const bench = usedBench();
    ask(bench, "set-assistance", { on: 1 });
    bench.advanceTo(FIRST_LATE_MS);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented awaiting-staff`]);
    expect(raised(bench)).toEqual(["1.1"]);
    ask(bench, "set-assistance", { on: 0 });
    bench.advanceTo(SECOND.dueMs + MINUTE);
    expect(recordsOf(bench, "dose.offered")).toHaveLength(1);
  });

  test("that nobody takes goes back, is answered as incomplete, and is offered at its time", () => {
    const bench = usedBench();
    const id = ask(bench, "release-assisted");
    bench.advance(10 * MINUTE);
    expect(bench.position).toBe("locked");
    expect(answersTo(bench, id)).toEqual(["incomplete"]);
    expect(outcomes(bench)).toEqual([]);
    bench.advanceTo(FIRST.dueMs + MINUTE);
    take(bench);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("that came back ahead and is never offered again was missed", () => {
    const bench = usedBench();
    ask(bench, "release-assisted");
    bench.advance(10 * MINUTE);
    bench.openLid(false);
    bench.advanceTo(FIRST_LATE_MS);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
  });

  test("a dose that waits behind staff's hands is not released to the user after a power cut", () => {
    const bench = usedBench();
    const id = ask(bench, "release-assisted");
    bench.advance(5_000);
    bench.cutPower();
    bench.boot();
    bench.advance(MINUTE);
    expect(bench.position).toBe("locked");
    expect(answersTo(bench, id)).toEqual(["incomplete"]);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} uncertain`]);
  });

  test("is refused for a dose that is not next, too far ahead, or without a clock", () => {
    const bench = usedBench();
    ask(bench, "release-assisted", { doseId: SECOND.doseId });
    expect(lastAnswer(bench)).toBe("too-early");
    bench.clockErrorMs = 11 * MINUTE;
    ask(bench, "release-assisted");
    expect(lastAnswer(bench)).toBe("prevented");
    bench.clockErrorMs = 100;
    follow(bench, laterPlan(), 2);
    ask(bench, "release-assisted");
    expect(lastAnswer(bench)).toBe("too-early");
    expect(offers(motions(bench))).toBe(0);
  });

  test("goes back when the clock loses its trust, and says that it came to nothing", () => {
    const bench = usedBench();
    bench.advanceTo(FIRST.dueMs - MINUTE);
    const id = ask(bench, "release-assisted");
    bench.advance(5_000);
    expect(bench.position).toBe(0);
    bench.clockErrorMs = 11 * MINUTE;
    bench.input({ type: "link.changed", up: false });
    bench.advance(5_000);
    expect(bench.position).toBe("locked");
    expect(answersTo(bench, id)).toEqual(["incomplete"]);
  });

  test("whose record does not become durable moves nothing", () => {
    const bench = usedBench();
    bench.failingCommits = 1;
    const id = ask(bench, "release-assisted");
    bench.advance(10 * MINUTE);
    expect(offers(motions(bench))).toBe(0);
    expect(answersTo(bench, id)).toEqual([]);
    ask(bench, "release-assisted", { commandId: id });
    expect(answersTo(bench, id)).toEqual(["incomplete"]);
  });

  test("is busy while a dose is within reach", () => {
    const bench = offeredBench();
    ask(bench, "release-assisted", { doseId: FIRST.doseId });
    expect(lastAnswer(bench)).toBe("busy");
  });
});

describe("doses for a journey", () => {
  test("leave one after the other under one dispense event, and their windows are silent", () => {
    const bench = usedBench();
    const id = ask(bench, "release-travel", { doses: 4 });
    takeAll(bench, 4);
    expect(answersTo(bench, id)).toEqual(["done"]);
    const told = bench.records.filter(({ dispense }) => dispense !== undefined);
    expect(told).toEqual([
      expect.objectContaining({
        kind: "travel.dispensed",
        dispense: "2.2",
        count: 4,
        dueMs: FIRST.dueMs,
        lastDueMs: SECOND.dueMs + 24 * HOUR,
        actor: "staff",
      }),
    ]);
    expect(outcomes(bench).map((line) => line.split(" ")[1])).toEqual(
      Array.from({ length: 4 }, () => "released-ahead"),
    );
    bench.advanceTo(SECOND.dueMs + 27 * HOUR);
    expect(offers(motions(bench))).toBe(4);
    expect(raised(bench)).toEqual([]);
    bench.advanceTo(FIRST.dueMs + 48 * HOUR + MINUTE);
    expect(recordsOf(bench, "dose.offered").at(-1)?.slot).toBe(4);
  });

  test("by an operator from afar are told as unassisted, up to an instant", () => {
    const bench = usedBench();
    ask(bench, "release-travel", { actor: "operator", untilMs: inMinutes(bench, 24 * 60) });
    takeAll(bench, 2);
    expect(recordsOf(bench, "travel.dispensed")[0]).toMatchObject({ dispense: "2.1", count: 2 });
  });

  test("are all there or none: with too little medicine nothing moves and 1.11 says so", () => {
    const bench = usedBench(3);
    const before = motions(bench).length;
    ask(bench, "release-travel", { doses: 4 });
    expect(lastAnswer(bench)).toBe("too-few");
    bench.advance(HOUR);
    expect(motions(bench)).toHaveLength(before);
    expect(active(bench)).toContain("1.11");
    bench.load(28);
    expect(active(bench)).not.toContain("1.11");
  });

  test("that stop half way are told as far as they came; the rest keep their time", () => {
    const bench = usedBench();
    const id = ask(bench, "release-travel", { doses: 3 });
    takeAll(bench, 1);
    bench.advance(HOUR);
    expect(answersTo(bench, id)).toEqual(["incomplete"]);
    expect(recordsOf(bench, "travel.dispensed")[0]).toMatchObject({ count: 1 });
    bench.advanceTo(SECOND.dueMs + MINUTE);
    expect(recordsOf(bench, "dose.offered").at(-1)).toMatchObject({ ...SECOND, slot: 1 });
  });

  test("a repeated command acts once, while it is at work and afterwards", () => {
    const bench = usedBench();
    const wish = { commandId: "j", doses: 2 };
    ask(bench, "release-travel", wish);
    ask(bench, "release-travel", wish);
    takeAll(bench, 3);
    ask(bench, "release-travel", wish);
    bench.advance(MINUTE);
    expect(answersTo(bench, "j")).toEqual(["done", "done"]);
    expect(recordsOf(bench, "travel.dispensed")).toHaveLength(1);
    expect(offers(motions(bench))).toBe(2);
  });

  test("end with a new plan, and what left stays out of it", () => {
    const bench = usedBench();
    ask(bench, "release-travel", { doses: 3 });
    takeAll(bench, 1);
    follow(bench, storyPlan({ revision: 2 }), 2);
    takeAll(bench, 1);
    bench.advance(20 * MINUTE);
    expect(recordsOf(bench, "travel.dispensed")[0]).toMatchObject({ count: 2 });
    bench.advanceTo(SECOND.dueMs + 3 * HOUR);
    expect(offers(motions(bench))).toBe(2);
  });

  test("of a number that the plan does not have, or more than is allowed, have no subject", () => {
    const bench = usedBench();
    ask(bench, "release-travel", { doses: 29 });
    expect(lastAnswer(bench)).toBe("unknown-subject");
    ask(bench, "release-travel", {});
    expect(lastAnswer(bench)).toBe("unknown-subject");
  });

  test("an expired command hands out nothing", () => {
    const bench = usedBench();
    ask(bench, "release-travel", { doses: 2, notAfterMs: inMinutes(bench, 0) });
    expect(lastAnswer(bench)).toBe("expired");
    takeAll(bench, 1);
    expect(outcomes(bench)).toEqual([]);
  });
});

describe("T-5 and T-6 on rolls of pouches", () => {
  test.each([...READERS, MEDIDO].map((product) => [product.product, product] as const))(
    "%s hands out three pouches for a journey, and the next window finds the fourth",
    (_name, product) => {
      const bench = usedRoll(product);
      const id = ask(bench, "release-travel", { doses: 3 });
      for (let pouch = 0; pouch < 3; pouch += 1) {
        bench.advance(10_000);
        bench.take();
      }
      bench.advance(MINUTE);
      expect(answersTo(bench, id)).toEqual(["done"]);
      expect(recordsOf(bench, "travel.dispensed")[0]).toMatchObject({
        dispense: "2.2",
        count: 3,
        dueMs: FIRST.dueMs,
        lastDueMs: FIRST.dueMs + 24 * HOUR,
      });
      bench.advanceTo(SECOND.dueMs + 24 * HOUR + MINUTE);
      bench.take();
      expect(outcomes(bench).at(-1)).toBe("e/2026-11-23 retrieved");
      expect(bench.user.map(({ doseId }) => doseId)).toEqual([
        "m/2026-11-22",
        "e/2026-11-22",
        "m/2026-11-23",
        "e/2026-11-23",
      ]);
    },
  );
});

function threeHoursApart(entries: readonly { readonly hour: number; readonly id: string }[]) {
  const plan = storyPlan({ revision: 2 });
  const [first] = plan.entries;
  if (first === undefined) throw new Error("the story plan is empty");
  return {
    ...plan,
    minimumSpacingMin: 150,
    entries: entries.map(({ hour, id }) => ({
      ...first,
      ...{ id, minuteOfDay: hour * 60, earlyMin: 60, lateMin: 100 },
    })),
  };
}

function laterPlan() {
  const plan = storyPlan({ revision: 2 });
  return { ...plan, entries: plan.entries.map((one) => ({ ...one, startDate: "2026-11-25" })) };
}
