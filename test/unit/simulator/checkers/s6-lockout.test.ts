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

const LEFT = { type: "moved", from: "slot", to: "user", doses: 1, slot: 0 } as const;

function atNight(): DeviceStory {
  return new DeviceStory("tray-1", MONDAY_MS).begin(plan()).until(MONDAY_MS + 3 * HOUR);
}

/** A movement that the checkers of announcements have no quarrel with: staff asked once before. */
function announcedByStaff(story: DeviceStory): DeviceStory {
  story.input({ type: "button.pressed", actor: "staff" });
  story.offer(MORNING, 0, { actor: "staff" }).motion("tray.close", 0).wait(MINUTE);
  return story;
}

describe("S6", () => {
  test("fires when a press in lockout makes medicine accessible", () => {
    const story = atNight().input({ type: "button.pressed", actor: "user" });
    story.motion("tray.offer", 0);
    const { S6 } = check(story.observations(), story.nowMs);
    expect(S6.violations.map(({ message }) => message)).toEqual([
      "tray-1: movement tray.offer made medicine accessible at 2026-03-02T02:00:00.000Z in lockout, after the user's button.pressed at 2026-03-02T02:00:00.000Z",
    ]);
  });

  test("fires alone when an old announcement by staff excuses the movement elsewhere", () => {
    const story = announcedByStaff(atNight());
    story.input({ type: "posture.tilted" }).wait(1_000).motion("tray.offer", 0);
    expect(onlyViolation("S6", story, { endMs: story.nowMs })).toContain("posture.tilted");
  });

  test("fires when medicine truly goes to the user in lockout", () => {
    const story = atNight().plant(LEFT).wait(300).input({ type: "posture.tilted" });
    expect(onlyViolation("S6", story)).toBe(
      "tray-1: 1 doses truly went from slot (slot 0) to user at 2026-03-02T02:00:00.000Z in lockout",
    );
  });

  test("fires under an unset clock too", () => {
    const story = atNight();
    story.clockOffsetMs = undefined;
    story.records({ kind: "clock.stepped" });
    story.wait(MINUTE).plant(LEFT);
    expect(onlyViolation("S6", story)).toContain("in lockout");
  });

  test("holds when presses and turns in lockout move nothing", () => {
    const story = atNight().input({ type: "button.pressed", actor: "user" });
    story.wait(MINUTE).input({ type: "posture.tilted" }).input({ type: "posture.righted" });
    const reports = check(story.observations(), story.nowMs);
    expect(messagesOf(reports)).toEqual([]);
    expect(reports.S6.made).toBe(3);
  });

  test("lets the window open after an input in the lockout before it", () => {
    const story = atNight().input({ type: "button.pressed", actor: "user" });
    story
      .until(MONDAY_MS + 8 * HOUR)
      .offer(MORNING, 0)
      .wait(MINUTE)
      .take(MORNING, 0);
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("follows a dose that was opened under the plan before", () => {
    const story = atNight()
      .until(MONDAY_MS + 8 * HOUR)
      .offer(MORNING, 0)
      .wait(MINUTE);
    story.tell({ seen: "plan", plan: plan({ revision: 2, entries: [] }) });
    story.wait(MINUTE).take(MORNING, 0);
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("lets staff with the key take medicine out", () => {
    const story = atNight().input({ type: "button.pressed", actor: "user" });
    story.input({ type: "lid.opened", withKey: true }).plant(LEFT).input({ type: "lid.closed" });
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  test("locks again when staff close the lid", () => {
    const story = atNight().input({ type: "lid.opened", withKey: true });
    story.input({ type: "lid.closed" }).wait(MINUTE).plant(LEFT);
    expect(onlyViolation("S6", story)).toContain("in lockout");
  });

  test("counts what leaves by a hazard that the plant tells of", () => {
    const story = atNight().plant(LEFT);
    story.plant({ type: "hazard", hazard: "left-unnoticed", detectable: false }).wait(MINUTE);
    const { S6 } = check(story.observations(), story.nowMs);
    expect(S6).toMatchObject({
      violated: 0,
      counted: { "doses that left in lockout by a hazard": 1 },
    });
  });

  test("counts what leaves while the mechanism locks at the end of a window", () => {
    const story = atNight()
      .until(MONDAY_MS + 10 * HOUR + 2_000)
      .plant(LEFT);
    const { S6 } = check(story.observations(), story.nowMs);
    expect(S6).toMatchObject({
      violated: 0,
      counted: { "doses that left while the mechanism locked": 1 },
    });
  });

  test("does not judge what leaves while the power is off", () => {
    const story = atNight().tell({ seen: "power", on: false }).wait(HOUR).plant(LEFT);
    expect(check(story.observations(), story.nowMs).S6).toMatchObject({ made: 0, violated: 0 });
  });
});
