import { MECHANISMS, mechanismOf, PROFILES } from "@dosekit/firmware-model";
import type { Reminding } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { profileNamed } from "../../../support/firmware-model/mechanism-bench.ts";
import { MEDIDO, offeredRoll, usedRoll } from "../../../support/firmware-model/roll-stories.ts";
import {
  FIRST,
  HOUR,
  MINUTE,
  recordsOf,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";

const E300 = profileNamed("evondos-e300");
const ALL_ON = { light: 1, sound: 1, speech: 1, text: 1 } as const;
const TRAY_ON = { light: 1, sound: 1, speech: 0, text: 0 } as const;

function remindedBy(reminding: Reminding) {
  const bench = usedRoll(E300);
  bench.input({ type: "config.received", config: { version: 9, reminding } });
  bench.advanceTo(FIRST.dueMs + 3 * MINUTE);
  return bench;
}

describe("the ways of reminding", () => {
  test("T-2: begin as light, then sound that rises with every round until the button is pressed", () => {
    const bench = usedRoll(E300);
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(bench.signal).toEqual({ type: "signal.show", light: "blink", sound: 0, text: "press" });
    const heard = [3, 8, 13, 18].map((min) => {
      bench.advanceTo(FIRST.dueMs + min * MINUTE);
      return bench.signal;
    });
    expect(heard.map((signal) => signal?.sound)).toEqual([2, 3, 4, 5]);
    expect(heard.every((signal) => signal?.speech === "press")).toBe(true);
    bench.press();
    bench.advance(5_000);
    expect(bench.signal).toMatchObject({ sound: 0, text: "take" });
  });

  test.each([
    ["light", { light: "off", sound: 2, text: "press", speech: "press" }],
    ["sound", { light: "blink", sound: 0, text: "press", speech: "press" }],
    ["speech", { light: "blink", sound: 2, text: "press" }],
    ["text", { light: "blink", sound: 2, speech: "press" }],
  ] as const)("T-2: %s is switched off by itself", (mode, expected) => {
    expect(remindedBy({ ...ALL_ON, [mode]: 0 }).signal).toEqual({
      type: "signal.show",
      ...expected,
    });
  });

  test("repeat as often as the configuration says, to the millisecond", () => {
    const bench = remindedBy({ ...ALL_ON, repeatMin: 7 });
    bench.advanceTo(FIRST.dueMs + HOUR);
    const times = recordsOf(bench, "dose.reminded").map(({ civilMs = 0 }) => civilMs);
    const gaps = times.slice(1).map((ms, at) => ms - (times[at] ?? 0));
    expect(new Set(gaps)).toEqual(new Set([7 * MINUTE]));
  });

  test("keep the repeat of the configuration over a power cut", () => {
    const bench = remindedBy({ ...ALL_ON, repeatMin: 7 });
    bench.cutPower();
    bench.boot();
    bench.advance(HOUR);
    const times = recordsOf(bench, "dose.reminded").map(({ civilMs = 0 }) => civilMs);
    expect((times.at(-1) ?? 0) - (times.at(-2) ?? 0)).toBe(7 * MINUTE);
  });

  test("are light alone after the last round", () => {
    const bench = remindedBy({ ...ALL_ON, roundsMax: 2 });
    expect(bench.signal?.sound).toBe(2);
    bench.advanceTo(FIRST.dueMs + 8 * MINUTE);
    expect(bench.signal?.sound).toBe(3);
    bench.advanceTo(FIRST.dueMs + 13 * MINUTE);
    expect(bench.signal).toMatchObject({ light: "blink", sound: 0 });
    expect(bench.signal?.speech).toBeUndefined();
  });

  test("are light alone in quiet hours, and all of them from their end on", () => {
    const bench = remindedBy({ ...ALL_ON, quietFromMin: 22 * 60, quietUntilMin: 8 * 60 + 8 });
    expect(bench.signal).toEqual({ type: "signal.show", light: "blink", sound: 0 });
    bench.advanceTo(FIRST.dueMs + 8 * MINUTE);
    expect(bench.signal).toMatchObject({ sound: 3, text: "press", speech: "press" });
  });

  test("fall silent in mid-round when quiet hours begin", () => {
    const from = 8 * 60 + 3;
    const bench = usedRoll(E300);
    const reminding = { ...ALL_ON, quietFromMin: from, quietUntilMin: 9 * 60 };
    bench.input({ type: "config.received", config: { version: 9, reminding } });
    bench.advanceTo(FIRST.dueMs + 3 * MINUTE - 1);
    expect(bench.signal?.sound).toBeGreaterThan(0);
    bench.advanceTo(FIRST.dueMs + 3 * MINUTE);
    expect(bench.signal).toEqual({ type: "signal.show", light: "blink", sound: 0 });
    bench.advanceTo(FIRST.dueMs + HOUR + 3 * MINUTE);
    expect(bench.signal?.sound).toBeGreaterThan(0);
  });

  test("do not silence the alarm of a mechanism that is stuck", () => {
    const bench = usedBench();
    const reminding = { ...TRAY_ON, sound: 0, quietFromMin: 0, quietUntilMin: 1_439 } as const;
    bench.input({ type: "config.received", config: { version: 9, reminding } });
    bench.fates = ["stuck"];
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(bench.cycle).toBe("stopped");
    expect(bench.signal).toMatchObject({ light: "blink", sound: 10 });
  });

  test("are told as given only when there is something to be seen or heard", () => {
    const bench = usedBench();
    const quiet = { quietFromMin: 7 * 60, quietUntilMin: 9 * 60 };
    const reminding = { ...TRAY_ON, light: 0, ...quiet } as const;
    bench.input({ type: "config.received", config: { version: 9, reminding } });
    bench.advanceTo(FIRST.dueMs + HOUR - MINUTE);
    expect(recordsOf(bench, "dose.reminded")).toEqual([]);
    bench.advanceTo(FIRST.dueMs + HOUR + 20 * MINUTE);
    expect(recordsOf(bench, "dose.reminded").length).toBeGreaterThan(0);
  });

  test.each([
    ["speech where there is none", { ...TRAY_ON, speech: 1 }, "reminding.speech: found 1"],
    ["nothing at all", { light: 0, sound: 0, speech: 0, text: 0 }, "reminding: found all off"],
    [
      "rounds that run into each other",
      { ...TRAY_ON, repeatMin: 5 },
      "reminding.repeatMin: found 5",
    ],
    ["half of the quiet hours", { ...TRAY_ON, quietFromMin: 60 }, "found 60 to nothing"],
    [
      "quiet hours without length",
      { ...TRAY_ON, quietFromMin: 60, quietUntilMin: 60 },
      "found 60 to 60",
    ],
  ] as const)("are refused with %s, and nothing changes", (_what, reminding, detail) => {
    const bench = usedBench();
    const before = bench.state?.reminding;
    bench.input({ type: "config.received", config: { version: 9, reminding } });
    expect(bench.reports.at(-1)).toMatchObject({ version: 1, result: "refused" });
    expect(bench.reports.at(-1)?.detail).toContain(detail);
    expect(bench.state?.reminding).toBe(before);
  });

  test("of a roll without speech are sound, light and text", () => {
    const bench = offeredRoll(MEDIDO);
    bench.advance(MINUTE / 2);
    expect(bench.signal).toEqual({ type: "signal.show", light: "blink", sound: 5, text: "press" });
  });
});

describe("every mechanism", () => {
  test.each(Object.values(MECHANISMS).map((mechanism) => [mechanism.kind, mechanism] as const))(
    "%s waits between rounds by a figure that the configuration can set",
    (kind, mechanism) => {
      const profile = PROFILES.find((one) => mechanismOf(one.mechanism.value)?.kind === kind);
      if (profile === undefined) throw new Error(`no product has a ${kind}`);
      const figures = mechanism.freshContext(profile)[mechanism.figuresKey];
      const { repeatMinutes, roundMinutes } = profile.reminder;
      expect(figures).toMatchObject({
        reminderRestMs: (repeatMinutes.value - roundMinutes.value) * MINUTE,
      });
    },
  );
});
