import { instant } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { ask, inMinutes, lastAnswer } from "../../../support/firmware-model/asking.ts";
import {
  MEDIDO,
  offeredRoll,
  READERS,
  usedRoll,
} from "../../../support/firmware-model/roll-stories.ts";
import {
  FIRST,
  FIRST_LATE_MS,
  follow,
  freshBench,
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

const DAY = 24 * HOUR;
const modes = (bench: Parameters<typeof recordsOf>[0]) =>
  recordsOf(bench, "mode.changed").map(({ mode, actor }) => `${mode} by ${actor}`);

describe("a pause", () => {
  test("withholds the doses in it without an alarm, and the next has its own compartment", () => {
    const bench = usedBench();
    ask(bench, "pause", { untilMs: instant(SECOND.dueMs + 4 * HOUR), pauseReason: "holiday" });
    expect(modes(bench)).toEqual(["configured by gateway", "temporary-stop by staff"]);
    expect(recordsOf(bench, "mode.changed").at(-1)?.pauseReason).toBe("holiday");
    bench.advanceTo(SECOND.dueMs + 5 * HOUR);
    expect(motions(bench)).not.toContain("tray.offer");
    expect(outcomes(bench)).toEqual([
      `${FIRST.doseId} withheld paused`,
      `${SECOND.doseId} withheld paused`,
    ]);
    expect(raised(bench)).toEqual([]);
    expect(modes(bench).at(-1)).toBe("configured by device");
    bench.advanceTo(FIRST.dueMs + DAY + MINUTE);
    expect(recordsOf(bench, "dose.offered").at(-1)).toMatchObject({
      doseId: "m/2026-11-23",
      slot: 2,
    });
  });

  test("that ends while a window is open offers that dose", () => {
    const bench = usedBench();
    ask(bench, "pause", { untilMs: instant(FIRST.dueMs + HOUR) });
    bench.advanceTo(FIRST.dueMs + HOUR + MINUTE);
    take(bench);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("takes back a dose that is within reach", () => {
    const bench = offeredBench();
    ask(bench, "pause");
    bench.advance(MINUTE);
    expect(bench.position).toBe("locked");
    bench.advanceTo(FIRST_LATE_MS);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} withheld paused`]);
    expect(recordsOf(bench, "dose.closed")[0]?.evidence).toBe("presented");
  });

  test("leaves a dose that is just being taken to its user", () => {
    const bench = offeredBench();
    bench.tilt();
    ask(bench, "pause");
    bench.right();
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("that begins at the very late limit of a dose does not silence that dose", () => {
    const bench = usedBench();
    bench.tilt();
    ask(bench, "pause", { fromMs: instant(FIRST_LATE_MS) });
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    expect(modes(bench).at(-1)).toBe("temporary-stop by staff");
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented misplaced`]);
    expect(raised(bench)).toContain("1.1");
  });

  test("begins at its time, also over a power cut, and is ended by resume", () => {
    const bench = usedBench();
    ask(bench, "pause", { actor: "operator", fromMs: instant(FIRST_LATE_MS) });
    bench.advanceTo(FIRST.dueMs + MINUTE);
    take(bench);
    bench.cutPower();
    bench.advanceTo(FIRST_LATE_MS + HOUR);
    bench.boot();
    expect(modes(bench).at(-1)).toBe("temporary-stop by operator");
    bench.advanceTo(SECOND.dueMs + MINUTE);
    expect(recordsOf(bench, "dose.offered")).toHaveLength(1);
    ask(bench, "resume");
    expect(lastAnswer(bench)).toBe("done");
    bench.advance(MINUTE);
    expect(recordsOf(bench, "dose.offered").at(-1)).toMatchObject({ ...SECOND, slot: 1 });
  });

  test("that passed while the device was off withholds what lay in it", () => {
    const bench = usedBench();
    ask(bench, "pause", { untilMs: instant(FIRST_LATE_MS) });
    bench.cutPower();
    bench.advanceTo(FIRST_LATE_MS + HOUR);
    bench.boot();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} withheld paused`]);
    expect(raised(bench)).toEqual([]);
  });

  test("that is to come can be taken back, and without one there is nothing to resume", () => {
    const bench = usedBench();
    ask(bench, "pause", { fromMs: inMinutes(bench, 10) });
    ask(bench, "resume");
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(recordsOf(bench, "dose.offered")).toHaveLength(1);
    ask(bench, "resume");
    expect(lastAnswer(bench)).toBe("unknown-subject");
  });

  test("with an end before its beginning is refused", () => {
    const bench = usedBench();
    ask(bench, "pause", { untilMs: inMinutes(bench, 0) });
    expect(lastAnswer(bench)).toBe("unknown-subject");
    ask(bench, "pause", { fromMs: inMinutes(bench, 20), untilMs: inMinutes(bench, 10) });
    expect(lastAnswer(bench)).toBe("unknown-subject");
    expect(modes(bench)).toHaveLength(1);
  });

  test("that lasts gets another end by a second one", () => {
    const bench = usedBench();
    ask(bench, "pause", { untilMs: inMinutes(bench, 10) });
    ask(bench, "pause", { untilMs: instant(SECOND.dueMs) });
    bench.advanceTo(SECOND.dueMs + MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} withheld paused`]);
    expect(recordsOf(bench, "dose.offered").at(-1)).toMatchObject({ ...SECOND, slot: 1 });
  });

  test.each(READERS.map((product) => [product.product, product] as const))(
    "R-5: %s resumes with the right pouch",
    (_name, product) => {
      const bench = usedRoll(product);
      ask(bench, "pause", { untilMs: instant(FIRST_LATE_MS) });
      bench.advanceTo(SECOND.dueMs + MINUTE);
      bench.take();
      expect(outcomes(bench)).toEqual([
        `${FIRST.doseId} withheld paused`,
        `${SECOND.doseId} retrieved`,
      ]);
      expect(bench.user.map(({ doseId }) => doseId)).toEqual([SECOND.doseId]);
    },
  );

  test("R-5: a roll that is not read waits for staff behind the pouches of a pause", () => {
    const bench = usedRoll(MEDIDO);
    ask(bench, "pause", { untilMs: instant(FIRST_LATE_MS) });
    bench.advanceTo(SECOND.dueMs + MINUTE);
    bench.take();
    expect(bench.user).toEqual([]);
    expect(raised(bench)).toContain("1.7");
    bench.load(28);
    bench.advance(MINUTE);
    bench.take();
    expect(bench.user.map(({ doseId }) => doseId)).toEqual([SECOND.doseId]);
  });

  test("R-5: a dose behind the button is not let go in it", () => {
    const bench = offeredRoll(MEDIDO);
    ask(bench, "pause");
    bench.press();
    bench.advance(MINUTE);
    expect(bench.user).toEqual([]);
    expect(recordsOf(bench, "dose.released")).toEqual([]);
  });
});

describe("the service pathway", () => {
  test("goes from provisioned over the first plan and the test period to daily use", () => {
    const bench = freshBench();
    expect(bench.state?.service.mode).toBe("provisioned");
    bench.load(28);
    follow(bench, storyPlan(), 1);
    ask(bench, "set-mode", { mode: "training" });
    bench.advance(14 * DAY - MINUTE);
    expect(bench.state?.service.mode).toBe("training");
    bench.advance(2 * MINUTE);
    ask(bench, "set-mode", { mode: "daily-use" });
    expect(modes(bench)).toEqual([
      "configured by gateway",
      "training by staff",
      "evaluation-due by device",
      "daily-use by staff",
    ]);
  });

  test("the test period goes on behind a temporary stop", () => {
    const bench = usedBench();
    ask(bench, "set-mode", { mode: "training" });
    bench.advance(DAY);
    ask(bench, "set-mode", { mode: "temporary-stop" });
    bench.advance(2 * DAY);
    ask(bench, "resume");
    expect(bench.state?.service.mode).toBe("training");
    bench.advance(11 * DAY + MINUTE);
    expect(bench.state?.service.mode).toBe("evaluation-due");
  });

  test("takes no step that its table does not have, and none twice", () => {
    const bench = usedBench();
    ask(bench, "set-mode", { mode: "provisioned" });
    expect(lastAnswer(bench)).toBe("wrong-mode");
    ask(bench, "set-mode", { mode: "daily-use" });
    ask(bench, "set-mode", { mode: "daily-use" });
    expect(lastAnswer(bench)).toBe("wrong-mode");
    expect(modes(bench)).toEqual(["configured by gateway", "daily-use by staff"]);
  });

  test("at the end of service what waits is withheld, nothing is offered, and no plan is taken", () => {
    const bench = offeredBench();
    ask(bench, "set-mode", { mode: "ended" });
    bench.advance(MINUTE);
    expect(bench.position).toBe("locked");
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} withheld service-ended`]);
    follow(bench, storyPlan({ revision: 2 }), 2);
    expect(bench.reports.at(-1)).toMatchObject({ result: "refused", refusedVersion: 2 });
    bench.advance(3 * DAY);
    expect(outcomes(bench)).toHaveLength(1);
    expect(raised(bench)).toEqual([]);
    ask(bench, "release-travel", { doses: 1 });
    expect(lastAnswer(bench)).toBe("wrong-mode");
  });

  test("a checkpoint from before it had one stands in service if it has a plan", () => {
    const bench = usedBench();
    const kept = bench.durable?.checkpoint;
    if (bench.durable === undefined || kept === undefined) throw new Error("nothing was kept");
    const {
      service: _s,
      offeredAhead: _o,
      shown: _h,
      isResetting: _r,
      ...state
    } = kept["state"] as Record<string, never>;
    bench.cutPower();
    bench.durable = { ...bench.durable, checkpoint: { ...kept, state } };
    bench.boot();
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(bench.state?.service.mode).toBe("configured");
    expect(recordsOf(bench, "dose.offered")).toHaveLength(1);
  });
});
