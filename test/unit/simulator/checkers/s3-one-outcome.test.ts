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

const LATE_MS = MONDAY_MS + 10 * HOUR;

function begun(): DeviceStory {
  return new DeviceStory("tray-1", MONDAY_MS).begin(plan());
}

function offered(): DeviceStory {
  return begun()
    .until(MONDAY_MS + 8 * HOUR)
    .offer(MORNING, 0);
}

describe("S3", () => {
  test("fires when a dose has no outcome ten minutes after its late limit", () => {
    const story = offered()
      .until(LATE_MS + 5 * MINUTE)
      .input({ type: "mains.lost" });
    story.until(LATE_MS + 11 * MINUTE);
    const message = onlyViolation("S3", story, { endMs: story.nowMs, drained: false });
    expect(message).toBe(
      "tray-1: dose morning/2026-03-02 has no outcome 10 minutes of running, trusted time after its late limit 2026-03-02T09:00:00.000Z",
    );
  });

  test("does not judge a dose whose ten minutes are not over", () => {
    const story = offered();
    const { S3 } = check(story.observations(), LATE_MS + 10 * MINUTE);
    expect(S3).toMatchObject({ made: 0, violated: 0 });
  });

  test("fires when the outcome comes too late", () => {
    const story = offered()
      .until(LATE_MS + 5 * MINUTE)
      .input({ type: "mains.lost" });
    story.until(LATE_MS + 10 * MINUTE + 1_000);
    story.close(MORNING, { outcome: "missed" });
    expect(onlyViolation("S3", story)).toContain("has no outcome 10 minutes");
  });

  test("lets an outcome that storage forgot be followed by uncertain, once, and by nothing else", () => {
    const forgetful = () => {
      const story = offered().take(MORNING, 0);
      const { epoch, seq } = story;
      return story.tell({ seen: "forgotten", epoch, fromSeq: seq, throughSeq: seq });
    };
    const uncertain = forgetful().close(MORNING, { outcome: "uncertain" });
    expect(check(uncertain.observations(), uncertain.nowMs).S3.violated).toBe(0);
    uncertain.close(MORNING, { outcome: "uncertain" });
    expect(check(uncertain.observations(), uncertain.nowMs).S3.violated).toBe(1);
    const missed = forgetful().close(MORNING, { outcome: "missed" });
    expect(check(missed.observations(), missed.nowMs).S3.violated).toBe(1);
  });

  test("lets a dose be prevented whose offer storage forgot, until it is offered again", () => {
    const forgetful = () => {
      const story = offered();
      const { epoch, seq } = story;
      return story.tell({ seen: "forgotten", epoch, fromSeq: seq, throughSeq: seq });
    };
    const prevented = { outcome: "prevented", reason: "window-passed-while-off" } as const;
    const unknown = forgetful().close(MORNING, prevented);
    expect(check(unknown.observations(), unknown.nowMs).S3.violated).toBe(0);
    const again = forgetful().offer(MORNING, 0).close(MORNING, prevented);
    expect(check(again.observations(), again.nowMs).S3.violated).toBe(1);
    const known = offered().close(MORNING, prevented);
    expect(check(known.observations(), known.nowMs).S3.violated).toBe(1);
  });

  test("counts only the time in which the device runs with a set clock", () => {
    const story = offered()
      .until(LATE_MS + 5 * MINUTE)
      .powerCut(3 * HOUR);
    story.wait(4 * MINUTE).close(MORNING, { outcome: "uncertain" });
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("does not count time with a clock that is too far off to be trusted", () => {
    const story = offered().until(LATE_MS - HOUR);
    story.clockErrorMs = 11 * MINUTE;
    story.records({ kind: "mains.lost" });
    story.until(LATE_MS + 3 * HOUR).clockErrorMs = 0;
    story.records({ kind: "mains.restored" });
    story.wait(9 * MINUTE).close(MORNING, { outcome: "missed" });
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("does not count time in which no record can be written", () => {
    const story = offered().until(LATE_MS - HOUR);
    const retry = () => story.input({ type: "journal.failed", lastSeq: story.seq });
    for (retry(); story.nowMs < LATE_MS + 3 * HOUR; retry()) {
      story.wait(7 * MINUTE).effect({ type: "signal.show", light: "off", sound: 0 });
    }
    story.wait(MINUTE).records({ kind: "mains.lost" });
    story.wait(9 * MINUTE).close(MORNING, { outcome: "missed" });
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("counts again once a record was written", () => {
    const story = offered().until(LATE_MS - HOUR);
    story.input({ type: "journal.failed", lastSeq: story.seq });
    story.until(LATE_MS + HOUR).records({ kind: "mains.lost" });
    story
      .wait(5 * MINUTE)
      .input({ type: "mains.restored" })
      .wait(6 * MINUTE);
    expect(onlyViolation("S3", story, { endMs: story.nowMs, drained: false })).toContain(MORNING);
  });

  test("lets a dose end under its old window when a new plan has it earlier", () => {
    const story = offered().wait(MINUTE);
    const entries = [entry("morning", 6, { lateMin: 30 })];
    story.tell({ seen: "plan", plan: plan({ revision: 2, entries }) });
    story.until(LATE_MS + 9 * MINUTE).close(MORNING, { outcome: "missed" });
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("holds the time before an outage against the device", () => {
    const story = offered().until(LATE_MS + 5 * MINUTE);
    story.records({ kind: "mains.lost" });
    story
      .powerCut(3 * HOUR)
      .wait(6 * MINUTE)
      .close(MORNING, { outcome: "uncertain" });
    expect(onlyViolation("S3", story)).toContain("has no outcome");
  });

  test("knows doses whose whole window passed while the device was off", () => {
    const story = begun()
      .until(MONDAY_MS + 7 * HOUR)
      .powerCut(4 * HOUR)
      .wait(11 * MINUTE);
    expect(onlyViolation("S3", story, { endMs: story.nowMs, drained: false })).toContain(MORNING);
  });

  test("fires when a dose gets a second outcome", () => {
    const story = offered().wait(MINUTE).take(MORNING, 0);
    story.wait(MINUTE).close(MORNING, { outcome: "missed" });
    expect(onlyViolation("S3", story)).toMatch(
      /gives it the outcome missed, but record \d+ at 2026/,
    );
  });

  test.each([
    [
      "an outcome for a dose that no plan has",
      "noon/2026-03-02",
      { outcome: "withheld", reason: "paused" },
    ],
    ["a miss of a dose that was never offered", "evening/2026-03-02", { outcome: "missed" }],
    ["a prevention without a reason", "evening/2026-03-02", { outcome: "prevented" }],
    ["a close without an outcome", "evening/2026-03-02", {}],
  ] as const)("fires on %s", (_, doseId, told) => {
    const story = begun()
      .until(MONDAY_MS + 6 * HOUR)
      .close(doseId, told);
    expect(onlyViolation("S3", story)).toContain(doseId);
  });

  test("fires when a dose that was offered is called prevented", () => {
    const story = offered().close(MORNING, { outcome: "prevented", reason: "jam" });
    expect(onlyViolation("S3", story)).toContain("says prevented, but it was offered");
  });

  test("fires when a correction refers to a record that gave no outcome", () => {
    const story = offered().close(MORNING, { outcome: "uncertain" });
    story.records({ kind: "dose.corrected", doseId: MORNING, outcome: "retrieved", refersTo: 2 });
    expect(onlyViolation("S3", story)).toContain("corrects record 2");
  });

  test("accepts a correction of a correction", () => {
    const story = offered().close(MORNING, { outcome: "uncertain" });
    for (const outcome of ["missed", "retrieved"] as const) {
      story.records({ kind: "dose.corrected", doseId: MORNING, outcome, refersTo: story.seq });
    }
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("asks for no outcome of doses that a new plan took away before their window", () => {
    const story = begun().until(MONDAY_MS + 7 * HOUR);
    story.tell({ seen: "plan", plan: plan({ revision: 2, entries: [] }) });
    story.until(LATE_MS + HOUR).records({ kind: "mains.lost" });
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("keeps asking for a dose whose window was open when a new plan dropped it", () => {
    const story = offered();
    story.tell({ seen: "plan", plan: plan({ revision: 2, entries: [] }) });
    story.until(LATE_MS + 5 * MINUTE).input({ type: "mains.lost" });
    story.until(LATE_MS + 11 * MINUTE);
    expect(onlyViolation("S3", story, { endMs: story.nowMs, drained: false })).toContain(MORNING);
  });
});
