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

function begun(): DeviceStory {
  return new DeviceStory("tray-1", MONDAY_MS).begin(plan());
}

describe("S2", () => {
  test("fires when a dose is offered before its window opens", () => {
    const story = begun()
      .until(MONDAY_MS + 8 * HOUR - 10_000)
      .offer(MORNING, 0);
    story.until(MONDAY_MS + 9 * HOUR).take(MORNING, 0);
    const message = onlyViolation("S2", story);
    expect(message).toContain(
      "tray-1: movement tray.offer made dose morning/2026-03-02 accessible",
    );
    expect(message).toContain("at 2026-03-02T06:59:50.000Z, outside its window from");
    expect(message).toContain(
      "from 2026-03-02T07:00:00.000Z until before 2026-03-02T09:00:00.000Z",
    );
  });

  test("fires when a dose is released at the very instant its window closes", () => {
    const story = begun()
      .until(MONDAY_MS + 8 * HOUR)
      .offer(MORNING, 0);
    story.until(MONDAY_MS + 10 * HOUR).records({ kind: "dose.released", doseId: MORNING });
    story.close(MORNING, { outcome: "retrieved" });
    expect(onlyViolation("S2", story)).toContain("was released (record");
  });

  test("accepts a release one millisecond before the window closes", () => {
    const story = begun()
      .until(MONDAY_MS + 8 * HOUR)
      .offer(MORNING, 0);
    story.until(MONDAY_MS + 10 * HOUR - 1).records({ kind: "dose.released", doseId: MORNING });
    story.close(MORNING, { outcome: "retrieved" });
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("judges by the device clock and not by true time", () => {
    const story = begun();
    story.clockOffsetMs = 5 * MINUTE;
    story
      .until(MONDAY_MS + 8 * HOUR - 5 * MINUTE)
      .offer(MORNING, 0)
      .wait(MINUTE)
      .take(MORNING, 0);
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("lets a dose end in the window in which it was opened when a new plan moves it", () => {
    const story = begun()
      .until(MONDAY_MS + 8 * HOUR)
      .offer(MORNING, 0)
      .wait(MINUTE);
    const entries = [entry("morning", 12)];
    story.tell({ seen: "plan", plan: plan({ revision: 2, entries }) });
    story.wait(MINUTE).take(MORNING, 0);
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("fires when a dose is opened at its old time after a new plan moved it", () => {
    const story = begun().until(MONDAY_MS + 7 * HOUR);
    story.tell({ seen: "plan", plan: plan({ revision: 2, entries: [entry("morning", 12)] }) });
    story.until(MONDAY_MS + 9 * HOUR).records({ kind: "dose.offering", doseId: MORNING });
    story.effect({ type: "motion.start", motion: "tray.offer", slot: 0 });
    expect(onlyViolation("S2", story, { endMs: story.nowMs })).toContain(
      "outside its window from 2026-03-02T11:00:00.000Z",
    );
  });

  test("fires when a dose is opened once more at its old time after a new plan moved it", () => {
    const story = begun()
      .until(MONDAY_MS + 8 * HOUR)
      .offer(MORNING, 0)
      .motion("tray.close", 0);
    story.tell({ seen: "plan", plan: plan({ revision: 2, entries: [entry("morning", 12)] }) });
    story.wait(MINUTE).offer(MORNING, 0);
    expect(onlyViolation("S2", story, { endMs: story.nowMs })).toContain("outside its window");
  });

  test("takes an outcome for a release where no release was told before", () => {
    const story = begun()
      .until(MONDAY_MS + 8 * HOUR)
      .offer(MORNING, 0);
    story.until(MONDAY_MS + 10 * HOUR).close(MORNING, { outcome: "retrieved" });
    expect(onlyViolation("S2", story)).toContain("outside its window");
  });

  test("fires when a dose is opened that no plan has", () => {
    const story = begun()
      .until(MONDAY_MS + 8 * HOUR)
      .offer("noon/2026-03-02", 0);
    const reports = check(story.observations(), story.nowMs);
    expect(reports.S2.violations[0]?.message).toContain("no plan has that dose");
  });

  test("lets staff release a dose ahead", () => {
    const story = begun().until(MONDAY_MS + 6 * HOUR);
    story.close(MORNING, { outcome: "withheld", reason: "paused" }).until(MONDAY_MS + 15 * HOUR);
    story.input({ type: "button.pressed", actor: "staff" });
    story.offer(EVENING, 1, { actor: "staff" }).wait(MINUTE);
    story.plant({ type: "moved", from: "slot", to: "user", doses: 1, slot: 1 });
    story.records({ kind: "dose.released", doseId: EVENING, actor: "staff" });
    story.close(EVENING, { outcome: "released-ahead", actor: "staff" });
    const reports = check(story.observations(), story.nowMs);
    expect(messagesOf(reports)).toEqual([]);
    expect(reports.S2.made).toBe(1);
  });

  test("fires when a dose is released ahead and nobody asked for it", () => {
    const story = begun().until(MONDAY_MS + 6 * HOUR);
    story.close(MORNING, { outcome: "released-ahead" });
    expect(onlyViolation("S2", story)).toContain("released ahead at 2026-03-02T05:00:00.000Z");
  });

  test.each(["temporary-stop", "ended"] as const)(
    "fires when a dose that somebody asked for is opened in %s",
    (mode) => {
      const story = begun().until(MONDAY_MS + 6 * HOUR);
      story.records({ kind: "mode.changed", mode, actor: "staff" });
      story.wait(MINUTE).offer(MORNING, 0, { actor: "staff" });
      const [violation] = check(story.observations(), story.nowMs).S2.violations;
      expect(violation?.message).toContain(`but the service is in ${mode} since`);
    },
  );

  test("judges as usual again once a pause is over", () => {
    const story = begun().until(MONDAY_MS + 6 * HOUR);
    story.records({ kind: "mode.changed", mode: "temporary-stop", actor: "staff" });
    story.wait(MINUTE).records({ kind: "mode.changed", mode: "daily-use", actor: "staff" });
    story.until(MONDAY_MS + 8 * HOUR).offer(MORNING, 0);
    expect(check(story.observations(), story.nowMs).S2.violations).toEqual([]);
  });

  test("holds no pause against a device whose storage forgot it", () => {
    const story = begun().until(MONDAY_MS + 6 * HOUR);
    const [pause] = story.records({ kind: "mode.changed", mode: "temporary-stop", actor: "staff" });
    const { epoch, seq } = pause ?? { epoch: 0, seq: 0 };
    story.tell({ seen: "forgotten", epoch, fromSeq: seq, throughSeq: seq });
    story.until(MONDAY_MS + 8 * HOUR).offer(MORNING, 0);
    expect(check(story.observations(), story.nowMs).S2.violations).toEqual([]);
  });

  test("holds no end of service against a device that was reset since", () => {
    const story = begun().until(MONDAY_MS + 6 * HOUR);
    const [end] = story.records({ kind: "mode.changed", mode: "ended", actor: "staff" });
    const epoch = (end?.epoch ?? 0) + 1;
    story.until(MONDAY_MS + 8 * HOUR).offer(MORNING, 0, { epoch });
    expect(check(story.observations(), story.nowMs).S2.violations).toEqual([]);
  });
});
