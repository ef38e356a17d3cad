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

function raised(severity = 30): { story: DeviceStory; alertId: string } {
  const story = new DeviceStory("tray-1", MONDAY_MS).begin(plan({ entries: [] })).wait(HOUR);
  const alertId = story.alert("1.5", severity);
  return { story: story.wait(2_000), alertId };
}

const FIRST = { recipient: "home-care", rung: 0, repeat: false } as const;
const LAST = { recipient: "response-centre", rung: 1, repeat: false } as const;

describe("L2", () => {
  test("holds while the last rung is told every hour", () => {
    const { story, alertId } = raised();
    story
      .notice({ alertId, ...FIRST })
      .wait(15 * MINUTE)
      .notice({ alertId, ...LAST });
    for (let repeat = 0; repeat < 5; repeat += 1) {
      story.wait(HOUR).notice({ alertId, ...LAST, repeat: true });
    }
    const reports = check(story.observations(), story.nowMs + HOUR);
    expect(messagesOf(reports)).toEqual([]);
    expect(reports.L2.made).toBe(7);
  });

  test("fires when nobody is told", () => {
    const { story, alertId } = raised();
    expect(onlyViolation("L2", story)).toBe(
      `tray-1: alert ${alertId} lacks its notice to rung 0, due at 2026-03-02T00:00:02.000Z, not given by 2026-03-02T01:00:02.000Z`,
    );
  });

  test("fires when the climb stops below the last rung", () => {
    const { story, alertId } = raised();
    story.notice({ alertId, ...FIRST });
    expect(onlyViolation("L2", story)).toContain("lacks its notice to rung 1");
  });

  test("fires when the last rung is not repeated", () => {
    const { story, alertId } = raised();
    story
      .notice({ alertId, ...FIRST })
      .wait(15 * MINUTE)
      .notice({ alertId, ...LAST });
    expect(onlyViolation("L2", story, { endMs: story.nowMs + 62 * MINUTE })).toContain("rung 1");
  });

  test("fires when a rung is told late", () => {
    const { story, alertId } = raised();
    story
      .notice({ alertId, ...FIRST })
      .wait(17 * MINUTE)
      .notice({ alertId, ...LAST });
    expect(onlyViolation("L2", story, { endMs: story.nowMs })).toContain("was told late to rung 1");
  });

  test("fires when an overdue notice is covered up by an acknowledgement", () => {
    const { story, alertId } = raised();
    story.wait(HOUR).tell({ seen: "acknowledged", alertId });
    expect(onlyViolation("L2", story)).toContain("lacks its notice");
  });

  test.each([
    ["falls", [FIRST, LAST, FIRST], "went from rung 1 to rung 0"],
    [
      "is told to somebody else",
      [{ ...FIRST, recipient: "user" as const }],
      "but rung 0 is home-care",
    ],
  ])("fires when the ladder %s", (_, notices, words) => {
    const { story, alertId } = raised();
    for (const notice of notices) story.notice({ alertId, ...notice }).wait(15 * MINUTE);
    expect(onlyViolation("L2", story, { endMs: story.nowMs })).toContain(words);
  });

  test("ends with a committed clearing", () => {
    const { story, alertId } = raised();
    story.notice({ alertId, ...FIRST });
    story.records({ kind: "alert.cleared", alertId, alert: "1.5" });
    expect(messagesOf(check(story.observations(), story.nowMs + 9 * HOUR))).toEqual([]);
  });

  test("ends with the service", () => {
    const { story, alertId } = raised();
    story.notice({ alertId, ...FIRST }).records({ kind: "mode.changed", reason: "service-ended" });
    expect(messagesOf(check(story.observations(), story.nowMs + 9 * HOUR))).toEqual([]);
  });

  test("does not judge alerts below severity 20", () => {
    const { story } = raised(10);
    expect(check(story.observations(), story.nowMs + HOUR).L2).toMatchObject({
      made: 0,
      violated: 0,
    });
  });

  test("pushes what falls due in a fault of the gateway to its end", () => {
    const { story, alertId } = raised();
    story.notice({ alertId, ...FIRST });
    const fault = { seen: "fault", fault: "gateway-restart", deviceId: FLEET } as const;
    const observations = [
      ...story.observations(),
      { ...fault, active: true, trueMs: story.nowMs + 10 * MINUTE },
      { ...fault, active: false, trueMs: story.nowMs + 40 * MINUTE },
    ];
    expect(check(observations, story.nowMs + 41 * MINUTE).L2.violated).toBe(0);
    expect(check(observations, story.nowMs + 42 * MINUTE).L2.violated).toBe(1);
  });

  test("excuses a device whose own gateway is down, and not one whose link is", () => {
    for (const [fault, violated] of [
      ["gateway-outage", 0],
      ["link-cut", 1],
    ] as const) {
      const { story, alertId } = raised();
      story.notice({ alertId, ...FIRST }).tell({ seen: "fault", fault, active: true });
      expect(check(story.observations(), story.nowMs + HOUR).L2.violated).toBe(violated);
    }
  });

  test("accepts a runner on the device that told before the inbox heard of it", () => {
    const story = new DeviceStory("tray-1", MONDAY_MS).begin(plan({ entries: [] })).wait(HOUR);
    story.linkUp = false;
    const alertId = story.alert("1.5", 30);
    story
      .notice({ alertId, ...FIRST })
      .wait(10 * MINUTE)
      .deliver();
    story.wait(5 * MINUTE).notice({ alertId, ...LAST });
    expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
  });

  describe("of an alert that the device runs", () => {
    /** A device that raised an alert whose ladder it runs. */
    function own(): { story: DeviceStory; alertId: string } {
      const story = new DeviceStory("tray-1", MONDAY_MS).begin(plan({ entries: [] })).wait(HOUR);
      story.input({ type: "link.changed", up: true });
      const alertId = `${story.epoch}-${story.seq + 1}`;
      story.records({
        kind: "alert.raised",
        alert: "1.5",
        severity: 30,
        alertId,
        runner: "device",
      });
      return { story, alertId };
    }

    test("is excused without contact, where the device has no modem of its own", () => {
      const tellsOverLink = (product: string) => product !== "modem";
      for (const [product, violated] of [
        ["tray", 0],
        ["modem", 1],
      ] as const) {
        const { story } = own();
        story.tell({ seen: "device", product, spoolEvents: 500 });
        story.input({ type: "link.changed", up: false }).wait(HOUR);
        const endMs = story.nowMs + HOUR;
        expect(check(story.observations(), endMs, { tellsOverLink }).L2.violated).toBe(violated);
      }
    });

    test("holds while the device tells each step", () => {
      const { story, alertId } = own();
      story.ownNotice({ alertId, ...FIRST }).wait(15 * MINUTE);
      story.ownNotice({ alertId, ...LAST }).wait(HOUR);
      story.ownNotice({ alertId, ...LAST, repeat: true });
      expect(messagesOf(check(story.observations(), story.nowMs + 30 * MINUTE))).toEqual([]);
    });

    test("counts what it told while its record could not be written", () => {
      const story = new DeviceStory("tray-1", MONDAY_MS).begin(plan({ entries: [] })).wait(HOUR);
      story.input({ type: "link.changed", up: true });
      const alertId = `${story.epoch}-${story.seq + 1}`;
      story.ownNotice({ alertId, ...FIRST }).wait(8 * MINUTE);
      story.records({
        ...{ kind: "alert.raised", alert: "1.5", severity: 30 },
        ...{ alertId, runner: "device" },
      });
      story.wait(7 * MINUTE).ownNotice({ alertId, ...LAST });
      expect(messagesOf(check(story.observations(), story.nowMs + MINUTE))).toEqual([]);
    });

    test("fires when the gateway tells too", () => {
      const { story, alertId } = own();
      story.ownNotice({ alertId, ...FIRST }).notice({ alertId, ...FIRST });
      expect(onlyViolation("L2", story, { endMs: story.nowMs + MINUTE })).toContain(
        "but the device runs its ladder",
      );
    });

    test("fires when the device goes on behind a handing over", () => {
      const { story, alertId } = own();
      story.ownNotice({ alertId, ...FIRST });
      story.records({ kind: "alert.handed-over", alertId, count: 1, runner: "gateway" });
      story.wait(2_000);
      story.ownNotice({ alertId, ...FIRST, repeat: true });
      expect(onlyViolation("L2", story, { endMs: story.nowMs + MINUTE })).toContain(
        "but the gateway runs its ladder",
      );
    });

    test("lets a device whose storage forgot begin again, and then hold on", () => {
      const { story, alertId } = own();
      story
        .ownNotice({ alertId, ...FIRST })
        .wait(15 * MINUTE)
        .ownNotice({ alertId, ...LAST });
      const fromSeq = story.seq + 1;
      story.tell({ seen: "forgotten", epoch: story.epoch, fromSeq, throughSeq: fromSeq });
      story.wait(MINUTE).ownNotice({ alertId, ...FIRST });
      expect(onlyViolation("L2", story, { endMs: story.nowMs + HOUR })).toContain("rung 1");
    });

    test.each([
      ["lets a device tell both again that it told at one instant", 0, 0],
      ["fires when a device tells both again that it told apart", 15 * MINUTE, 1],
    ])("%s once its storage forgot", (_, breathMs, violated) => {
      const { story, alertId } = own();
      story.ownNotice({ alertId, ...FIRST }).wait(15 * MINUTE);
      story.ownNotice({ alertId, ...LAST });
      const fromSeq = story.seq + 1;
      story.tell({ seen: "forgotten", epoch: story.epoch, fromSeq, throughSeq: fromSeq });
      story.powerCut(MINUTE);
      story.ownNotice({ alertId, ...FIRST, repeat: true }).wait(breathMs);
      story.ownNotice({ alertId, ...LAST }).wait(HOUR);
      story.ownNotice({ alertId, ...LAST, repeat: true }).powerCut(MINUTE);
      story.ownNotice({ alertId, ...FIRST, repeat: true });
      story.ownNotice({ alertId, ...LAST, repeat: true });
      const found = messagesOf(check(story.observations(), story.nowMs));
      expect(found).toEqual(
        Array.from({ length: violated }, () => expect.stringContaining("from rung 1 to rung 0")),
      );
    });

    test("lets a device tell again after a power cut what it told at one instant, and no more", () => {
      const again = (breathMs: number) => {
        const { story, alertId } = own();
        story
          .ownNotice({ alertId, ...FIRST })
          .wait(breathMs)
          .ownNotice({ alertId, ...LAST })
          .wait(HOUR)
          .ownNotice({ alertId, ...LAST, repeat: true })
          .powerCut(MINUTE)
          .ownNotice({ alertId, ...FIRST, repeat: true })
          .ownNotice({ alertId, ...LAST, repeat: true });
        return { story, alertId };
      };
      const { story, alertId } = again(0);
      expect(messagesOf(check(story.observations(), story.nowMs))).toEqual([]);
      story.ownNotice({ alertId, ...FIRST, repeat: true });
      expect(onlyViolation("L2", story)).toContain("from rung 1 to rung 0");
      expect(onlyViolation("L2", again(15 * MINUTE).story)).toContain("from rung 1 to rung 0");
    });

    test("asks nothing of a device about an alert that its storage forgot", () => {
      const { story } = own();
      const { epoch, seq } = story;
      story.tell({ seen: "forgotten", epoch, fromSeq: seq, throughSeq: seq });
      expect(check(story.observations(), story.nowMs + HOUR).L2.violated).toBe(0);
    });

    test("fires when the gateway lets a ladder lie that was handed over to it", () => {
      const { story, alertId } = own();
      story.ownNotice({ alertId, ...FIRST });
      story.records({ kind: "alert.handed-over", alertId, count: 1, runner: "gateway" });
      expect(onlyViolation("L2", story, { endMs: story.nowMs + HOUR })).toContain("rung 1");
    });

    test("ends with the device's own record, not with an acknowledgement that never arrived", () => {
      const { story, alertId } = own();
      story.ownNotice({ alertId, ...FIRST }).acknowledge(alertId);
      expect(onlyViolation("L2", story, { endMs: story.nowMs + HOUR })).toContain("rung 1");
      story.records({ kind: "alert.acknowledged", alertId, actor: "staff" });
      expect(messagesOf(check(story.observations(), story.nowMs + 3 * HOUR))).toEqual([]);
    });
  });
});
