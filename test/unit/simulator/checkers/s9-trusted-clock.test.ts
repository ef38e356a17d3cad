import { instant } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import {
  check,
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

function begun(): DeviceStory {
  return new DeviceStory("tray-1", MONDAY_MS).begin(plan()).until(MONDAY_MS + 8 * HOUR);
}

/** The clock is lost and found in the window of a dose. */
function clockLost(): DeviceStory {
  const story = begun();
  story.clockOffsetMs = undefined;
  story.records({ kind: "clock.stepped" });
  story.wait(MINUTE).clockOffsetMs = 0;
  story.records({ kind: "clock.synced" });
  return story;
}

const REFUSED = { outcome: "prevented", reason: "clock-untrusted" } as const;

describe("S9", () => {
  test("fires when a dose is offered with an unset clock", () => {
    const story = begun();
    story.clockOffsetMs = undefined;
    story.records({ kind: "dose.offering", doseId: MORNING });
    expect(onlyViolation("S9", story, { endMs: story.nowMs })).toBe(
      "tray-1: record 3 offers dose morning/2026-03-02 at true time 2026-03-02T07:00:00.000Z while the clock was unset",
    );
  });

  test("fires when a dose is offered with a clock error beyond the limit", () => {
    const story = begun();
    story.clockErrorMs = 10 * MINUTE + 1;
    story.offer(MORNING, 0);
    expect(onlyViolation("S9", story, { endMs: story.nowMs })).toContain(
      "movement tray.offer made medicine accessible at 2026-03-02T07:00:00.000Z with an estimated clock error of 600001 ms, more than 600000 ms",
    );
  });

  test("lets the run set the limit", () => {
    const story = begun();
    story.clockErrorMs = 10 * MINUTE + 1;
    story.offer(MORNING, 0);
    const options = { clockErrorMaxMs: 15 * MINUTE };
    expect(messagesOf(check(story.observations(), story.nowMs, options))).toEqual([]);
  });

  test("fires when no alert tells of a refusal", () => {
    const story = clockLost().close(MORNING, REFUSED);
    expect(onlyViolation("S9", story)).toContain(
      "was refused for its clock at 2026-03-02T07:01:00",
    );
  });

  test("sees an untrusted clock in whatever a device does", () => {
    const story = begun();
    story.clockErrorMs = HOUR;
    story.effect({ type: "timer.cancel", slot: "reminder" }).wait(15 * MINUTE);
    story.clockErrorMs = 0;
    story.effect({ type: "timer.cancel", slot: "reminder" }).close(MORNING, REFUSED);
    expect(onlyViolation("S9", story)).toContain("no alert 1.5 or 1.14 tells of it");
  });

  test("counts from when a window opens by its plan, not from when its dose is due", () => {
    const story = new DeviceStory("tray-1", MONDAY_MS)
      .begin(plan({ entries: [entry("morning", 8, { earlyMin: 60 }), entry("evening", 20)] }))
      .until(MONDAY_MS + 7 * HOUR + 10 * MINUTE);
    story.clockOffsetMs = undefined;
    story.records({ kind: "clock.stepped" });
    story.wait(MINUTE).clockOffsetMs = 0;
    story.records({ kind: "clock.synced" });
    story.until(MONDAY_MS + 8 * HOUR);
    story.close(MORNING, { ...REFUSED, dueMs: instant(MONDAY_MS + 8 * HOUR) });
    expect(onlyViolation("S9", story)).toContain("no alert 1.5 or 1.14 tells of it");
  });

  test.each(["1.5", "1.14"] as const)("accepts alert %s within ten minutes", (alert) => {
    const story = clockLost()
      .close(MORNING, REFUSED)
      .wait(9 * MINUTE);
    story.handle(story.alert(alert, 30));
    const { S9 } = check(story.observations(), story.nowMs);
    expect(S9).toMatchObject({ made: 2, violated: 0 });
  });

  test("accepts an alert that was cleared since the window opened", () => {
    const story = clockLost();
    const alertId = story.alert("1.5", 30);
    story.wait(MINUTE).records({ kind: "alert.cleared", alertId, alert: "1.5" });
    story.wait(MINUTE).close(MORNING, REFUSED);
    expect(messagesOf(check(story.observations(), story.nowMs + HOUR))).toEqual([]);
  });

  test("does not judge a refusal whose ten minutes are not over", () => {
    const story = clockLost().close(MORNING, REFUSED);
    const { S9 } = check(story.observations(), story.nowMs + 10 * MINUTE);
    expect(S9).toMatchObject({ made: 1, violated: 0 });
  });

  test("asks for no alert where the clock was never seen untrusted", () => {
    const story = begun().close(MORNING, REFUSED);
    expect(messagesOf(check(story.observations(), story.nowMs + HOUR))).toEqual([]);
  });

  test("fires when a record under an unset clock claims a civil time", () => {
    const story = begun();
    story.records({ kind: "mains.lost", clock: "unset" });
    expect(onlyViolation("S9", story)).toContain(
      "record 3 (mains.lost) under an unset clock claims the civil time 2026-03-02T07:00:00.000Z",
    );
  });

  test("counts a record that honestly has no civil time", () => {
    const story = begun();
    story.clockOffsetMs = undefined;
    story.records({ kind: "mains.lost" });
    expect(check(story.observations(), story.nowMs).S9).toMatchObject({ made: 1, violated: 0 });
  });
});
