import { ALERTS } from "@dosekit/protocols";
import type { DeviceSnapshot } from "../client/device-session.ts";
import type { InboxRow, RecordRow } from "../inbox/inbox-row.ts";

/**
 * Writes a row as one JSON object: the fields of an event line, with the row's place in the inbox
 * and the time when it was taken.
 *
 * @param device what is known of the sender; absent fields are left out
 */
export function rowJson(row: InboxRow, device: DeviceSnapshot | undefined): string {
  const { position, deviceId, epoch, seq, span, receivedMs } = row;
  const place = { v: 1, position, receivedAt: timeText(receivedMs), device: deviceId };
  const product = device?.state?.product;
  const named = product === undefined ? place : { ...place, product };
  if (row.kind === "record") return JSON.stringify({ ...named, epoch, seq, ...recordFields(row) });
  const gap = { ...named, epoch, seq, span, kind: `inbox.${row.kind}` };
  return JSON.stringify(row.kind === "lost" ? gap : { ...gap, reason: row.reason });
}

/** Writes a row as one line for people. */
export function rowText(row: InboxRow): string {
  const place = `${row.deviceId.padEnd(16)} ${row.epoch}/${row.seq}`;
  if (row.kind === "lost") return `${place} ${row.span} records are lost to this inbox`;
  if (row.kind === "unreadable") return `${place} a record that can't be read (${row.reason})`;
  const { civilMs, uptimeMs, kind, doseId, outcome, alert, severity } = row.event;
  const when = civilMs === undefined ? `uptime ${uptimeMs} ms` : timeText(civilMs);
  const said = alert === undefined ? [] : [`${alert} ${ALERTS[alert].en}`];
  const weight = severity === undefined ? [] : [`severity ${severity}`];
  return [when, place, kind, doseId, outcome, ...said, ...weight]
    .filter((part) => part !== undefined)
    .join("  ");
}

function recordFields({ event, span }: RecordRow): object {
  const { civilMs, dueMs, alert, dispense, clock, epoch: _e, seq: _s, ...rest } = event;
  return {
    ...(civilMs === undefined ? {} : { t: timeText(civilMs) }),
    ...rest,
    ...(dueMs === undefined ? {} : { dueAt: timeText(dueMs) }),
    ...(alert === undefined && dispense === undefined ? {} : { vkp: alert ?? dispense }),
    clockQuality: clock,
    ...(span === 1 ? {} : { span }),
  };
}

/** RFC 3339 in UTC with milliseconds; a number beyond the calendar stays a number. */
function timeText(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString();
}
