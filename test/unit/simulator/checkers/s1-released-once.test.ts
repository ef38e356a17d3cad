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

describe("S1", () => {
  test("fires when a dose is released twice", () => {
    const story = begun().offer(MORNING, 0).wait(MINUTE);
    story.records({ kind: "dose.released", doseId: MORNING });
    story.wait(MINUTE).records({ kind: "dose.released", doseId: MORNING });
    story.close(MORNING, { outcome: "retrieved" });
    const message = onlyViolation("S1", story);
    expect(message).toContain(
      "tray-1: dose morning/2026-03-02 was released at 2026-03-02T07:02:03",
    );
    expect(message).toContain("it was released before at 2026-03-02T07:01:03");
  });

  test("fires when a released dose is made accessible again", () => {
    const story = begun().offer(MORNING, 0).wait(MINUTE);
    story.records({ kind: "dose.released", doseId: MORNING });
    story.motion("tray.offer", 0).close(MORNING, { outcome: "retrieved" });
    expect(onlyViolation("S1", story)).toContain("movement tray.offer made dose");
  });

  test("fires when an uncertain dose is opened again without a reading", () => {
    const story = begun().offer(MORNING, 0).powerCut(MINUTE);
    story.close(MORNING, { outcome: "uncertain" }).offer(MORNING, 0).wait(MINUTE);
    expect(onlyViolation("S1", story)).toContain("it is uncertain since 2026-03-02T07:01:03");
  });

  test("lets an uncertain dose be opened again after a correction that finds it inside", () => {
    const story = begun().offer(MORNING, 0).powerCut(MINUTE);
    story.close(MORNING, { outcome: "uncertain" });
    const refersTo = story.seq;
    story.records({ kind: "dose.corrected", doseId: MORNING, outcome: "missed", refersTo });
    story.offer(MORNING, 0);
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("fires when a power cut in the movement is answered by another compartment", () => {
    const story = begun();
    story.records({ kind: "dose.offering", doseId: MORNING, slot: 0 });
    story.effect({ type: "motion.start", motion: "tray.offer", slot: 0 });
    story.powerCut(MINUTE).motion("tray.offer", 1);
    story.close(MORNING, { outcome: "uncertain" });
    expect(onlyViolation("S1", story)).toContain("a power cut came after it was opened");
  });

  test("lets an interrupted dose be opened elsewhere after staff loaded the mechanism", () => {
    const story = begun();
    story.records({ kind: "dose.offering", doseId: MORNING, slot: 5 });
    story.effect({ type: "motion.start", motion: "tray.offer", slot: 5 });
    story.powerCut(MINUTE).input({ type: "stock.loaded", doses: 28, firstSlot: 0 });
    story.offer(MORNING, 0).wait(MINUTE).take(MORNING, 0);
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("fires when a dose is opened that a correction made uncertain", () => {
    const story = begun().offer(MORNING, 0).motion("tray.close", 0);
    story.close(MORNING, { outcome: "missed" });
    const corrected = { outcome: "uncertain", refersTo: story.seq } as const;
    story.records({ kind: "dose.corrected", doseId: MORNING, ...corrected });
    story.motion("tray.offer", 0);
    expect(check(story.observations(), story.nowMs).S1.violated).toBe(1);
  });

  test("lets an interrupted movement go on to the same compartment", () => {
    const story = begun();
    story.records({ kind: "dose.offering", doseId: MORNING, slot: 0 });
    story.effect({ type: "motion.start", motion: "tray.offer", slot: 0 });
    story.powerCut(MINUTE).motion("tray.offer", 0).wait(MINUTE).take(MORNING, 0);
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("remembers a dose that was handed out ahead until its own day", () => {
    const story = begun();
    const dueMs = (MONDAY_MS + (10 * 24 + 8) * HOUR) as never;
    const ahead = { outcome: "released-ahead", actor: "staff", dueMs } as const;
    story.close("morning/2026-03-12", ahead);
    // Another dose comes in between: what is old enough to be forgotten is forgotten now.
    story.until(MONDAY_MS + 9 * 24 * HOUR);
    story.records({ kind: "dose.released", doseId: "morning/2026-03-10" });
    story.until(dueMs).records({ kind: "dose.released", doseId: "morning/2026-03-12" });
    const { S1 } = check(story.observations(), story.nowMs);
    expect(S1.violated).toBe(1);
  });

  test("counts hazards of the plant as facts and not as violations", () => {
    const story = begun();
    story.plant({ type: "hazard", hazard: "empty-compartment", detectable: false });
    const { S1 } = check(story.observations(), story.nowMs);
    expect(S1).toMatchObject({
      violated: 0,
      counted: { "hazard empty-compartment (undetectable)": 1 },
    });
  });
});
