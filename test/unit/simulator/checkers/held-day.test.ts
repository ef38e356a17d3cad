import { allCheckers, heldBy } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { check, HOUR, MINUTE, MONDAY_MS, messagesOf, plan } from "../../../support/checked.ts";
import { DeviceStory } from "../../../support/device-story.ts";

/** A day with a dose taken, a night press, a dose missed, and its alert handled. */
function goodDay(): DeviceStory {
  const story = new DeviceStory("tray-1", MONDAY_MS).begin(plan());
  story.until(MONDAY_MS + 3 * HOUR).input({ type: "button.pressed", actor: "user" });
  story.until(MONDAY_MS + 8 * HOUR).offer("morning/2026-03-02", 0);
  story.wait(20 * MINUTE).take("morning/2026-03-02", 0);
  story.until(MONDAY_MS + 20 * HOUR).offer("evening/2026-03-02", 1);
  story.until(MONDAY_MS + 22 * HOUR).motion("tray.close", 1);
  story.close("evening/2026-03-02", { outcome: "missed", evidence: "presented" });
  story.handle(story.alert("1.1", 30));
  story.plant({
    type: "counted",
    places: { slot: 27, mechanism: 0, drawer: 0, user: 1, "reject-store": 0, staff: 0 },
  });
  return story;
}

describe("a day on which everything holds", () => {
  const endMs = MONDAY_MS + 26 * HOUR;

  test("violates no rule", () => {
    expect(messagesOf(check(goodDay().observations(), endMs))).toEqual([]);
  });

  test.each(["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "L1", "L2"] as const)(
    "puts %s to the test",
    (id) => {
      expect(heldBy(check(goodDay().observations(), endMs)[id])).toBe("held");
    },
  );

  test("counts what truly left the locked part beside S1", () => {
    const { S1 } = check(goodDay().observations(), endMs);
    expect(S1.counted).toEqual({ "doses that truly left the locked part": 1 });
  });
});

describe("a run in which nothing happens", () => {
  test.each(allCheckers().map((checker) => checker.id))("leaves %s not tested", (id) => {
    const report = check([], MONDAY_MS)[id];
    expect(report.made).toBe(0);
    expect(heldBy(report)).toBe("not tested");
  });
});
