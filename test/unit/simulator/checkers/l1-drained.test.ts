import { FLEET } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import {
  check,
  HOUR,
  MINUTE,
  MONDAY_MS,
  messagesOf,
  onlyViolation,
  plan,
} from "../../../support/checked.ts";
import { DeviceStory } from "../../../support/device-story.ts";

const NO_DOSES = plan({ entries: [] });

function begun(): DeviceStory {
  return new DeviceStory("tray-1", MONDAY_MS).begin(NO_DOSES).wait(HOUR);
}

describe("L1", () => {
  test("fires when a record is not committed two hours after the last fault", () => {
    const story = begun().tell({ seen: "fault", fault: "link-cut", active: true });
    story.linkUp = false;
    story.records({ kind: "mains.lost" });
    story.wait(HOUR).tell({ seen: "fault", fault: "link-cut", active: false });
    story.wait(2 * HOUR).input({ type: "mains.restored" });
    expect(onlyViolation("L1", story, { endMs: story.nowMs, drained: false })).toBe(
      "tray-1: record 3 of epoch 7, older than 2026-03-02T01:00:00.000Z, is not committed at 2026-03-02T03:00:00.000Z",
    );
  });

  test("waits two hours after the last fault", () => {
    const story = begun().tell({ seen: "fault", fault: "link-cut", active: true });
    story.linkUp = false;
    story.records({ kind: "mains.lost" });
    story.wait(HOUR).tell({ seen: "fault", fault: "link-cut", active: false });
    story.wait(2 * HOUR - 10_000).deliver();
    expect(messagesOf(check(story.observations(), story.nowMs + HOUR))).toEqual([]);
  });

  test("starts the wait anew when a fault strikes all", () => {
    const story = begun();
    story.linkUp = false;
    story.records({ kind: "mains.lost" });
    const fault = { seen: "fault", fault: "gateway-outage", deviceId: FLEET } as const;
    const observations = [
      ...story.observations(),
      { ...fault, active: true, trueMs: story.nowMs + HOUR },
      { ...fault, active: false, trueMs: story.nowMs + 2 * HOUR },
    ];
    const options = { drained: false };
    expect(messagesOf(check(observations, story.nowMs + 3 * HOUR, options))).toEqual([]);
    expect(check(observations, story.nowMs + 3 * HOUR).L1.violated).toBe(1);
  });

  test("gives a sleeping product one contact interval more", () => {
    const story = begun();
    story.linkUp = false;
    story.records({ kind: "mains.lost" });
    for (let hour = 0; hour < 4; hour += 1) story.wait(HOUR).input({ type: "mains.restored" });
    const options = { drained: false, contactIntervalMs: () => 24 * HOUR };
    expect(messagesOf(check(story.observations(), story.nowMs, options))).toEqual([]);
    expect(check(story.observations(), story.nowMs, { drained: false }).L1.violated).toBe(1);
  });

  test("fires when something is left at the end of a drained run", () => {
    const story = begun();
    story.linkUp = false;
    story.records({ kind: "mains.lost" });
    expect(onlyViolation("L1", story, { endMs: story.nowMs + MINUTE })).toContain(
      "record 3 of epoch 7",
    );
  });

  test("excuses a device whose fault is still active at the end", () => {
    const story = begun().tell({ seen: "fault", fault: "link-cut", active: true });
    story.linkUp = false;
    story.records({ kind: "mains.lost" });
    expect(check(story.observations(), story.nowMs + HOUR).L1.violated).toBe(0);
  });

  test("fires beside S3 when a dose is left without an outcome", () => {
    const story = new DeviceStory("tray-1", MONDAY_MS).begin(plan());
    story.until(MONDAY_MS + 12 * HOUR);
    const { L1 } = check(story.observations(), story.nowMs);
    expect(L1.violations.map(({ message }) => message)).toEqual([
      "tray-1: dose morning/2026-03-02, late limit 2026-03-02T09:00:00.000Z, has no outcome at 2026-03-02T11:00:00.000Z",
    ]);
  });
});
