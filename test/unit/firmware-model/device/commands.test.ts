import { instant } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { answersTo, ask, inMinutes, takeAll } from "../../../support/firmware-model/asking.ts";
import {
  active,
  FIRST,
  FIRST_LATE_MS,
  HOUR,
  MINUTE,
  offeredBench,
  recordsOf,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";

const SYNC = { commandId: "s1", verb: "sync-time", actor: "gateway" } as const;

describe("a command", () => {
  test("sets no clock to an instant for which no local time is known", () => {
    const bench = usedBench();
    for (const [at, year] of [1970, 2255].entries()) {
      bench.command({ ...SYNC, commandId: `far-${at}`, civilMs: instant(Date.UTC(year, 0, 1)) });
      expect(bench.replies.at(-1)).toMatchObject({ refusal: "unknown-subject" });
    }
    expect(recordsOf(bench, "clock.stepped")).toEqual([]);
    expect(recordsOf(bench, "dose.closed")).toEqual([]);
  });

  test("is answered once for its id, and a repeated one acts no more", () => {
    const bench = usedBench();
    const command = { ...SYNC, civilMs: instant(bench.trueMs + HOUR) };
    bench.command(command);
    bench.advance(HOUR);
    bench.command({ ...command, notAfterMs: bench.trueMs + 5 * HOUR });
    expect(bench.replies).toHaveLength(2);
    expect(bench.replies[1]).toEqual(bench.replies[0]);
    expect(recordsOf(bench, "clock.stepped")).toHaveLength(1);
    expect(recordsOf(bench, "command.handled")).toHaveLength(1);
  });

  test("keeps its answer over a power cut", () => {
    const bench = usedBench();
    const command = { ...SYNC, civilMs: instant(bench.trueMs) };
    bench.command(command);
    bench.cutPower();
    bench.boot();
    bench.command(command);
    expect(bench.replies[1]).toEqual(bench.replies[0]);
  });

  test.each([
    ["at its deadline is expired", { notAfterMs: 0 }, "expired"],
    ["before its earliest instant is too early", { notBeforeMs: 60_000 }, "too-early"],
    ["of a user is not allowed", { actor: "user" }, "not-allowed"],
  ] as const)("%s", (_title, change, refusal) => {
    const bench = usedBench();
    const { notAfterMs, notBeforeMs, ...rest } = {
      notAfterMs: undefined,
      notBeforeMs: undefined,
      ...change,
    };
    bench.command({
      ...SYNC,
      civilMs: instant(bench.trueMs),
      ...rest,
      ...(notAfterMs === undefined ? {} : { notAfterMs: bench.trueMs + notAfterMs }),
      ...(notBeforeMs === undefined ? {} : { notBeforeMs: instant(bench.trueMs + notBeforeMs) }),
    });
    expect(bench.replies[0]).toMatchObject({ result: "refused", refusal });
    expect(recordsOf(bench, "clock.synced")).toEqual([]);
  });

  test("needs a clock for its deadline, apart from the one that sets it", () => {
    const bench = usedBench();
    bench.cutPower();
    bench.offsetMs = undefined;
    bench.boot();
    bench.command({ commandId: "t", verb: "self-test", actor: "staff" });
    expect(bench.replies[0]?.refusal).toBe("clock-untrusted");
    bench.command({ ...SYNC, civilMs: instant(bench.trueMs) });
    expect(bench.replies[1]?.result).toBe("done");
    expect(bench.civilMs).toBe(bench.trueMs);
  });

  test("an old one that would set an unset clock back is expired", () => {
    const bench = usedBench();
    const oldMs = bench.trueMs;
    bench.advance(5 * HOUR);
    bench.cutPower();
    bench.offsetMs = undefined;
    bench.boot();
    bench.command({ ...SYNC, civilMs: instant(oldMs), notAfterMs: oldMs + HOUR });
    expect(bench.replies[0]?.refusal).toBe("expired");
    expect(bench.civilMs).toBeUndefined();
  });

  test("with more open answers than it can keep, a device is busy", () => {
    const bench = usedBench();
    for (let id = 0; id < 33; id += 1) {
      bench.command({ ...SYNC, commandId: `s${id}`, civilMs: instant(bench.trueMs) });
    }
    expect(bench.replies.at(-1)).toMatchObject({ result: "refused", refusal: "busy" });
    bench.advance(2 * HOUR);
    bench.command({ ...SYNC, commandId: "s40", civilMs: instant(bench.trueMs) });
    expect(bench.replies.at(-1)?.result).toBe("done");
  });

  test("a command whose answer was forgotten does not act again when the clock is set back", () => {
    const bench = usedBench();
    const notAfterMs = inMinutes(bench, 10);
    const journey = { commandId: "j", doses: 1, notAfterMs };
    ask(bench, "release-travel", journey);
    takeAll(bench, 1);
    for (let id = 0; id < 31; id += 1) ask(bench, "set-volume", { volume: 3, notAfterMs });
    bench.advance(11 * MINUTE);
    ask(bench, "set-volume", { volume: 4 });
    bench.cutPower();
    bench.boot();
    bench.advance(MINUTE);
    bench.setClock(bench.trueMs - 30 * MINUTE);
    ask(bench, "release-travel", journey);
    takeAll(bench, 1);
    expect(answersTo(bench, "j")).toEqual(["done", "expired"]);
    expect(recordsOf(bench, "dose.released")).toHaveLength(1);
    ask(bench, "sync-time", { actor: "gateway", civilMs: instant(bench.trueMs), notAfterMs });
    expect(bench.civilMs).toBe(bench.trueMs);
  });

  test.each([
    ["is at work", false],
    ["waits for its instant while a clock is brought", true],
  ])("one that %s has its answer kept, however many others come", (_title, isAhead) => {
    const bench = usedBench();
    const notAfterMs = inMinutes(bench, 10);
    for (let id = 0; id < 31; id += 1) ask(bench, "set-volume", { volume: 3, notAfterMs });
    const journey = { commandId: "j", doses: 1, notAfterMs: inMinutes(bench, 60) };
    ask(
      bench,
      "release-travel",
      isAhead ? { ...journey, notBeforeMs: inMinutes(bench, 5) } : journey,
    );
    if (isAhead) {
      bench.cutPower();
      bench.offsetMs = undefined;
      bench.boot();
      ask(bench, "sync-time", { actor: "gateway", civilMs: instant(bench.trueMs), notAfterMs });
      bench.advance(5 * MINUTE);
    } else ask(bench, "set-volume", { volume: 4, notAfterMs });
    takeAll(bench, 1);
    bench.advance(10 * MINUTE);
    ask(bench, "release-travel", journey);
    takeAll(bench, 1);
    expect(answersTo(bench, "j")).toEqual(["done", "done"]);
    expect(recordsOf(bench, "dose.released")).toHaveLength(1);
  });

  test("answers that brought a wrong time are forgotten without any trace", () => {
    const bench = usedBench();
    const aheadMs = instant(bench.trueMs + 365 * 24 * HOUR);
    bench.setClock(aheadMs);
    const notAfterMs = inMinutes(bench, 10);
    for (let id = 0; id < 32; id += 1) {
      ask(bench, "sync-time", { actor: "gateway", civilMs: aheadMs, notAfterMs });
    }
    bench.advance(11 * MINUTE);
    ask(bench, "set-volume", { volume: 3, notAfterMs: inMinutes(bench, 10) });
    bench.setClock(bench.trueMs);
    expect(answersTo(bench, ask(bench, "set-volume", { volume: 4 }))).toEqual(["done"]);
  });

  test.each([
    ["whose commands are over", HOUR, 1],
    ["whose commands are still open", 10 * MINUTE, 32],
  ])(
    "a device that lost its clock, and %s, is told the time all the same",
    (_title, awayMs, kept) => {
      const bench = usedBench();
      const sync = (id: string) => {
        const civilMs = instant(bench.trueMs);
        bench.command({ ...SYNC, commandId: id, civilMs, notAfterMs: bench.trueMs + HOUR / 2 });
      };
      for (let id = 0; id < 32; id += 1) sync(`s${id}`);
      bench.cutPower();
      bench.advance(awayMs);
      bench.offsetMs = undefined;
      bench.boot();
      bench.command({ commandId: "t", verb: "self-test", actor: "technician" });
      expect(bench.replies.at(-1)).toMatchObject({ result: "refused", refusal: "busy" });
      sync("s40");
      expect(bench.replies.at(-1)?.result).toBe("done");
      expect(bench.civilMs).toBe(bench.trueMs);
      expect(bench.state?.replies).toHaveLength(kept);
    },
  );
});

describe("a self-test", () => {
  test("reads the index and answers when that is done", () => {
    const bench = usedBench();
    bench.command({ commandId: "t", verb: "self-test", actor: "technician" });
    expect(bench.replies).toEqual([]);
    bench.advance(1_000);
    expect(bench.replies[0]?.result).toBe("done");
    expect(recordsOf(bench, "device.self-tested")[0]?.detail).toBe("passed");
  });

  test("is refused as busy while a dose is within reach", () => {
    const bench = offeredBench();
    bench.command({ commandId: "t", verb: "self-test", actor: "staff" });
    expect(bench.replies[0]).toMatchObject({ result: "refused", refusal: "busy" });
  });

  test("ends as failed when the reading does not come", () => {
    const bench = usedBench();
    bench.fates = ["silent"];
    bench.command({ commandId: "t", verb: "self-test", actor: "staff" });
    bench.advance(MINUTE);
    expect(recordsOf(bench, "device.self-tested")[0]?.detail).toBe("failed");
    expect(bench.cycle).toBe("stopped");
  });
});

describe("taking charge of an alert", () => {
  test("ends one about a dose", () => {
    const bench = offeredBench();
    bench.advanceTo(FIRST_LATE_MS);
    const alertId = bench.state?.alerts[0]?.alertId ?? "";
    bench.command({ commandId: "a", verb: "acknowledge-alert", actor: "operator", alertId });
    expect(active(bench)).toEqual([]);
    expect(recordsOf(bench, "alert.acknowledged")[0]).toMatchObject({
      alertId,
      alert: "1.1",
      actor: "operator",
    });
  });

  test("leaves one about a part of the device until its condition is over", () => {
    const bench = usedBench();
    bench.openLid(false);
    const alertId = bench.state?.alerts[0]?.alertId ?? "";
    bench.command({ commandId: "a", verb: "acknowledge-alert", actor: "staff", alertId });
    bench.command({ commandId: "b", verb: "acknowledge-alert", actor: "staff", alertId });
    expect(active(bench)).toEqual(["1.22"]);
    expect(recordsOf(bench, "alert.acknowledged")).toHaveLength(1);
  });

  test("of an alert that is not active has no subject", () => {
    const bench = usedBench();
    bench.advanceTo(FIRST.dueMs);
    bench.command({ commandId: "a", verb: "acknowledge-alert", actor: "staff", alertId: "9-9" });
    expect(bench.replies[0]?.refusal).toBe("unknown-subject");
  });
});
