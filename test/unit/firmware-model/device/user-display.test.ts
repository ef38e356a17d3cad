import type { ProductProfile } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import { ask, lastAnswer } from "../../../support/firmware-model/asking.ts";
import { PILLY, TrayBench } from "../../../support/firmware-model/tray-bench.ts";
import {
  active,
  FIRST,
  follow,
  MINUTE,
  raised,
  recordsOf,
  storyPlan,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";

const { "1.4": _noMessages, ...unreachableAlerts } = PILLY.unreachableAlerts;
/** A tray with a display. */
const WITH_DISPLAY: ProductProfile = {
  ...PILLY,
  product: "tray-with-display",
  unreachableAlerts,
  unsupportedCommands: {},
};

function benchWithDisplay(): TrayBench {
  const bench = new TrayBench(WITH_DISPLAY);
  bench.boot("first-boot");
  bench.advance(1_000);
  bench.load(28);
  bench.advance(1_000);
  follow(bench, storyPlan(), 1);
  return bench;
}

describe("a message to the user", () => {
  test("is shown until it is confirmed, which is dispense event 3", () => {
    const bench = benchWithDisplay();
    const commandId = ask(bench, "message-to-user", { actor: "next-of-kin", text: "Call me." });
    expect(bench.signal).toMatchObject({ text: "Call me.", light: "steady" });
    bench.advance(10 * MINUTE);
    bench.input({ type: "message.confirmed" });
    bench.input({ type: "message.confirmed" });
    expect(bench.signal).toEqual({ type: "signal.show", light: "off", sound: 0 });
    expect(recordsOf(bench, "message.acknowledged")).toEqual([
      expect.objectContaining({ commandId, dispense: "3", actor: "user" }),
    ]);
    bench.advance(180 * MINUTE);
    expect(raised(bench)).not.toContain("1.4");
  });

  test("that nobody reads raises 1.4 once, also over a power cut, and reading it clears that", () => {
    const bench = benchWithDisplay();
    ask(bench, "message-to-user", { text: "Call me." });
    bench.advance(60 * MINUTE);
    bench.cutPower();
    bench.boot();
    bench.advance(120 * MINUTE);
    expect(active(bench)).toContain("1.4");
    bench.input({ type: "message.confirmed" });
    expect(active(bench)).not.toContain("1.4");
    expect(raised(bench).filter((code) => code === "1.4")).toHaveLength(1);
  });

  test("is busy while another waits, and takes its place once that was told as not read", () => {
    const bench = benchWithDisplay();
    ask(bench, "message-to-user", { text: "First" });
    ask(bench, "message-to-user", { text: "Second" });
    expect(lastAnswer(bench)).toBe("busy");
    bench.advance(121 * MINUTE);
    ask(bench, "message-to-user", { text: "Third" });
    expect(bench.signal?.text).toBe("Third");
    expect(active(bench)).not.toContain("1.4");
  });

  test("stays in sight while a dose is called, and never stands in the journal", () => {
    const bench = benchWithDisplay();
    bench.advanceTo(FIRST.dueMs - MINUTE);
    ask(bench, "message-to-user", { text: "Sentinel" });
    bench.advance(2 * MINUTE);
    expect(bench.signal).toMatchObject({ light: "blink", text: "Sentinel" });
    expect(JSON.stringify(bench.records)).not.toContain("Sentinel");
  });
});

describe("the volume", () => {
  test("R-4: bounds every sound from now on, also after a power cut", () => {
    const bench = usedBench();
    ask(bench, "set-volume", { actor: "user", volume: 2 });
    bench.cutPower();
    bench.boot();
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(bench.signal).toMatchObject({ light: "blink", sound: 2 });
    ask(bench, "set-volume", { volume: 10 });
    expect(bench.signal?.sound).toBe(4);
    expect(recordsOf(bench, "command.handled")).toHaveLength(2);
  });
});
