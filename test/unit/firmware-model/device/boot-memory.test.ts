import type { ProductProfile } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import { ask } from "../../../support/firmware-model/asking.ts";
import { START_MS } from "../../../support/firmware-model/mechanism-bench.ts";
import { PILLY, TrayBench } from "../../../support/firmware-model/tray-bench.ts";
import {
  FIRST,
  follow,
  freshBench,
  HOUR,
  MINUTE,
  raised,
  recordsOf,
  storyPlan,
  take,
} from "../../../support/firmware-model/tray-stories.ts";
import { dosePlan, planEntry } from "../../../support/plans.ts";

const DAY = 24 * HOUR;
const SPACING = 2 * HOUR;
/** How long a message may wait unread: `messageAlertMin` of the service figures. */
const UNREAD = 120 * MINUTE;
/** When the second dose of the close plan is due: three hours after the first. */
const CLOSE_DUE_MS = FIRST.dueMs + 3 * HOUR;

/** A tray with two doses so close that a late first one makes the second wait. */
function closeBench(): TrayBench {
  const bench = freshBench();
  bench.load(28);
  bench.advance(1_000);
  const entries = [
    planEntry("m", "08:00", { lateMin: 120 }),
    planEntry("n", "11:00", { lateMin: 240 }),
  ];
  const more = { zone: "Asia/Kolkata", minimumSpacingMin: SPACING / MINUTE };
  follow(bench, dosePlan(entries, more), 1);
  return bench;
}

/** A tray with a display, which tells of messages that nobody read. */
function displayBench(): TrayBench {
  const { "1.4": _noMessages, ...unreachableAlerts } = PILLY.unreachableAlerts;
  const profile: ProductProfile = {
    ...PILLY,
    product: "tray-with-display",
    unreachableAlerts,
    unsupportedCommands: {},
  };
  const bench = new TrayBench(profile);
  bench.boot("first-boot");
  bench.advance(1_000);
  bench.load(28);
  bench.advance(1_000);
  follow(bench, storyPlan(), 1);
  return bench;
}

describe("the minimum spacing over a power cut", () => {
  test("holds the next dose back until it has passed since the release before the cut", () => {
    const bench = closeBench();
    bench.advanceTo(FIRST.dueMs + 115 * MINUTE);
    take(bench);
    const releasedMs = Number(recordsOf(bench, "dose.released")[0]?.civilMs);
    expect(releasedMs).toBeGreaterThan(CLOSE_DUE_MS - SPACING);
    bench.cutPower();
    bench.advance(10 * MINUTE);
    bench.boot();
    bench.advanceTo(releasedMs + SPACING - 1);
    expect(recordsOf(bench, "dose.offering")).toHaveLength(1);
    bench.advance(MINUTE);
    const [, second] = recordsOf(bench, "dose.offering");
    expect(second).toMatchObject({ doseId: "n/2026-11-22", civilMs: releasedMs + SPACING });
  });

  test("holds when the device starts while the next dose is due already", () => {
    const bench = closeBench();
    bench.advanceTo(FIRST.dueMs + 115 * MINUTE);
    take(bench);
    const releasedMs = Number(recordsOf(bench, "dose.released")[0]?.civilMs);
    bench.cutPower();
    bench.advanceTo(CLOSE_DUE_MS + 10 * MINUTE);
    bench.boot();
    bench.advanceTo(releasedMs + SPACING - 1);
    expect(recordsOf(bench, "dose.offering")).toHaveLength(1);
    bench.advance(MINUTE);
    expect(recordsOf(bench, "dose.offering")).toHaveLength(2);
  });
});

describe("a timer on the uptime over a power cut", () => {
  test("armed after days of running goes on with what was left of it", () => {
    const bench = displayBench();
    bench.advanceTo(START_MS + 3 * DAY);
    ask(bench, "message-to-user", { text: "Call me." });
    bench.advance(HOUR);
    // Its record makes the hour that has passed durable.
    bench.openLid(true);
    bench.cutPower();
    bench.advance(10 * MINUTE);
    bench.boot();
    bench.advance(UNREAD - HOUR - 1);
    expect(raised(bench)).not.toContain("1.4");
    bench.advance(1);
    expect(raised(bench)).toContain("1.4");
  });
});
