import type { ProductProfile } from "@dosekit/firmware-model";
import { type CommandVerb, instant } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { readyDevice } from "../../../support/firmware-model/any-bench.ts";
import {
  answersTo,
  ask,
  inMinutes,
  lastAnswer,
  type Wish,
} from "../../../support/firmware-model/asking.ts";
import { CAROUSEL_28 } from "../../../support/firmware-model/carousel-bench.ts";
import type { MechanismBench } from "../../../support/firmware-model/mechanism-bench.ts";
import { MEDIDO, READERS } from "../../../support/firmware-model/roll-stories.ts";
import { PILLY, PILLY_IN_HAND } from "../../../support/firmware-model/tray-bench.ts";
import {
  earlyPlan,
  FIRST,
  HOUR,
  MINUTE,
  offeredBench,
  recordsOf,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";

const PRODUCTS = [PILLY, CAROUSEL_28, MEDIDO, ...READERS].map(
  (profile) => [profile.product, profile] as const,
);
const RELEASES: readonly (readonly [CommandVerb, Wish])[] = [
  ["release-travel", { doses: 1 }],
  ["release-assisted", {}],
];

/** Keeps a command until half an hour from now, and lets power go from before that until after. */
function keptOverOutage(bench: MechanismBench, verb: CommandVerb, wish: Wish = {}): string {
  const times = { notBeforeMs: inMinutes(bench, 30), notAfterMs: inMinutes(bench, 24 * 60) };
  const id = ask(bench, verb, { ...times, ...wish });
  outage(bench);
  return id;
}

function outage(bench: MechanismBench): void {
  bench.cutPower();
  bench.advance(HOUR);
  bench.boot();
}

/** Keeps a command until an instant that is some milliseconds away. */
function keptSoon(bench: MechanismBench, verb: CommandVerb, afterMs: number): string {
  const notBeforeMs = instant((bench.civilMs ?? 0) + afterMs);
  return ask(bench, verb, { notBeforeMs, notAfterMs: inMinutes(bench, 60) });
}

function advanceUntil(bench: MechanismBench, cycle: string): void {
  for (let at = 0; at < 1_000 && bench.cycle !== cycle; at += 1) bench.advance(100);
  expect(bench.cycle).toBe(cycle);
}

describe.each(PRODUCTS)(
  "%s, when it starts after the instant of a kept command",
  (_name, profile) => {
    test.each(RELEASES)("%s waits for the reading, and hands the dose out", (verb, wish) => {
      const bench = readyDevice(profile);
      const id = keptOverOutage(bench, verb, wish);
      expect(answersTo(bench, id)).toEqual([]);
      expect(bench.state?.held).toBeUndefined();
      bench.advance(2 * MINUTE);
      expect(answersTo(bench, id)).toEqual([]);
      expect(bench.state?.held).toMatchObject({ doseId: FIRST.doseId, asked: { commandId: id } });
      expect(recordsOf(bench, "command.handled")).toEqual([]);
    });

    test("self-test waits for the reading, and is done", () => {
      const bench = readyDevice(profile);
      const id = keptOverOutage(bench, "self-test");
      expect(answersTo(bench, id)).toEqual([]);
      bench.advance(2 * MINUTE);
      expect(answersTo(bench, id)).toEqual(["done"]);
      expect(recordsOf(bench, "device.self-tested")).toMatchObject([{ detail: "passed" }]);
    });

    test("a self-test that comes at that moment finds it busy", () => {
      const bench = readyDevice(profile);
      outage(bench);
      ask(bench, "self-test");
      expect(lastAnswer(bench)).toBe("busy");
    });

    test("a command that is asked for again while it waits is neither answered nor done twice", () => {
      const bench = readyDevice(profile);
      const id = keptOverOutage(bench, "self-test");
      ask(bench, "self-test", { commandId: id });
      expect(answersTo(bench, id)).toEqual([]);
      bench.advance(2 * MINUTE);
      expect(answersTo(bench, id)).toEqual(["done"]);
      expect(recordsOf(bench, "device.self-tested")).toHaveLength(1);
    });

    test("is cut again while a command waits, and does it at the next start", () => {
      const bench = readyDevice(profile);
      const id = keptOverOutage(bench, "self-test");
      outage(bench);
      bench.advance(2 * MINUTE);
      expect(answersTo(bench, id)).toEqual(["done"]);
    });

    test("a reading without an end is followed by an answer", () => {
      const bench = readyDevice(profile);
      bench.fates = Array.from({ length: 9 }, () => "silent" as const);
      const id = keptOverOutage(bench, "self-test");
      bench.advance(10 * MINUTE);
      expect(answersTo(bench, id)).toHaveLength(1);
    });
  },
);

describe("an early release that is kept", () => {
  const early = (profile: ProductProfile) => readyDevice(profile, earlyPlan());

  test.each([PILLY_IN_HAND, CAROUSEL_28, MEDIDO].map((one) => [one.product, one] as const))(
    "waits on %s for the reading at its start",
    (_name, profile) => {
      const bench = early(profile);
      bench.advanceTo(FIRST.dueMs - 55 * MINUTE);
      const id = ask(bench, "release-early", {
        notBeforeMs: instant(FIRST.dueMs - 50 * MINUTE),
        notAfterMs: inMinutes(bench, 60),
      });
      bench.cutPower();
      bench.advance(10 * MINUTE);
      bench.boot();
      expect(answersTo(bench, id)).toEqual([]);
      bench.advance(2 * MINUTE);
      expect(answersTo(bench, id)).toEqual(["done"]);
      expect(bench.state?.held?.doseId).toBe(FIRST.doseId);
    },
  );
});

describe("commands that wait for the mechanism", () => {
  test("keep their order: what is behind one of them waits with it", () => {
    const bench = usedBench();
    const notAfterMs = inMinutes(bench, 24 * 60);
    const second = ask(bench, "pause", { notBeforeMs: inMinutes(bench, 31), notAfterMs });
    const first = ask(bench, "self-test", { notBeforeMs: inMinutes(bench, 30), notAfterMs });
    const third = ask(bench, "release-assisted", { notBeforeMs: inMinutes(bench, 32), notAfterMs });
    outage(bench);
    expect(bench.replies).toEqual([]);
    bench.advance(MINUTE);
    expect(answersTo(bench, first)).toEqual(["done"]);
    expect(answersTo(bench, second)).toEqual(["done"]);
    expect(answersTo(bench, third)).toEqual(["wrong-mode"]);
  });

  test("are expired at their deadlines, also behind another one", () => {
    const bench = usedBench();
    const until = (ms: number) => instant((bench.civilMs ?? 0) + HOUR + ms);
    const notBeforeMs = inMinutes(bench, 30);
    bench.fates = ["silent"];
    const wish = { notBeforeMs, notAfterMs: until(2_000), commandId: "a" };
    ask(bench, "release-assisted", wish);
    ask(bench, "pause", { notBeforeMs, notAfterMs: until(1_000), commandId: "b" });
    ask(bench, "set-volume", {
      ...{ volume: 1, commandId: "c" },
      ...{ notBeforeMs, notAfterMs: inMinutes(bench, 24 * 60) },
    });
    outage(bench);
    bench.advance(999);
    expect(bench.replies).toEqual([]);
    bench.advance(1);
    expect(answersTo(bench, "b")).toEqual(["expired"]);
    bench.advance(999);
    expect(bench.replies).toHaveLength(1);
    bench.advance(1);
    expect(answersTo(bench, "a")).toEqual(["expired"]);
    expect(answersTo(bench, "c")).toEqual(["done"]);
    expect(recordsOf(bench, "dose.offering")).toEqual([]);
  });

  test("leave those whose time comes later their time", () => {
    const bench = usedBench();
    const later = ask(bench, "pause", {
      notBeforeMs: inMinutes(bench, 62),
      notAfterMs: inMinutes(bench, 24 * 60),
    });
    bench.fates = ["silent"];
    keptOverOutage(bench, "self-test");
    bench.advance(2 * MINUTE);
    expect(answersTo(bench, later)).toEqual(["done"]);
    expect(recordsOf(bench, "mode.changed").at(-1)?.civilMs).toBe(bench.trueMs);
  });

  test("count among the sixteen", () => {
    const bench = usedBench();
    const id = keptOverOutage(bench, "self-test");
    const times = { notBeforeMs: inMinutes(bench, 30), notAfterMs: inMinutes(bench, 60) };
    for (let at = 0; at < 16; at += 1) ask(bench, "set-volume", { volume: 1, ...times });
    expect(lastAnswer(bench)).toBe("busy");
    expect(bench.state?.commandsAhead).toHaveLength(16);
    expect(answersTo(bench, id)).toEqual([]);
  });

  test("find a self-test under way, and are done after it", () => {
    const bench = usedBench();
    const second = keptSoon(bench, "self-test", 20);
    const third = keptSoon(bench, "release-assisted", 40);
    const first = ask(bench, "self-test");
    bench.advance(60);
    expect(bench.replies).toEqual([]);
    bench.advance(MINUTE);
    expect(answersTo(bench, first)).toEqual(["done"]);
    expect(answersTo(bench, second)).toEqual(["done"]);
    expect(bench.state?.session?.commandId).toBe(third);
  });

  test("find a firmware on trial: a release waits until it is confirmed", () => {
    const bench = usedBench();
    const wish = { actor: "technician", firmware: "1.1.0", digest: new Uint8Array(32) } as const;
    const update = ask(bench, "update-firmware", wish);
    const id = keptSoon(bench, "release-assisted", 10_000);
    bench.advance(MINUTE);
    expect(bench.replies).toEqual([]);
    expect(bench.cycle).toBe("locked");
    bench.advance(2 * MINUTE);
    expect(answersTo(bench, update)).toEqual(["done"]);
    expect(bench.state?.held).toMatchObject({ asked: { commandId: id } });
  });

  test("find a tray that closes behind a journey, and are done when it has closed", () => {
    const bench = usedBench();
    ask(bench, "release-travel", { doses: 1 });
    bench.advance(5_000);
    bench.take();
    advanceUntil(bench, "closing");
    const id = keptSoon(bench, "self-test", 100);
    bench.advance(200);
    expect(bench.cycle).toBe("closing");
    expect(answersTo(bench, id)).toEqual([]);
    bench.advance(MINUTE);
    expect(answersTo(bench, id)).toEqual(["done"]);
  });

  test.each(RELEASES)("%s does not wait for a dose that is within reach", (verb, wish) => {
    const bench = offeredBench();
    const times = { notBeforeMs: inMinutes(bench, 5), notAfterMs: inMinutes(bench, 120) };
    const id = ask(bench, verb, { ...wish, ...times });
    bench.advance(6 * MINUTE);
    expect(answersTo(bench, id)).toEqual(["busy"]);
    bench.take();
    bench.advance(HOUR);
    expect(recordsOf(bench, "dose.offering")).toHaveLength(1);
  });

  test.each(RELEASES)("%s does not wait for one that is on its way back either", (verb, wish) => {
    const bench = offeredBench();
    const id = keptOverOutage(bench, verb, wish);
    expect(answersTo(bench, id)).toEqual(["busy"]);
    bench.advance(HOUR);
    expect(recordsOf(bench, "dose.offering")).toHaveLength(1);
  });

  test("a self-test is refused as soon as the mechanism comes to rest with a dose within reach", () => {
    const bench = usedBench();
    bench.advanceTo(FIRST.dueMs - MINUTE);
    const id = keptSoon(bench, "self-test", MINUTE + 100);
    bench.advance(MINUTE + 200);
    expect(bench.cycle).toBe("offering");
    expect(answersTo(bench, id)).toEqual([]);
    bench.advance(MINUTE);
    expect(answersTo(bench, id)).toEqual(["busy"]);
  });
});
