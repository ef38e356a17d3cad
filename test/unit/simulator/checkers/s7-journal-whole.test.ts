import { describe, expect, test } from "vitest";
import {
  check,
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

describe("S7", () => {
  test("fires when the journal has a gap", () => {
    const story = begun();
    story.record({ kind: "mains.lost" });
    story.tell({ seen: "record", record: story.record({ kind: "mains.restored" }) });
    const { S7 } = check(story.observations(), story.nowMs);
    expect(S7.violations.map(({ message }) => message)).toEqual([
      "tray-1: record 4 of epoch 7 (mains.restored, 2026-03-02T07:00:00.000Z) leaves a gap after record 2",
    ]);
  });

  test("fires when one number stands for two different records", () => {
    const story = begun();
    story.records({ kind: "mains.lost" });
    story.wait(MINUTE).tell({
      seen: "record",
      record: { ...story.record({ kind: "mains.restored" }), seq: 3 },
    });
    expect(onlyViolation("S7", story)).toContain(
      "has another uptimeMs than the first of that number",
    );
  });

  test("accepts the same record seen again", () => {
    const story = begun();
    const [record] = story.records({ kind: "mains.lost" });
    if (record === undefined) throw new Error("no record");
    story.wait(MINUTE).tell({ seen: "record", record: { ...record } });
    expect(messagesOf(check(story.observations(), story.nowMs + HOUR))).toEqual([]);
  });

  test("fires when an epoch that ended goes on", () => {
    const story = begun();
    const next = story.seq;
    [story.epoch, story.seq] = [8, 0];
    story.records({ kind: "device.booted" });
    [story.epoch, story.seq] = [7, next];
    story.wait(MINUTE).records({ kind: "mains.lost" });
    expect(onlyViolation("S7", story)).toContain("came after epoch 8 had begun");
  });

  test("fires when a new epoch does not begin with 1", () => {
    const story = begun();
    story.epoch = 8;
    story.tell({ seen: "record", record: story.record({ kind: "device.booted" }) });
    expect(check(story.observations(), story.nowMs).S7.violations[0]?.message).toContain(
      "record 3 of epoch 8 (device.booted, 2026-03-02T07:00:00.000Z) leaves a gap after record 0",
    );
  });

  test("fires when the mechanism moves before the announcement is durable", () => {
    const story = begun();
    const record = story.record({ kind: "dose.offering", doseId: MORNING });
    story.effect({ type: "journal.commit", records: [record] }, story.seq - 1);
    story.effect({ type: "motion.start", motion: "tray.offer", slot: 0 }, story.seq - 1);
    expect(onlyViolation("S7", story, { endMs: story.nowMs })).toBe(
      "tray-1: movement tray.offer started at 2026-03-02T07:00:00.000Z before record 3, which announces dose morning/2026-03-02, was durable (2 was)",
    );
  });

  test("believes the lower of two words on what is durable", () => {
    const story = begun();
    story.records({ kind: "dose.offering", doseId: MORNING });
    story.effect({ type: "motion.start", motion: "tray.offer", slot: 0 }, story.seq - 1);
    expect(onlyViolation("S7", story, { endMs: story.nowMs })).toContain("was durable (2 was)");
  });

  test("fires when medicine is made accessible without any announcement", () => {
    const story = begun().motion("tray.offer", 0);
    expect(onlyViolation("S7", story)).toContain("no durable record announces it");
  });

  test("fires when the announcement belongs to an epoch that is over", () => {
    const story = begun();
    story.records({ kind: "dose.offering", doseId: MORNING });
    [story.epoch, story.seq] = [8, 0];
    story.records({ kind: "device.booted" });
    story.effect({ type: "motion.start", motion: "tray.offer", slot: 0 });
    expect(onlyViolation("S7", story, { endMs: story.nowMs })).toContain(
      "no durable record announces",
    );
  });

  test("lets a device lock after a record that could not be written", () => {
    const story = begun();
    const record = story.record({ kind: "dose.offering", doseId: MORNING });
    story.effect({ type: "journal.commit", records: [record] }, story.seq - 1);
    story.seq -= 1;
    story.input({ type: "journal.failed", lastSeq: story.seq }).motion("tray.close", 0);
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("lets a marker take the place of dropped telemetry", () => {
    const story = begun();
    story.records({ kind: "battery.changed" }, { kind: "battery.changed" }, { kind: "mains.lost" });
    const marker = { ...story.record({ kind: "telemetry.dropped", count: 2 }), seq: 3 };
    story.tell({ seen: "record", record: marker });
    story.seq -= 1;
    story.records({ kind: "mains.restored" });
    expect(messagesOf(check(story.observations(), story.nowMs + HOUR))).toEqual([]);
  });

  test("lets a marker stand for telemetry that was never written alone", () => {
    const story = begun();
    story.records({ kind: "telemetry.dropped", count: 5 });
    story.seq += 4;
    story.records({ kind: "mains.lost" });
    expect(messagesOf(check(story.observations(), story.nowMs + HOUR))).toEqual([]);
  });

  test("lets a marker be told before the other records of its commit", () => {
    const story = begun();
    const [lost, reminded] = [
      story.record({ kind: "mains.lost" }),
      story.record({ kind: "dose.reminded" }),
    ];
    const marker = { ...reminded, kind: "telemetry.dropped", count: 1 } as const;
    for (const record of [marker, lost, reminded]) story.tell({ seen: "record", record });
    for (const record of [lost, marker]) story.tell({ seen: "committed", record });
    story.wait(MINUTE).records({ kind: "mains.restored" });
    expect(messagesOf(check(story.observations(), story.nowMs + HOUR))).toEqual([]);
  });

  test("fires when a marker takes the place of an alert", () => {
    const story = begun();
    story.alert("1.12", 10);
    const marker = { ...story.record({ kind: "telemetry.dropped", count: 1 }), seq: 3 };
    story.tell({ seen: "record", record: marker });
    expect(onlyViolation("S7", story)).toContain("drops record 3, which is alert.raised");
  });
});
