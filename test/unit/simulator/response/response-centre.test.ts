import { DEFAULT_LADDER, type DeviceEvent } from "@dosekit/protocols";
import { EventQueue, type Observation, ResponseCentre, streamOf } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const HOUR_MS = 3_600_000;

function centre(seed = "1") {
  const queue = new EventQueue(1_800_000_000_000);
  const seen: Observation[] = [];
  const acts: string[] = [];
  const response = new ResponseCentre({
    scheduler: queue,
    lane: 0,
    random: streamOf(seed, "d1", "response"),
    deviceId: "d1",
    ladder: DEFAULT_LADDER,
    observe: (what) => seen.push(what),
    callUser: () => acts.push("call"),
    acknowledge: (alertId) => acts.push(`acknowledge ${alertId}`),
    sendStaff: () => acts.push("staff"),
  });
  const wait = (ms: number) => queue.runUntil(queue.nowMs() + ms);
  return { queue, response, seen, acts, wait };
}

function alertOf(part: Partial<DeviceEvent>): DeviceEvent {
  return {
    epoch: 1,
    seq: 1,
    kind: "alert.raised",
    bootId: 1,
    uptimeMs: 1,
    clock: "rtc",
    alertId: "1-1",
    alert: "1.1",
    severity: 30,
    ...part,
  };
}

describe("the response centre", () => {
  test("tells home care at once and acts on it, in the end", () => {
    const { response, seen, acts, wait } = centre();
    response.onCommitted(alertOf({}));
    expect(seen).toMatchObject([{ seen: "notice", notice: { recipient: "home-care", rung: 0 } }]);
    wait(12 * HOUR_MS);
    expect(seen.at(-1)).toMatchObject({ seen: "acknowledged", alertId: "1-1" });
    expect(acts).toContain("acknowledge 1-1");
    expect(acts[0]).toBe("call");
    expect(response.open()).toBe(0);
  });

  test("climbs to the response centre and repeats there while nobody heeds the alert", () => {
    for (let seed = 0; seed < 400; seed += 1) {
      const { response, seen, wait } = centre(`${seed}`);
      response.onCommitted(alertOf({}));
      wait(12 * HOUR_MS);
      const notices = seen.filter((what) => what.seen === "notice");
      if (notices.length < 3) continue;
      expect(notices[1]).toMatchObject({ notice: { recipient: "response-centre", repeat: false } });
      expect(notices[2]).toMatchObject({ notice: { recipient: "response-centre", repeat: true } });
      return;
    }
    expect.fail("no alert went unheeded twice in 400 runs");
  });

  test("stops climbing when the alert clears", () => {
    const { response, seen, wait } = centre();
    response.onCommitted(alertOf({}));
    response.onCommitted(alertOf({ kind: "alert.cleared", seq: 2 }));
    wait(12 * HOUR_MS);
    expect(seen.filter((what) => what.seen === "notice")).toHaveLength(1);
    expect(response.open()).toBe(0);
  });

  test("raises one ladder for one alert, however often it is committed", () => {
    const { response, seen } = centre();
    response.onCommitted(alertOf({}));
    response.onCommitted(alertOf({}));
    expect(seen).toHaveLength(1);
  });

  test("sends staff once for several alerts about the same lack", () => {
    const { response, acts, wait } = centre("4");
    response.onCommitted(alertOf({ alert: "1.13", alertId: "1-2" }));
    response.onCommitted(alertOf({ alert: "1.2", alertId: "1-3" }));
    wait(1 * HOUR_MS);
    expect(acts.filter((act) => act === "staff")).toHaveLength(1);
  });
});
