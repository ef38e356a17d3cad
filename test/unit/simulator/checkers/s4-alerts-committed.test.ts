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

/** A device whose records reach the inbox only by what a test tells. */
function offline(): DeviceStory {
  const story = new DeviceStory("tray-1", MONDAY_MS).begin(plan()).wait(HOUR);
  story.linkUp = false;
  return story;
}

describe("S4", () => {
  test("fires when an alert is never committed", () => {
    const story = offline();
    story.alert("1.12", 10);
    const reports = check(story.observations(), story.nowMs + HOUR);
    expect(reports.S4.violations[0]?.message).toBe(
      "tray-1: alert 1.12 (7-3), record 3 of epoch 7 at 2026-03-02T00:00:00.000Z, durable since 2026-03-02T00:00:00.000Z, was never committed",
    );
    // An alert that never arrives is left behind too, which is for rule L1 to say.
    expect(reports.L1.violated).toBe(1);
  });

  test("asks for no alert that the device's storage forgot, and for all the others", () => {
    const story = offline();
    story.alert("1.12", 10);
    const { epoch, seq } = story;
    story.tell({ seen: "forgotten", epoch, fromSeq: seq, throughSeq: seq });
    expect(check(story.observations(), story.nowMs + HOUR).S4.violated).toBe(0);
    story.alert("1.12", 10);
    expect(check(story.observations(), story.nowMs + HOUR).S4.violated).toBe(1);
  });

  test.each([
    [true, 0],
    [false, 1],
  ])(
    "lets a marker stand for an alert only where storage forgot it: %s",
    (isForgotten, violated) => {
      const story = offline();
      story.deliver();
      const [alert] = story.records({ kind: "alert.raised", alert: "1.12", alertId: "7-3" });
      if (alert === undefined) throw new Error("no record");
      const { epoch, seq } = alert;
      if (isForgotten) story.tell({ seen: "forgotten", epoch, fromSeq: seq, throughSeq: seq });
      const { alert: _, alertId: _id, ...rest } = alert;
      story.tell({ seen: "committed", record: { ...rest, kind: "telemetry.dropped", count: 1 } });
      expect(check(story.observations(), story.nowMs + HOUR).S4.violated).toBe(violated);
    },
  );

  test("fires when an alert is committed twice", () => {
    const story = offline();
    const [record] = story.records({ kind: "alert.raised", alert: "1.12", alertId: "7-3" });
    if (record === undefined) throw new Error("no record");
    story.deliver().wait(MINUTE).tell({ seen: "committed", record });
    expect(onlyViolation("S4", story)).toContain("was committed again at 2026-03-02T00:01:00");
  });

  test("fires when any record is committed twice", () => {
    const story = offline();
    const [record] = story.records({ kind: "mains.lost" });
    if (record === undefined) throw new Error("no record");
    story.deliver().wait(MINUTE).tell({ seen: "committed", record });
    expect(onlyViolation("S4", story)).toContain("mains.lost, record 3 of epoch 7");
  });

  test("fires when an alert arrives with another time", () => {
    const story = offline();
    const [record] = story.records({ kind: "alert.raised", alert: "1.12", alertId: "7-3" });
    if (record === undefined) throw new Error("no record");
    const civilMs = (MONDAY_MS + 2 * HOUR) as typeof record.civilMs & number;
    story.wait(MINUTE).tell({ seen: "committed", record: { ...record, civilMs } });
    expect(onlyViolation("S4", story)).toContain(
      "was committed at 2026-03-02T00:01:00.000Z with another civilMs",
    );
  });

  test("fires when records of one epoch are committed out of order", () => {
    const story = offline();
    const records = story.records({ kind: "mains.lost" }, { kind: "mains.restored" });
    for (const record of records.toReversed())
      story.wait(MINUTE).tell({ seen: "committed", record });
    expect(onlyViolation("S4", story)).toContain("mains.lost, record 3 of epoch 7 at");
  });

  test("fires on an alert that was never durable on its device", () => {
    const story = offline();
    story.tell({
      seen: "committed",
      record: story.record({ kind: "alert.raised", alert: "1.12" }),
    });
    expect(onlyViolation("S4", story)).toContain("was never durable there");
  });

  test("takes a marker for the telemetry that it stands for", () => {
    const story = offline();
    story.records({ kind: "battery.changed" }, { kind: "battery.changed" });
    const alertId = story.alert("1.12", 10);
    const marker = { ...story.record({ kind: "telemetry.dropped", count: 2 }), seq: 3 };
    const alert = {
      ...story.record({ kind: "alert.raised", alert: "1.12", alertId, severity: 10 }),
      seq: 5,
    };
    story.tell({ seen: "record", record: marker });
    story.tell({ seen: "committed", record: marker }, MINUTE);
    story.tell({ seen: "committed", record: alert }, MINUTE);
    expect(messagesOf(check(story.observations(), story.nowMs + HOUR))).toEqual([]);
  });

  test("does not judge what waits while a fault is still active", () => {
    const story = offline();
    story.tell({ seen: "fault", fault: "link-cut", active: true }).alert("1.12", 10);
    expect(messagesOf(check(story.observations(), story.nowMs + HOUR))).toEqual([]);
  });

  test("does not judge young alerts of a run that was not drained", () => {
    const story = offline();
    story.alert("1.12", 10);
    const options = { drained: false };
    expect(messagesOf(check(story.observations(), story.nowMs + HOUR, options))).toEqual([]);
  });

  test("does not judge what was written in the last minute, which is on its way", () => {
    const story = offline();
    story.alert("1.12", 10);
    const violated = (endMs: number) => check(story.observations(), endMs).S4.violated;
    expect(violated(story.nowMs + MINUTE - 1)).toBe(0);
    expect(violated(story.nowMs + MINUTE)).toBe(1);
  });

  test("promises nothing for alerts beyond what the spool holds", () => {
    const story = offline().tell({ seen: "device", product: "tray", spoolEvents: 10 });
    for (let count = 0; count < 11; count += 1) story.alert("1.12", 10);
    expect(check(story.observations(), story.nowMs + HOUR).S4.violated).toBe(0);
  });

  test("does not judge a source that has no journal of its own", () => {
    const story = new DeviceStory("gateway", MONDAY_MS);
    story.tell({
      seen: "committed",
      record: story.record({ kind: "alert.raised", alert: "1.20" }),
    });
    expect(check(story.observations(), story.nowMs).S4).toMatchObject({ made: 0, violated: 0 });
  });
});
