import { DeviceEvent, decodeAs, openEnvelope, UINT32_MAX } from "@dosekit/protocols";
import type { SequencedRecord } from "../inbox/device-cursor.ts";
import type { RecordContent } from "./device-session.ts";

/** A record, one of which only the place can be read, or neither. */
export type RecordReading =
  | { readonly ok: true; readonly record: SequencedRecord<RecordContent> }
  | { readonly ok: false; readonly code: string };

/**
 * Reads a journal record, or at least its epoch and sequence number.
 *
 * A newer device may say what this version can't read; without its place such a record would hold
 * up every alert behind it for ever.
 */
export function readRecord(payload: Uint8Array): RecordReading {
  const decoded = decodeAs(DeviceEvent, payload);
  if (!decoded.ok) return readPlace(payload, decoded.error.code);
  const event = decoded.value;
  const { epoch, seq } = event;
  const span = spanOf(event);
  if (seq + span - 1 > UINT32_MAX) return { ok: false, code: "out-of-range" };
  return { ok: true, record: { epoch, seq, span, content: { payload, event } } };
}

/**
 * Says how many sequence numbers a record stands for: 1, or the count of a marker of dropped
 * telemetry, itself included.
 *
 * @see OMDP-EVT-017
 */
export function spanOf({ kind, count = 1 }: DeviceEvent): number {
  return kind === "telemetry.dropped" ? Math.max(1, count) : 1;
}

function readPlace(payload: Uint8Array, reason: string): RecordReading {
  const opened = openEnvelope(payload);
  if (!opened.ok || opened.value.id !== DeviceEvent.id) return { ok: false, code: reason };
  const epoch = opened.value.body.get(DeviceEvent.fields.epoch.key);
  const seq = opened.value.body.get(DeviceEvent.fields.seq.key);
  if (!isSequence(epoch) || !isSequence(seq)) return { ok: false, code: reason };
  const content = { payload, event: undefined, reason };
  return { ok: true, record: { epoch, seq, span: 1, content } };
}

function isSequence(value: unknown): value is number {
  return typeof value === "number" && value >= 1 && value <= UINT32_MAX;
}
