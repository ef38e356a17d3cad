import {
  DeviceEvent,
  DeviceState,
  encodeMessage,
  type JournalRecord,
  ReportedConfig,
} from "@dosekit/protocols";
import type { InboxRow } from "@dosekit/sdk";

/** A journal record with everything but its place set to something plain. */
export function record(
  epoch: number,
  seq: number,
  rest: Partial<JournalRecord> = {},
): JournalRecord {
  return {
    epoch,
    seq,
    kind: "lid.opened",
    bootId: 7,
    uptimeMs: seq * 1_000,
    clock: "rtc",
    ...rest,
  };
}

/** A marker that stands for `count` dropped records. */
export function dropped(epoch: number, seq: number, count: number): JournalRecord {
  return record(epoch, seq, { kind: "telemetry.dropped", count });
}

/** The bytes of a journal record. */
export function eventBytes(event: JournalRecord): Uint8Array {
  return encodeMessage(DeviceEvent, event);
}

/** The bytes of a birth. */
export function birthBytes(
  epoch: number,
  firstSeq: number,
  lastSeq: number,
  rest: Partial<DeviceState> = {},
): Uint8Array {
  return encodeMessage(DeviceState, {
    status: "online",
    bootId: 7,
    epoch,
    firstSeq,
    lastSeq,
    ...rest,
  });
}

/** The bytes of a report on a configuration. */
export function reportBytes(version: number, rest: Partial<ReportedConfig> = {}): Uint8Array {
  return encodeMessage(ReportedConfig, { version, planRevision: 0, result: "applied", ...rest });
}

/** A row in a few characters: `d1/5:3 record`, `d1/5:4+2 lost`. */
export function rowText(row: InboxRow): string {
  const span = row.span === 1 ? "" : `+${row.span - 1}`;
  return `${row.deviceId}/${row.epoch}:${row.seq}${span} ${row.kind}`;
}
