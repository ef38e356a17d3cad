import { describe, expect, test } from "vitest";
import {
  check,
  HOUR,
  MONDAY_MS,
  messagesOf,
  onlyViolation,
  plan,
} from "../../../support/checked.ts";
import { DeviceStory } from "../../../support/device-story.ts";

const NOWHERE = { slot: 0, mechanism: 0, drawer: 0, user: 0, "reject-store": 0, staff: 0 };

function loaded(): DeviceStory {
  return new DeviceStory("tray-1", MONDAY_MS).begin(plan(), 28).wait(HOUR);
}

describe("S5", () => {
  test("holds when a count finds what was loaded and moved", () => {
    const story = loaded().plant({ type: "moved", from: "slot", to: "staff", doses: 28, slot: 0 });
    story.plant({ type: "loaded", doses: 14 });
    story.plant({ type: "counted", places: { ...NOWHERE, slot: 14, staff: 28 } });
    const reports = check(story.observations(), story.nowMs);
    expect(messagesOf(reports)).toEqual([]);
    expect(reports.S5.made).toBe(2);
  });

  test("fires when a dose is gone", () => {
    const story = loaded().plant({ type: "counted", places: { ...NOWHERE, slot: 27 } });
    expect(onlyViolation("S5", story)).toBe(
      "tray-1: the count at 2026-03-02T00:00:00.000Z finds 27 for 28 in slot doses",
    );
  });

  test("fires when a dose comes from nowhere", () => {
    const story = loaded().plant({
      type: "moved",
      from: "drawer",
      to: "reject-store",
      doses: 1,
      slot: 0,
    });
    expect(onlyViolation("S5", story)).toContain("which leaves -1 in drawer");
  });

  test("takes a count before anything else for the opening balance", () => {
    const story = new DeviceStory("tray-1", MONDAY_MS);
    story.plant({ type: "counted", places: { ...NOWHERE, slot: 12 } });
    story.plant({ type: "moved", from: "slot", to: "staff", doses: 12, slot: 0 });
    story.plant({ type: "counted", places: { ...NOWHERE, staff: 12 } });
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });
});
