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

function begun(): DeviceStory {
  return new DeviceStory("tray-1", MONDAY_MS).begin(plan()).wait(HOUR);
}

function hazard(story: DeviceStory, name: string, detectable = true): DeviceStory {
  return story.plant({ type: "hazard", hazard: name, detectable });
}

function storeFails(active: boolean) {
  return { seen: "fault", fault: "store-fails", active } as const;
}

describe("H1", () => {
  test.each(["1.3", "1.5", "1.8"] as const)("holds when %s is raised after a hazard", (code) => {
    const story = hazard(begun(), "open-after-failure").wait(9 * MINUTE);
    story.alert(code, 20);
    const { H1 } = check(story.observations(), story.nowMs + 11 * MINUTE);
    expect(H1).toMatchObject({ made: 1, violated: 0 });
  });

  test("holds when an alert stood before the hazard", () => {
    const story = begun();
    story.alert("1.8", 30);
    hazard(story.wait(HOUR), "pulled-out").wait(11 * MINUTE);
    expect(check(story.observations(), story.nowMs).H1).toMatchObject({ made: 1, violated: 0 });
  });

  test("fires when nothing tells of it in ten minutes", () => {
    const story = hazard(begun(), "empty-release").wait(11 * MINUTE);
    expect(onlyViolation("H1", story)).toBe(
      "tray-1: nothing tells of the hazard empty-release at 2026-03-02T00:00:00.000Z, which it could detect",
    );
  });

  test.each(["1.1", "1.10", "1.23"] as const)("does not take %s for word of a hazard", (code) => {
    const story = begun();
    story.alert(code, 20);
    hazard(story, "empty-release").wait(11 * MINUTE);
    expect(check(story.observations(), story.nowMs).H1.violated).toBe(1);
  });

  test("takes word of a device on its side for a dose that fell out of it", () => {
    const story = hazard(begun(), "opened-while-turned").wait(MINUTE);
    story.alert("1.23", 20);
    const reports = check(story.observations(), story.nowMs + HOUR);
    expect(reports.H1).toMatchObject({ made: 1, violated: 0 });
  });

  test.each([
    ["taken-unnoticed", "retrieved", 0],
    ["taken-unnoticed", "missed", 1],
    ["pulled-out", "retrieved", 1],
  ] as const)("after %s takes %s for what it is", (name, outcome, violated) => {
    const story = hazard(begun(), name).wait(MINUTE);
    story.close("morning/2026-03-02", { outcome, evidence: "retrieved" });
    story.wait(11 * MINUTE);
    expect(check(story.observations(), story.nowMs).H1).toMatchObject({ made: 1, violated });
  });

  test("is not put to the test by a hazard that nothing can detect", () => {
    const story = hazard(begun(), "wrong-dose", false).wait(HOUR);
    expect(check(story.observations(), story.nowMs).H1).toMatchObject({ made: 0, violated: 0 });
  });

  test("does not judge a hazard whose ten minutes are not over at the end", () => {
    const story = hazard(begun(), "pulled-out").wait(10 * MINUTE);
    const reports = check(story.observations(), story.nowMs);
    expect(messagesOf(reports)).toEqual([]);
    expect(reports.H1.made).toBe(0);
  });

  test("waits for a device without power to run again", () => {
    const story = hazard(begun(), "taken-unnoticed")
      .wait(5 * MINUTE)
      .powerCut(3 * HOUR);
    story.wait(4 * MINUTE);
    expect(check(story.observations(), story.nowMs).H1.violated).toBe(0);
    expect(check(story.observations(), story.nowMs + 2 * MINUTE).H1.violated).toBe(1);
  });

  test("waits for a device that can't write", () => {
    const story = hazard(begun(), "taken-unnoticed").tell(storeFails(true));
    story
      .wait(3 * HOUR)
      .tell(storeFails(false))
      .wait(9 * MINUTE);
    expect(check(story.observations(), story.nowMs).H1.violated).toBe(0);
    expect(check(story.observations(), story.nowMs + 2 * MINUTE).H1.violated).toBe(1);
  });

  test("no longer counts on an alert that was cleared", () => {
    const story = begun();
    story.records({ kind: "alert.cleared", alertId: story.alert("1.8", 30) });
    hazard(story.wait(MINUTE), "pulled-out").wait(11 * MINUTE);
    expect(check(story.observations(), story.nowMs).H1.violated).toBe(1);
  });

  test.each([
    ["that storage forgot", 0, 1],
    ["just behind what storage forgot", 1, 0],
    ["just before what storage forgot", -1, 0],
  ] as const)("of an alert %s, judges as it stands", (_which, apart, violated) => {
    const story = begun();
    const [epoch = 0, seq = 0] = story.alert("1.8", 30).split("-").map(Number);
    const fromSeq = seq - apart;
    story.tell({ seen: "forgotten", epoch, fromSeq, throughSeq: fromSeq });
    hazard(story.wait(MINUTE), "pulled-out").wait(11 * MINUTE);
    expect(check(story.observations(), story.nowMs).H1.violated).toBe(violated);
  });

  test("still counts on an alert of an epoch of which nothing was forgotten", () => {
    const story = begun();
    const [epoch = 0, seq = 0] = story.alert("1.8", 30).split("-").map(Number);
    story.tell({ seen: "forgotten", epoch: epoch + 1, fromSeq: seq, throughSeq: seq });
    hazard(story.wait(MINUTE), "pulled-out").wait(11 * MINUTE);
    expect(check(story.observations(), story.nowMs).H1.violated).toBe(0);
  });

  test("asks nothing about an empty release that a power cut ended, as nobody can tell the two apart", () => {
    const story = hazard(begun(), "empty-release")
      .powerCut(MINUTE)
      .wait(11 * MINUTE);
    expect(check(story.observations(), story.nowMs).H1).toMatchObject({ made: 0, violated: 0 });
  });

  test("asks for word of an empty release whose movement ended before the power went", () => {
    const story = hazard(begun(), "empty-release");
    story.input({ type: "motion.finished", motion: "roll.release", slot: undefined });
    story.powerCut(MINUTE).wait(11 * MINUTE);
    expect(check(story.observations(), story.nowMs).H1).toMatchObject({ made: 1, violated: 1 });
  });
});
