import { describe, expect, test } from "vitest";
import {
  check,
  EVENING,
  entry,
  HOUR,
  MINUTE,
  MONDAY_MS,
  MORNING,
  messagesOf,
  onlyViolation,
  plan,
} from "../../../support/checked.ts";
import { DeviceStory } from "../../../support/device-story.ts";

function begun(changes: Parameters<typeof plan>[0] = {}): DeviceStory {
  return new DeviceStory("tray-1", MONDAY_MS).begin(plan(changes));
}

describe("S8", () => {
  test("fires when a dose is offered again after its outcome", () => {
    const story = begun().until(MONDAY_MS + 8 * HOUR);
    story.close(MORNING, { outcome: "prevented", reason: "jam" });
    story.wait(MINUTE).records({ kind: "dose.offering", doseId: MORNING });
    const message = onlyViolation("S8", story);
    expect(message).toContain(
      "tray-1: dose morning/2026-03-02 was closed as prevented at 2026-03-02T07:00:00",
    );
    expect(message).toContain("but record 4 offers it at 2026-03-02T07:01:00.000Z");
  });

  test("fires when a window that closed during an outage is opened again by a clock set back", () => {
    const story = begun()
      .until(MONDAY_MS + 9 * HOUR)
      .powerCut(90 * MINUTE);
    story.clockOffsetMs = -45 * MINUTE;
    story.wait(MINUTE).records({ kind: "clock.stepped" });
    story.offer(MORNING, 0).wait(MINUTE).take(MORNING, 0);
    const message = onlyViolation("S8", story, { endMs: story.nowMs });
    expect(message).toContain("had its late limit 2026-03-02T09:00:00.000Z in the outage from");
  });

  test("fires when a window closed while the clock was too far off, which the device only showed", () => {
    const story = begun().until(MONDAY_MS + 9 * HOUR + 50 * MINUTE);
    story.clockErrorMs = HOUR;
    story.effect({ type: "timer.cancel", slot: "reminder" }).wait(15 * MINUTE);
    story.clockErrorMs = 0;
    story.effect({ type: "timer.cancel", slot: "reminder" });
    story.clockOffsetMs = -30 * MINUTE;
    story.wait(MINUTE).offer(MORNING, 0).wait(MINUTE).take(MORNING, 0);
    const message = onlyViolation("S8", story, { endMs: story.nowMs });
    expect(message).toContain("had its late limit 2026-03-02T09:00:00.000Z in the outage from");
  });

  test("fires when a window closed between a jump of the clock and the device's next look at it", () => {
    const story = begun().until(MONDAY_MS + 9 * HOUR + 50 * MINUTE);
    story.tell({ seen: "clock-jump" }).wait(15 * MINUTE);
    story.effect({ type: "timer.cancel", slot: "reminder" });
    story.clockOffsetMs = -30 * MINUTE;
    story.wait(MINUTE).offer(MORNING, 0).wait(MINUTE).take(MORNING, 0);
    const message = onlyViolation("S8", story, { endMs: story.nowMs });
    expect(message).toContain("had its late limit 2026-03-02T09:00:00.000Z in the outage from");
  });

  test("lets a dose be offered after an outage within its window", () => {
    const story = begun()
      .until(MONDAY_MS + 8 * HOUR)
      .powerCut(HOUR)
      .offer(MORNING, 0);
    story.wait(MINUTE).take(MORNING, 0);
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("fires when two scheduled releases are closer than the minimum spacing", () => {
    const story = begun({ entries: [entry("morning", 8), entry("evening", 11)] });
    story
      .until(MONDAY_MS + 9 * HOUR + 58 * MINUTE)
      .offer(MORNING, 0)
      .take(MORNING, 0);
    story
      .until(MONDAY_MS + 11 * HOUR)
      .offer(EVENING, 1)
      .take(EVENING, 1);
    const message = onlyViolation("S8", story);
    expect(message).toContain(
      "dose evening/2026-03-02 was released at 2026-03-02T10:00:03.300Z, 62 min after",
    );
    expect(message).toContain("the plan asks for 240");
  });

  test("does not hold a step of the clock against the spacing", () => {
    const story = begun({ entries: [entry("morning", 8), entry("evening", 12)] });
    story
      .until(MONDAY_MS + 8 * HOUR)
      .offer(MORNING, 0)
      .take(MORNING, 0);
    story.clockOffsetMs = -5 * MINUTE;
    story
      .until(MONDAY_MS + 12 * HOUR + 5 * MINUTE)
      .offer(EVENING, 1)
      .take(EVENING, 1);
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("exempts what staff ask for", () => {
    const story = begun()
      .until(MONDAY_MS + 9 * HOUR)
      .offer(MORNING, 0)
      .take(MORNING, 0);
    story.wait(MINUTE).input({ type: "button.pressed", actor: "staff" });
    story.offer(EVENING, 1, { actor: "staff" });
    story.records({ kind: "dose.released", doseId: EVENING, actor: "staff" });
    story.close(EVENING, { outcome: "released-ahead", actor: "staff" });
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });
});
