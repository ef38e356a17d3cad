import { actionOfKey, CONSOLE_ACTIONS, CONSOLE_KEYS, isConsoleAction } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

const AT_REST = { isTilted: false, isLidOpen: false, isPowered: true, isLinkCut: false };
const UPSET = { isTilted: true, isLidOpen: true, isPowered: false, isLinkCut: true };

describe("a key at the console", () => {
  it("means an action, for each that is shown", () => {
    for (const { key } of CONSOLE_KEYS) {
      expect(isConsoleAction(actionOfKey(key, AT_REST) ?? "")).toBe(true);
    }
  });

  it.each([
    ["t", "tilt", "right"],
    ["l", "open-lid", "close-lid"],
    ["L", "force-lid", "close-lid"],
    ["m", "pull-power", "give-power"],
    ["n", "cut-link", "heal-link"],
    ["b", "press", "press"],
    ["k", "take", "take"],
  ])("%s does %s, and %s when that is done already", (key, first, second) => {
    expect([actionOfKey(key, AT_REST), actionOfKey(key, UPSET)]).toEqual([first, second]);
  });

  it("means nothing if it is another", () => {
    for (const key of ["", "x", "B", "toString", "\u001b"]) {
      expect(actionOfKey(key, AT_REST)).toBeUndefined();
    }
  });

  it("can do whatever a script can", () => {
    const byKey = CONSOLE_KEYS.flatMap(({ key }) => [
      actionOfKey(key, AT_REST),
      actionOfKey(key, UPSET),
    ]);
    expect(new Set(byKey)).toEqual(new Set(Object.keys(CONSOLE_ACTIONS)));
  });
});
