import { instant, type JournalRecord } from "@dosekit/protocols";
import type { EventLine } from "./event-line.ts";

/** Writes an instant as RFC 3339 in UTC with milliseconds. */
export function utcText(ms: number): string {
  return new Date(instant(ms)).toISOString();
}

/** When something happened. */
export interface RecordTimes {
  /** By the device's clock, ms; absent when the device never knew. */
  readonly atMs?: number | undefined;
  /** By the world's, ms; absent where it is told otherwise. */
  readonly trueMs?: number;
}

/** Turns a journal record into a line of the event file. */
export function eventOfRecord(
  deviceId: string,
  product: string,
  record: JournalRecord,
  { atMs, trueMs }: RecordTimes,
): EventLine {
  const { doseId, dueMs, outcome, evidence, reason, alertId, severity, actor, mode } = record;
  const isMeasured = alertId !== undefined || mode !== undefined;
  const vkp = record.alert ?? record.dispense;
  return {
    v: 1,
    t: atMs === undefined ? null : utcText(atMs),
    device: deviceId,
    product,
    epoch: record.epoch,
    seq: record.seq,
    kind: record.kind,
    ...(isMeasured && trueMs !== undefined ? { trueAt: utcText(trueMs) } : {}),
    ...(doseId === undefined ? {} : { doseId }),
    ...(dueMs === undefined ? {} : { dueAt: utcText(dueMs) }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(reason === undefined ? {} : { reason }),
    ...(vkp === undefined ? {} : { vkp }),
    ...(alertId === undefined ? {} : { alertId }),
    ...(severity === undefined ? {} : { severity }),
    ...(actor === undefined ? {} : { actor }),
    ...(mode === undefined ? {} : { mode }),
    clockQuality: record.clock,
    ...(record.civilMs === undefined ? { bootId: record.bootId, uptimeMs: record.uptimeMs } : {}),
  };
}
