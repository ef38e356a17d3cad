import type { JournalRecord } from "@dosekit/protocols";
import {
  addResponses,
  type HandlingEvent,
  type Observation,
  ResponseAccount,
  responseDocument,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { alertRecord, RESPONSE_START_MS } from "../../../support/simulator/response-bench.ts";

const [MINUTE_MS, HOUR_MS] = [60_000, 3_600_000];
const START = RESPONSE_START_MS;

function account(deviceId = "d1") {
  const counted = new ResponseAccount("Europe/Oslo");
  const at = (min: number) => ({ trueMs: START + min * MINUTE_MS, deviceId });
  const record = (min: number, part: Partial<JournalRecord> = {}) =>
    counted.observe({ ...at(min), seen: "record", record: alertRecord(part) } as Observation);
  const handled = (min: number, event: HandlingEvent, alertId = "1-1") =>
    counted.observe({
      ...at(min),
      ...{ seen: "handling", event, alert: { alertId, code: "1.1", severity: 30 } },
    });
  return { counted, record, handled, at };
}

function documentOf(counted: ResponseAccount, centre: "shared" | "unlimited" = "unlimited") {
  return responseDocument(counted.pack(), centre);
}

describe("how alerts are answered", () => {
  test("is measured from the alert on the device to acknowledgement and first action", () => {
    const { counted, record, handled } = account();
    record(0);
    handled(4, { kind: "handling.acknowledged" });
    handled(7, { kind: "handling.call", detail: "unanswered" });
    handled(34, { kind: "handling.action", actor: "staff", acted: true });
    handled(50, { kind: "handling.action", actor: "staff", acted: true });
    const { severities, ...document } = documentOf(counted);
    expect(severities["30"]).toMatchObject({
      ...{ raised: 1, acknowledged: 1, clearedFirst: 0, unattended: 0, withoutAction: 0 },
      toAcknowledgementMs: { count: 1, max: 4 * MINUTE_MS },
      acknowledgementToActionMs: { count: 1, max: 30 * MINUTE_MS },
      toActionMs: { count: 1, max: 34 * MINUTE_MS },
    });
    expect(document).toMatchObject({ callsAnswered: 0, callsUnanswered: 1, visitsSent: 0 });
    expect(document.byHour[8]).toEqual({ hour: 8, raised: 1, acknowledged: 1 });
    expect(document).not.toHaveProperty("operators");
  });

  test("counts devices that were left alone for a day with a grave alert", () => {
    const left = (
      steps: readonly (readonly [hour: number, part: Partial<JournalRecord> | HandlingEvent])[],
    ) => {
      const { counted, record, handled } = account();
      for (const [hour, part] of steps) {
        if (part.kind?.startsWith("handling.")) handled(60 * hour, part as HandlingEvent);
        else record(60 * hour, part as Partial<JournalRecord>);
      }
      counted.finish(START + 100 * HOUR_MS);
      return documentOf(counted).devicesWithoutFollowUp;
    };
    const action: HandlingEvent = { kind: "handling.action", actor: "staff" };
    const first: HandlingEvent = { ...action, acted: true };
    const over = { kind: "alert.cleared" } as const;
    const [dose, jam] = [{ alert: "1.1" } as const, { alert: "1.8" } as const];
    expect(left([[0, dose]])).toBe(1);
    expect(left([[0, { ...dose, severity: 10 }]])).toBe(0);
    expect(
      left([
        [0, dose],
        [23, first],
      ]),
    ).toBe(0);
    expect(
      left([
        [0, dose],
        [25, first],
      ]),
    ).toBe(1);
    expect(
      left([
        [0, jam],
        [23, over],
      ]),
    ).toBe(0);
    expect(
      left([
        [0, jam],
        [2, first],
      ]),
    ).toBe(1);
    expect(
      left([
        [0, jam],
        [2, first],
        [20, action],
        [40, over],
      ]),
    ).toBe(0);
    expect(
      left([
        [0, jam],
        [2, first],
        [3, { kind: "handling.call" }],
        [40, over],
      ]),
    ).toBe(1);
  });

  test("tells alerts that nobody answered from those that cleared before", () => {
    const { counted, record, handled } = account();
    record(0);
    record(1, { alertId: "1-2", severity: 20 });
    record(2, { alertId: "1-2", kind: "alert.cleared" });
    record(3, { alertId: "1-3" });
    handled(5, { kind: "handling.acknowledged" }, "1-3");
    record(6, { alertId: "1-3", kind: "alert.cleared" });
    counted.finish(START + HOUR_MS);
    expect(documentOf(counted).severities).toMatchObject({
      "30": { raised: 2, acknowledged: 1, unattended: 1, withoutAction: 1 },
      "20": { raised: 1, acknowledged: 0, clearedFirst: 1, unattended: 0 },
    });
  });

  test("counts an acknowledgement once, however often the device asks for it", () => {
    const { counted, record, handled } = account();
    record(0);
    handled(5, { kind: "handling.acknowledged" });
    handled(65, { kind: "handling.acknowledged" });
    expect(documentOf(counted).severities["30"]?.acknowledged).toBe(1);
  });

  test("takes the severity of the catalogue for a record that names none", () => {
    const { counted, record } = account();
    const { severity: _unsaid, ...unsaid } = alertRecord({ alert: "1.12" });
    record(0, { ...unsaid, severity: undefined } as unknown as Partial<JournalRecord>);
    expect(Object.keys(documentOf(counted).severities)).toEqual(["10"]);
  });

  test("adds up hours on duty and the greatest queue of a shared centre by local hour", () => {
    const { counted, record, handled } = account();
    const stands = (min: number, waiting: number, onDuty: number) =>
      counted.observe({
        ...{ trueMs: START + min * MINUTE_MS, deviceId: "*", seen: "desk" },
        standing: { waiting, busy: 0, onDuty },
      });
    stands(0, 0, 2);
    record(1);
    handled(6, { kind: "handling.acknowledged" });
    stands(30, 3, 2);
    stands(90, 0, 1);
    counted.finish(START + 3 * HOUR_MS);
    const { byHour, operators } = documentOf(counted, "shared");
    expect(byHour.slice(7, 12)).toEqual([
      { hour: 7, raised: 0, acknowledged: 0, operatorHours: 0, waitingMax: 0 },
      {
        ...{ hour: 8, raised: 1, acknowledged: 1 },
        ...{ operatorHours: 2, perOperatorHour: 0.5, waitingMax: 3 },
      },
      {
        ...{ hour: 9, raised: 0, acknowledged: 0 },
        ...{ operatorHours: 1.5, perOperatorHour: 0, waitingMax: 3 },
      },
      {
        ...{ hour: 10, raised: 0, acknowledged: 0 },
        ...{ operatorHours: 1, perOperatorHour: 0, waitingMax: 0 },
      },
      { hour: 11, raised: 0, acknowledged: 0, operatorHours: 0, waitingMax: 0 },
    ]);
    expect(operators).toEqual({
      ...{ hours: 4.5, perOperatorHour: 0.222, greatestQueue: 3 },
      greatestQueueAt: "2026-11-23T07:30:00.000Z",
    });
  });

  test("adds up over devices, times by merging what was counted", () => {
    const parts = [3, 5, 40].map((min, index) => {
      const { counted, record, handled } = account(`d${index}`);
      record(0);
      handled(min, { kind: "handling.acknowledged" });
      handled(min, { kind: "handling.dispatched" });
      return counted.pack();
    });
    const sum = parts.reduce(addResponses);
    const document = responseDocument(sum, "unlimited");
    expect(document.severities["30"]?.toAcknowledgementMs).toMatchObject({
      ...{ count: 3, min: 3 * MINUTE_MS, max: 40 * MINUTE_MS },
    });
    expect(document.severities["30"]?.toAcknowledgementMs.p50).toBeCloseTo(5 * MINUTE_MS, -3);
    expect(document.visitsSent).toBe(3);
  });
});
