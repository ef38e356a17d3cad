import { EVENTS, type JournalRecord } from "@dosekit/protocols";
import { type PlannedFault, RunRecorder, runVirtual } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { deviceIdsOf, RUN_START_MS, runSpecOf } from "../../support/storm-spec.ts";

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
/** Far more than it takes to come into contact over a link without faults. */
const AT_ONCE_MS = MINUTE;

interface Brought {
  readonly record: JournalRecord;
  readonly durableMs: number;
  readonly committedMs: number;
}

/** Lets pilly-sms devices live, and says when each record was durable and when committed. */
function liveThrough(days: number, planned: readonly PlannedFault[] = []) {
  const deviceIds = deviceIdsOf(6);
  const faults = { preset: "none", planned } as const;
  const drawn = runSpecOf({ seed: "asleep", days, deviceIds, faults });
  const devices = drawn.devices.map((device) => ({
    ...device,
    persona: "forgetful" as const,
  }));
  const spec = { ...drawn, devices };
  const recorder = new RunRecorder({ ladder: spec.ladder }, undefined);
  const durable = new Map<string, number>();
  const brought: Brought[] = [];
  const run = runVirtual(spec, {
    sink: {
      observe: (seen) => {
        recorder.observe(seen);
        const { trueMs } = seen;
        if (seen.seen !== "record" && seen.seen !== "committed") return;
        const { record } = seen;
        const name = `${seen.deviceId} ${record.epoch} ${record.seq}`;
        if (seen.seen === "record") durable.set(name, trueMs);
        else brought.push({ record, durableMs: durable.get(name) ?? 0, committedMs: trueMs });
      },
    },
  });
  recorder.close(run.endedMs);
  return { recorder, brought, endMs: spec.endMs, devices: deviceIds.length };
}

function isAlert({ record }: Brought): boolean {
  return EVENTS[record.kind].class === "alert";
}

const waitOf = ({ committedMs, durableMs }: Brought) => committedMs - durableMs;

describe("devices that sleep", () => {
  const { recorder, brought, devices, endMs } = liveThrough(8);
  const inDaysOfTheRun = brought.filter(({ committedMs }) => committedMs < endMs);

  test("bring every alert at once", () => {
    const alerts = brought.filter(isAlert);
    expect(alerts.length).toBeGreaterThan(5);
    expect(Math.max(...alerts.map(waitOf))).toBeLessThan(AT_ONCE_MS);
  });

  test("bring what is no alert within a day, and for the most part not at once", () => {
    const others = brought.filter((one) => !isAlert(one));
    expect(Math.max(...others.map(waitOf))).toBeLessThan(DAY + AT_ONCE_MS);
    const kept = others.filter((one) => waitOf(one) > HOUR);
    expect(kept.length).toBeGreaterThan(others.length / 2);
  });

  test("come into contact about once a day, and have their clocks set then", () => {
    const syncs = inDaysOfTheRun.filter(({ record }) => record.kind === "clock.synced").length;
    expect(syncs).toBeGreaterThanOrEqual(devices * 7);
    expect(syncs).toBeLessThan(devices * 12);
  });

  test("hear of an acknowledgement before their ladders climb further", () => {
    const notified = brought.filter(({ record }) => record.kind === "alert.notified");
    const acknowledged = brought.filter(({ record }) => record.kind === "alert.acknowledged");
    expect(acknowledged.length).toBeGreaterThan(0);
    for (const { record } of acknowledged) {
      const told = notified.filter((one) => one.record.alertId === record.alertId);
      expect(told.filter(({ durableMs }) => durableMs > (record.civilMs ?? 0))).toEqual([]);
    }
  });

  test("keep every rule, one contact interval more for their queues", async () => {
    const { checks, delivery } = await recorder.finish();
    const violated = Object.entries(checks).filter(([, check]) => check.violated > 0);
    expect(violated).toEqual([]);
    expect(checks["L1"]?.made).toBeGreaterThan(devices);
    expect(delivery).toMatchObject({ doubled: 0, lost: 0 });
  });
});

test("a device that sleeps brings its alerts soon after a gateway is back that was away", () => {
  const fromMs = RUN_START_MS + 20 * HOUR;
  const away: PlannedFault = { fault: { kind: "gateway-outage", fromMs, durationMs: 6 * HOUR } };
  const { brought } = liveThrough(3, [away]);
  const backMs = fromMs + 6 * HOUR;
  const raised = brought.filter(
    (one) => isAlert(one) && one.durableMs > fromMs && one.durableMs < backMs,
  );
  expect(raised.length).toBeGreaterThan(0);
  const soonMs = backMs + 30 * MINUTE;
  expect(raised.filter(({ committedMs }) => committedMs > soonMs)).toEqual([]);
});
