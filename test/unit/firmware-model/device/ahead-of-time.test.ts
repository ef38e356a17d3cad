import { instant } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import {
  answersTo,
  ask,
  earlyBench,
  inMinutes,
  lastAnswer,
} from "../../../support/firmware-model/asking.ts";
import {
  FIRST,
  FIRST_LATE_MS,
  HOUR,
  MINUTE,
  recordsOf,
  storyPlan,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";

describe("a command ahead of its earliest instant", () => {
  test("does nothing before that instant, and is answered at it", () => {
    const bench = usedBench();
    const notBeforeMs = inMinutes(bench, 30);
    const notAfterMs = inMinutes(bench, 24 * 60);
    const id = ask(bench, "pause", { notBeforeMs, notAfterMs });
    bench.advance(30 * MINUTE - 1);
    expect(answersTo(bench, id)).toEqual([]);
    expect(bench.state?.service.mode).toBe("configured");
    bench.advance(1);
    expect(answersTo(bench, id)).toEqual(["done"]);
    expect(recordsOf(bench, "mode.changed").at(-1)?.civilMs).toBe(notBeforeMs);
  });

  test("is written down as kept, and a repeated one neither acts nor is written twice", () => {
    const bench = usedBench();
    const wish = { notBeforeMs: inMinutes(bench, 30), notAfterMs: inMinutes(bench, 24 * 60) };
    for (let at = 0; at < 3; at += 1) ask(bench, "pause", { ...wish, commandId: "p" });
    expect(recordsOf(bench, "wish.kept")).toMatchObject([{ commandId: "p" }]);
    bench.advance(HOUR);
    ask(bench, "pause", { ...wish, commandId: "p" });
    expect(answersTo(bench, "p")).toEqual(["done", "done"]);
    expect(recordsOf(bench, "command.handled")).toHaveLength(1);
  });

  test("is kept over a power cut, and done at the start when its instant came meanwhile", () => {
    const bench = usedBench();
    const notAfterMs = inMinutes(bench, 24 * 60);
    const soon = ask(bench, "pause", { notBeforeMs: inMinutes(bench, 30), notAfterMs });
    const later = ask(bench, "resume", { notBeforeMs: inMinutes(bench, 600), notAfterMs });
    bench.cutPower();
    bench.advance(HOUR);
    bench.boot();
    bench.advance(1_000);
    expect(answersTo(bench, soon)).toEqual(["done"]);
    expect(answersTo(bench, later)).toEqual([]);
    bench.advance(10 * HOUR);
    expect(answersTo(bench, later)).toEqual(["done"]);
  });

  test("is expired when its deadline passed while the device was off", () => {
    const bench = usedBench();
    const notAfterMs = inMinutes(bench, 60);
    const id = ask(bench, "pause", { notBeforeMs: inMinutes(bench, 30), notAfterMs });
    bench.cutPower();
    bench.advance(2 * HOUR);
    bench.boot();
    bench.advance(1_000);
    expect(answersTo(bench, id)).toEqual(["expired"]);
    expect(bench.state?.service.mode).toBe("configured");
  });

  test("that came in any order act in the order of their instants", () => {
    const bench = usedBench();
    const notAfterMs = inMinutes(bench, 24 * 60);
    const second = ask(bench, "resume", { notBeforeMs: inMinutes(bench, 31), notAfterMs });
    const first = ask(bench, "pause", { notBeforeMs: inMinutes(bench, 30), notAfterMs });
    bench.advance(HOUR);
    expect(recordsOf(bench, "command.handled").map(({ commandId }) => commandId)).toEqual([
      first,
      second,
    ]);
    expect(bench.state?.service.mode).toBe("configured");
  });

  test("asks for a dose at the instant at which its window opens", () => {
    const bench = earlyBench();
    const notAfterMs = inMinutes(bench, 24 * 60);
    const id = ask(bench, "release-early", {
      notBeforeMs: instant(FIRST.dueMs - HOUR),
      notAfterMs,
    });
    bench.advanceTo(FIRST.dueMs - HOUR + MINUTE);
    expect(answersTo(bench, id)).toEqual(["done"]);
    expect(bench.state?.held?.doseId).toBe(FIRST.doseId);
  });

  test("at the late limit of its dose comes too late: the close wins", () => {
    const bench = usedBench(0);
    const id = ask(bench, "release-assisted", {
      doseId: FIRST.doseId,
      notBeforeMs: instant(FIRST_LATE_MS),
      notAfterMs: inMinutes(bench, 24 * 60),
    });
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    expect(answersTo(bench, id)).toEqual(["too-late"]);
  });

  test("that would set the clock is too early: a time can't wait", () => {
    const bench = usedBench();
    const notBeforeMs = inMinutes(bench, 30);
    ask(bench, "sync-time", { actor: "gateway", civilMs: notBeforeMs, notBeforeMs });
    expect(lastAnswer(bench)).toBe("too-early");
    bench.advance(HOUR);
    expect(recordsOf(bench, "clock.synced")).toEqual([]);
  });

  test("finds a busy device once it keeps sixteen", () => {
    const bench = usedBench();
    const notAfterMs = inMinutes(bench, 24 * 60);
    for (let at = 0; at <= 16; at += 1) {
      const notBeforeMs = inMinutes(bench, 30 + at);
      ask(bench, "set-volume", { volume: 1, notBeforeMs, notAfterMs, commandId: `v-${at}` });
    }
    expect(answersTo(bench, "v-15")).toEqual([]);
    expect(answersTo(bench, "v-16")).toEqual(["busy"]);
  });

  test("waits while nothing can be written, and is done afterwards", () => {
    const bench = usedBench();
    const id = ask(bench, "pause", {
      notBeforeMs: inMinutes(bench, 30),
      notAfterMs: inMinutes(bench, 24 * 60),
    });
    bench.failingCommits = 3;
    bench.tilt();
    bench.advance(40 * MINUTE);
    expect(answersTo(bench, id)).toEqual(["done"]);
  });
});

describe("a configuration ahead of its earliest instant", () => {
  const plan = storyPlan({ revision: 2 });

  test("is kept and reported as waiting, and followed at that instant", () => {
    const bench = usedBench();
    const notBeforeMs = inMinutes(bench, 30);
    bench.input({ type: "config.received", config: { version: 2, plan, notBeforeMs } });
    expect(bench.reports.at(-1)).toEqual({
      ...{ version: 1, planRevision: 1, result: "applied" },
      waitingVersion: 2,
    });
    bench.advance(30 * MINUTE - 1);
    expect(bench.state?.schedule.plan?.revision).toBe(1);
    bench.advance(1);
    expect(bench.reports.at(-1)).toEqual({ version: 2, planRevision: 2, result: "applied" });
    expect(recordsOf(bench, "plan.accepted").at(-1)?.civilMs).toBe(notBeforeMs);
  });

  test("is written down once, however often it comes, and kept over a power cut", () => {
    const bench = usedBench();
    const config = { version: 2, plan, notBeforeMs: inMinutes(bench, 30) };
    bench.input({ type: "config.received", config });
    bench.cutPower();
    bench.boot();
    bench.input({ type: "config.received", config });
    expect(recordsOf(bench, "wish.kept")).toMatchObject([{ count: 2 }]);
    bench.advance(HOUR);
    expect(bench.state?.schedule.plan?.revision).toBe(2);
  });

  test("gives way to a newer one, and not to an older", () => {
    const bench = usedBench();
    const notBeforeMs = inMinutes(bench, 30);
    bench.input({ type: "config.received", config: { version: 3, plan, notBeforeMs } });
    bench.input({ type: "config.received", config: { version: 2, lowStockDoses: 9 } });
    expect(bench.state?.config.version).toBe(1);
    bench.input({ type: "config.received", config: { version: 4, lowStockDoses: 8 } });
    expect(bench.reports.at(-1)).toEqual({ version: 4, planRevision: 1, result: "applied" });
    bench.advance(HOUR);
    expect(bench.state?.schedule.plan?.revision).toBe(1);
  });

  test("is refused at once when no device could follow it", () => {
    const bench = usedBench();
    const mars = storyPlan({ revision: 2, zone: "Mars/Olympus" });
    const config = { version: 2, plan: mars, notBeforeMs: inMinutes(bench, 30) };
    bench.input({ type: "config.received", config });
    expect(bench.reports.at(-1)).toMatchObject({ version: 1, refusedVersion: 2 });
    bench.advance(HOUR);
    expect(bench.state?.config.version).toBe(1);
  });
});
