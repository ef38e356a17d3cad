import {
  explicitTimeline,
  type Happening,
  shrinkFailure,
  type Timeline,
  timelineStory,
  tryHome,
} from "@dosekit/simulator";
import { beforeAll, describe, expect, test } from "vitest";
import { HOUR, MINUTE, MONDAY_MS } from "../../../support/checked.ts";
import { livedHome } from "../../../support/replay/lived-home.ts";
import { LATE_BY_A_MINUTE } from "../../../support/replay/planted-defects.ts";

/** The late limit of the second Monday's morning dose. */
const LATE_MS = MONDAY_MS + 7 * 24 * HOUR + 10 * HOUR;
const spoil = LATE_BY_A_MINUTE;

/** Ten days of a home in which somebody takes a dose in the minute behind its late limit. */
function failingLife(loop: "open" | "closed"): Timeline {
  const spec = livedHome("pilly-sms", 10, { loop, faults: { preset: "everyday", planned: [] } });
  const [device] = spec.devices;
  const { happenings } = tryHome(spec, device, { spoil });
  const press: readonly Happening[] = [
    { atMs: LATE_MS + 31_417, what: "gesture", action: { type: "tilt" } },
    { atMs: LATE_MS + 36_417, what: "gesture", action: { type: "right" } },
  ];
  const others = happenings.filter(({ atMs }) => atMs < LATE_MS - 3 * HOUR || atMs > LATE_MS);
  return explicitTimeline(
    spec,
    device,
    [...others, ...press].sort((a, b) => a.atMs - b.atMs),
  );
}

describe.each(["closed", "open"] as const)(
  "a device that reads late limits a minute too late, in the %s loop",
  (loop) => {
    let small: Timeline;

    beforeAll(async () => {
      const failing = failingLife(loop);
      const finding = tryHome(failing, failing.devices[0], { spoil }).findings.find(
        ({ rule }) => rule === "S2",
      );
      if (finding === undefined) throw new Error("the defect does not show");
      const shrunk = await shrinkFailure(failing, {
        ...{ finding, limitMs: 100_000, hostMs: () => performance.now(), spoil },
        signal: new AbortController().signal,
      });
      expect(shrunk.ended).toBe("smallest");
      small = shrunk.timeline;
    });

    test("shrinks to one device, one dose, one filling and one gesture at the late limit", () => {
      expect(small.devices).toHaveLength(1);
      expect(small.devices[0].plan.entries).toHaveLength(1);
      expect(small.faults.planned).toEqual([]);
      const gestures = small.happenings.map((one) =>
        one.what === "gesture" ? one.action.type : one.what,
      );
      expect(gestures).toEqual(["open-lid", "refill", "close-lid", "tilt"]);
      const tiltMs = small.happenings.at(-1)?.atMs ?? 0;
      expect(tiltMs).toBeGreaterThanOrEqual(LATE_MS);
      expect(tiltMs).toBeLessThanOrEqual(LATE_MS + MINUTE);
      expect(small.endMs - small.startMs).toBeLessThanOrEqual(24 * HOUR);
    });

    test("is told in words, the broken rule last but for what follows from it", () => {
      const texts = timelineStory(small, "en", spoil).map(({ text }) => text);
      expect(texts).toContain("staff fill the device (28 doses)");
      expect(texts).toContain("the device is turned over");
      expect(texts.some((text) => text.startsWith("BROKEN S2"))).toBe(true);
      const norwegian = timelineStory(small, "no", spoil).map(({ text }) => text);
      expect(norwegian).toContain("enheten snus opp ned");
    });

    test("holds once the defect is mended", () => {
      expect(tryHome(small, small.devices[0]).findings).toEqual([]);
    });
  },
);

describe("shrinking that is cut short", () => {
  test("gives the smallest so far, and says why", async () => {
    const failing = failingLife("open");
    const finding = tryHome(failing, failing.devices[0], { spoil }).findings.find(
      ({ rule }) => rule === "S2",
    );
    if (finding === undefined) throw new Error("the defect does not show");
    const stop = new AbortController();
    const interrupted = await shrinkFailure(failing, {
      ...{ finding, limitMs: 100_000, hostMs: () => performance.now(), spoil },
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(interrupted.ended).toBe("interrupted");
    const again = tryHome(interrupted.timeline, failing.devices[0], { spoil });
    expect(again.findings.map(({ rule }) => rule)).toContain("S2");
    let hostMs = 0;
    const late = await shrinkFailure(failing, {
      ...{ finding, limitMs: 3, spoil, signal: new AbortController().signal },
      hostMs: () => {
        hostMs += 1;
        return hostMs;
      },
    });
    expect(late.ended).toBe("time");
  });
});
