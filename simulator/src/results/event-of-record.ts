import { instant, type JournalRecord } from "@dosekit/protocols";
import type { EventLine } from "./event-line.ts";

/** Writes an instant as RFC 3339 in UTC with milliseconds. */
export function utcText(ms: number): string {
  return new Date(instant(ms)).toISOString();
}

/**
 * Turns a journal record into a line of the event file.
 *
 * @param atMs when it happened by the device's clock, ms; `undefined` when the device never knew
 */
export function eventOfRecord(
  deviceId: string,
  product: string,
  record: JournalRecord,
  atMs: number | undefined,
): EventLine {
  const { doseId, dueMs, outcome, evidence, reason, alertId, severity, actor } = record;
  const vkp = record.alert ?? record.dispense;
  return {
    v: 1,
    t: atMs === undefined ? null : utcText(atMs),
    device: deviceId,
    product,
    epoch: record.epoch,
    seq: record.seq,
    kind: record.kind,
    ...(doseId === undefined ? {} : { doseId }),
    ...(dueMs === undefined ? {} : { dueAt: utcText(dueMs) }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(reason === undefined ? {} : { reason }),
    ...(vkp === undefined ? {} : { vkp }),
    ...(alertId === undefined ? {} : { alertId }),
    ...(severity === undefined ? {} : { severity }),
    ...(actor === undefined ? {} : { actor }),
    clockQuality: record.clock,
    ...(record.civilMs === undefined ? { bootId: record.bootId, uptimeMs: record.uptimeMs } : {}),
  };
}
