import type { JournalRecord } from "@dosekit/protocols";
import { instant } from "@dosekit/protocols";
import {
  type EventLine,
  type HandlingEvent,
  type Observation,
  RunCollector,
} from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

const DAY_MS = 1_795_392_000_000;

function record(seq: number, fields: Partial<JournalRecord>): JournalRecord {
  return {
    epoch: 1,
    seq,
    kind: "dose.closed",
    bootId: 1,
    uptimeMs: seq * 1_000,
    clock: "synced",
    civilMs: instant(DAY_MS + seq * 1_000),
    ...fields,
  };
}

function run(...records: JournalRecord[]): { collector: RunCollector; lines: EventLine[] } {
  const lines: EventLine[] = [];
  const collector = new RunCollector((line) => lines.push(line));
  const seen: Observation[] = [
    { seen: "device", trueMs: DAY_MS, deviceId: "a", product: "pilly-sms", spoolEvents: 100 },
    ...records.map(
      (one): Observation => ({ seen: "record", trueMs: DAY_MS, deviceId: "a", record: one }),
    ),
  ];
  for (const one of seen) collector.observe(one);
  return { collector, lines };
}

describe("the account of a run", () => {
  it("counts each dose under the outcome that its journal gives it", () => {
    const { collector } = run(
      record(1, { doseId: "m/1", outcome: "retrieved" }),
      record(2, { doseId: "m/2", outcome: "missed" }),
      record(3, { kind: "dose.offered", doseId: "m/3" }),
    );
    expect(collector.finish().doses).toMatchObject({
      due: 3,
      outcomes: { retrieved: 1, missed: 1, prevented: 0 },
    });
  });

  it("moves a corrected dose to its new outcome", () => {
    const { collector } = run(
      record(1, { doseId: "m/1", outcome: "uncertain" }),
      record(2, { kind: "dose.corrected", doseId: "m/1", outcome: "retrieved", refersTo: 1 }),
    );
    expect(collector.finish().doses).toMatchObject({
      due: 1,
      outcomes: { uncertain: 0, retrieved: 1 },
    });
  });

  it("counts an alert once however often it is told", () => {
    const alert = { kind: "alert.raised", alert: "1.1", alertId: "1-1" } as const;
    const { collector } = run(
      record(1, alert),
      record(2, alert),
      record(3, { ...alert, alertId: "1-3", alert: "1.12" }),
    );
    expect(collector.finish().doses.alerts).toEqual({ "1.1": 1, "1.12": 1 });
  });

  it("dates a record under an unset clock from the next one of the same boot", () => {
    const unset = record(1, { clock: "unset", uptimeMs: 4_000, kind: "device.booted" });
    const { civilMs: _unknown, ...undated } = unset;
    const { lines } = run(
      undated,
      record(2, { kind: "clock.synced", uptimeMs: 9_000, civilMs: instant(DAY_MS) }),
    );
    expect(lines.map(({ t, clockQuality, uptimeMs }) => [t, clockQuality, uptimeMs])).toEqual([
      [new Date(DAY_MS - 5_000).toISOString(), "unset", 4_000],
      [new Date(DAY_MS).toISOString(), "synced", undefined],
    ]);
  });

  it("never guesses a time for a boot that did not come to know it", () => {
    const { civilMs: _unknown, ...undated } = record(1, { clock: "unset", kind: "device.booted" });
    const { collector, lines } = run(undated, record(2, { bootId: 2, kind: "device.booted" }));
    collector.finish();
    expect(lines.map(({ t, bootId }) => [t, bootId])).toEqual([
      [null, 1],
      [new Date(DAY_MS + 2_000).toISOString(), undefined],
    ]);
  });

  it("gives notices, operators, visits and next of kin a source and sequence each", () => {
    const { collector, lines } = run();
    const notice = { alertId: "1-1", recipient: "home-care", rung: 0, repeat: false } as const;
    collector.observe({ seen: "notice", trueMs: DAY_MS, deviceId: "a", notice });
    const alert = { alertId: "1-1", code: "1.13", severity: 30 } as const;
    const handled = (event: HandlingEvent) =>
      collector.observe({ seen: "handling", trueMs: DAY_MS, deviceId: "a", alert, event });
    handled({ kind: "handling.acknowledged", operator: "operator-2" });
    handled({ kind: "handling.dispatched", detail: "with-key" });
    handled({ kind: "handling.action", actor: "staff", acted: true });
    handled({ kind: "handling.action", actor: "next-of-kin" });
    const said = { epoch: 1, alertId: "1-1", vkp: "1.13", severity: 30 };
    expect(lines).toMatchObject([
      { device: "a.ladder", epoch: 1, seq: 1, kind: "alert.notified", recipient: "home-care" },
      { device: "a.response", seq: 1, operator: "operator-2", actor: "operator", ...said },
      { device: "a.response", seq: 2, detail: "with-key", kind: "handling.dispatched", ...said },
      { device: "a.visit", seq: 1, kind: "handling.action", actor: "staff", ...said },
      { device: "a.next-of-kin", seq: 1, actor: "next-of-kin", ...said },
    ]);
    expect(lines.filter(({ acted }) => acted)).toMatchObject([{ device: "a.visit", seq: 1 }]);
  });
});
