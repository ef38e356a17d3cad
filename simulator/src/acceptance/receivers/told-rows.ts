import {
  ALERTS,
  DeviceEvent,
  encodeMessage,
  type JournalRecord,
  type Severity,
} from "@dosekit/protocols";
import { type RecordRow, rowOfPayload } from "@dosekit/sdk";
import type { Household } from "./households.ts";
import type { ToldCode } from "./told-code.ts";

/** Id under which the gateway itself speaks. */
export const GATEWAY_ID = "gateway-1";

/** What both receivers have to hear of one row, or the record alone. */
export interface Expected {
  readonly household: Household;
  readonly of: ToldCode["of"];
  readonly code: ToldCode["code"];
  readonly atMs: number;
  readonly severity: Severity | undefined;
}

/** Rows as an inbox hands them out, with what has to arrive of them. */
export interface ToldRows {
  readonly rows: readonly RecordRow[];
  readonly expected: readonly Expected[];
  /** Alerts of which somebody took charge, which is to become a note in the record. */
  readonly notes: number;
}

/** Gateway clock at an arrival lies this much behind the event, ms. */
const ON_ITS_WAY_MS = 1_000;
const LOST_CONTACT = "1.20";

/**
 * Lays out every code of every household as rows of an inbox: each once, the gateway's word that the
 * device has no contact, the step of its ladder that tells the next of kin, and somebody who takes
 * charge of the first alert.
 */
export function toldRows(codes: readonly ToldCode[], households: readonly Household[]): ToldRows {
  const rows: RecordRow[] = [];
  const expected: Expected[] = [];
  for (const household of households) {
    const { deviceId } = household;
    const say = (sender: string, record: JournalRecord) => rows.push(rowOf(sender, record, rows));
    for (const [at, { of, code, record }] of codes.entries()) {
      const seq = at + 1;
      const own = of === "alert" ? { alertId: `1-${seq}` } : {};
      say(deviceId, { ...record, epoch: 1, seq, bootId: 1, ...own });
      const severity = of === "alert" ? (record.severity as Severity | undefined) : undefined;
      expected.push({ household, of, code, atMs: record.civilMs ?? 0, severity });
    }
    const atMs = latestMs(codes) + 60_000;
    const lost = lostContact(household, atMs, rows.length);
    say(GATEWAY_ID, lost);
    const severity = ALERTS[LOST_CONTACT].severity;
    expected.push({ household, of: "alert", code: LOST_CONTACT, atMs, severity });
    say(GATEWAY_ID, { ...lost, seq: rows.length + 1, ...toNextOfKin });
    say(deviceId, takenCharge(codes, atMs));
  }
  return { rows, expected, notes: households.length };
}

const toNextOfKin = { kind: "alert.notified", recipient: "next-of-kin" } as const;

function lostContact({ deviceId }: Household, atMs: number, before: number): JournalRecord {
  const seq = before + 1;
  return {
    ...{ epoch: 1, seq, bootId: 1, uptimeMs: seq, clock: "synced", kind: "alert.raised" },
    ...{ civilMs: atMs as never, alertId: `1-${seq}`, about: deviceId },
    ...{ alert: LOST_CONTACT, severity: ALERTS[LOST_CONTACT].severity },
  };
}

function takenCharge(codes: readonly ToldCode[], atMs: number): JournalRecord {
  const at = codes.findIndex(({ of }) => of === "alert");
  const alert = codes[at]?.record.alert;
  const seq = codes.length + 1;
  return {
    ...{ epoch: 1, seq, bootId: 1, uptimeMs: seq, clock: "synced", kind: "alert.acknowledged" },
    ...{ civilMs: atMs as never, alertId: `1-${at + 1}`, actor: "operator" },
    ...(alert === undefined ? {} : { alert }),
  };
}

function latestMs(codes: readonly ToldCode[]): number {
  return codes.reduce((latest, { record }) => Math.max(latest, record.civilMs ?? 0), 0);
}

/** Goes over the wire's own bytes, as everything in an inbox has. */
function rowOf(sender: string, record: JournalRecord, before: readonly RecordRow[]): RecordRow {
  const { epoch, seq, civilMs = 0 } = record;
  const place = {
    ...{ position: before.length + 1, deviceId: sender, epoch, seq, span: 1 },
    receivedMs: civilMs + ON_ITS_WAY_MS,
  };
  const row = rowOfPayload(place, encodeMessage(DeviceEvent, record));
  if (row.kind !== "record") throw new TypeError(`the codec refuses a record: ${row.reason}`);
  return row;
}
