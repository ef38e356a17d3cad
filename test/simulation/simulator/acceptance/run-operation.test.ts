import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventFile, type OperationResult, operationPlan, runOperation } from "@dosekit/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recountEvents } from "../../../support/simulator/acceptance/recounted-events.ts";
import { recountUnrecorded } from "../../../support/simulator/acceptance/recounted-plans.ts";
import { quietHooks, smallService } from "../../../support/simulator/acceptance/small-service.ts";

const folder = mkdtempSync(join(tmpdir(), "dosekit-operation-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A service that has a bit of everything to count: too few operators, and limits that are short. */
const BUSY = smallService({
  conditions: { faults: "storm", areas: 1 },
  response: {
    ...smallService().response,
    shifts: [{ name: "all", operators: 1, from: "00:00", until: "00:00" }],
    limits: {
      serious: { acknowledgeMinutes: 5, actMinutes: 60 },
      moderate: { acknowledgeMinutes: 15, actMinutes: 240 },
    },
  },
  approval: { ...smallService().approval, weeks: 1 },
});

describe("daily operation of a service", () => {
  let result: OperationResult;
  let events = "";
  beforeAll(async () => {
    const file = EventFile.open(join(folder, "events.jsonl"));
    result = await runOperation(BUSY, quietHooks({ events: file }));
    await file.finish();
    events = readFileSync(join(folder, "events.jsonl"), "utf8");
  }, 600_000);

  test("tells what its own event file tells, counted once more by other code", () => {
    const { fleet } = operationPlan(BUSY, "small");
    const limits = {
      40: { acknowledge: 5, act: 60 },
      30: { acknowledge: 5, act: 60 },
      20: { acknowledge: 15, act: 240 },
    };
    const again = recountEvents(events, limits, fleet.run.endMs + fleet.run.drainMs);
    const { measures, run } = result;
    const devices = fleet.run.devices.map(({ deviceId, plan, startsMs = fleet.run.startMs }) => ({
      ...{ deviceId, plan, putUpMs: startsMs },
    }));
    const endMs = fleet.run.endMs + fleet.run.drainMs;
    expect(recountUnrecorded(events, devices, endMs).length).toBe(measures.unrecordedDoses);
    expect(measures.unrecordedDoses).toBe(0);
    expect(again.due).toBe(run.totals.due);
    expect(again.missed).toBe(run.totals.outcomes.missed);
    expect(again.visits).toBe(measures.visits);
    expect(again.calls).toBe(measures.calls);
    expect(again.unattended).toBe(measures.unattendedAlerts);
    const told = measures.bySeverity.map(
      ({ severity, raised, lateAcknowledgements, lateActions }) => [
        String(severity),
        { raised, lateAcknowledgements, lateActions },
      ],
    );
    expect(again.bySeverity).toEqual(Object.fromEntries(told));
    expect(measures.alerts).toBeGreaterThan(50);
    const late = measures.bySeverity.map(({ lateActions }) => lateActions);
    expect(Math.max(...late)).toBeGreaterThan(0);
  });

  test("adds up by day and by product", () => {
    const { byDay, byProduct, run, measures } = result;
    const sum = (rows: readonly number[]) => rows.reduce((all, one) => all + one, 0);
    expect(sum(byDay.map(({ due }) => due))).toBe(run.totals.due);
    expect(sum(byDay.map(({ missed }) => missed))).toBe(run.totals.outcomes.missed);
    expect(sum(byDay.map(({ alerts }) => alerts))).toBe(measures.alerts);
    expect(sum(byProduct.map(({ due }) => due))).toBe(run.totals.due);
    expect(sum(byProduct.map(({ alerts }) => alerts))).toBe(measures.alerts);
    expect(byProduct.map(({ deviceDays }) => deviceDays)).toEqual([42, 35, 21, 28]);
    expect(sum(measures.byHour.map(({ raised }) => raised))).toBe(measures.alerts);
  });

  test("names the change of the clocks and the holidays of its period", () => {
    expect(result.clockChanges).toEqual(["2027-03-28"]);
    expect(result.holidays).toEqual(["2027-03-25", "2027-03-26", "2027-03-28"]);
  });

  test("watches every rule", () => {
    expect(result.run.checks.S1.made).toBeGreaterThan(0);
    expect(result.deviations.filter(({ source }) => source === "rule")).toEqual([]);
  });

  test("takes no cause of an alert for known where nothing tells it", () => {
    const { byCode = [], falseAlarmsNotKnown } = result.measures;
    const notKnown = byCode.reduce((sum, one) => sum + one.notKnown, 0);
    expect(falseAlarmsNotKnown).toBe(notKnown);
    for (const { raised, falseAlarms, notKnown: unknown } of byCode) {
      expect(falseAlarms + unknown).toBeLessThanOrEqual(raised);
    }
  });
});

describe("a result of daily operation", () => {
  const short = smallService({ approval: { ...smallService().approval, weeks: 1 } });

  test("is the same for the same file and seed on any number of threads", async () => {
    const once = await runOperation(short, quietHooks());
    const again = await runOperation(short, quietHooks({ workers: 2 }));
    expect(again).toEqual(once);
  });

  test("says that it is partial when it was cut short, and then no threshold has passed", async () => {
    const stop = new AbortController();
    const thresholds = [
      { measure: "devices-without-follow-up", atMost: 1_000, class: "A" },
    ] as const;
    const service = { ...short, approval: { ...short.approval, thresholds: [...thresholds] } };
    const result = await runOperation(
      service,
      quietHooks({ signal: stop.signal, onProgress: () => stop.abort() }),
    );
    expect(result.partial).toBe(true);
    expect(result.thresholds.map(({ outcome }) => outcome)).toEqual(["not-tested"]);
  });
});
