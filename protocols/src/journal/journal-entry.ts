import { encodeMessage } from "../codec/encode-message.ts";
import type { Checkpoint } from "../device/device-logic.ts";
import { crc32c } from "../framing/crc32c.ts";
import { DeviceEvent, type JournalRecord } from "../messages/device-event.ts";

/*
 * One entry is one durable write:
 *
 *   [mark:u8][version:u8][epoch:u32][ackedSeq:u32][lastSeq:u32][records:u32][checkpointSize:u32]
 *   records × [size:u16][device-event message]  [checkpoint: JSON in ASCII]  [crc32c:u32]
 *
 * All numbers are big-endian. Every version, past or to come, begins with the mark and the version
 * and ends with the CRC-32C of all bytes before it, so that any reader tells torn from unknown.
 */

/** First byte of every journal entry: the letter J. */
export const JOURNAL_MARK = 0x4a;
/** Version of the entry format that is written. */
export const JOURNAL_VERSION = 1;
/** Bytes of an entry before its first record. */
export const JOURNAL_HEAD_BYTES = 22;
/** Bytes of the checksum at the end of an entry. */
export const JOURNAL_CRC_BYTES = 4;

/**
 * The platform's own encoder, which every JavaScript platform has: it writes ASCII thirty times as
 * fast as a loop over the characters does, and a checkpoint has thousands.
 */
declare const TextEncoder: new () => { encodeInto(text: string, into: Uint8Array): unknown };
const ASCII = new TextEncoder();

/** A record together with the bytes that both the journal and the wire carry. */
export interface EncodedRecord {
  readonly record: JournalRecord;
  /** The record as a `device-event` message. */
  readonly bytes: Uint8Array;
}

/** What one durable write of a device holds. */
export interface JournalEntry {
  /** Epoch of the newest record of the journal. */
  readonly epoch: number;
  /** The host had acknowledged through here when the entry was written; 0 for nothing yet. */
  readonly ackedSeq: number;
  /** Newest record of the journal, this entry included. */
  readonly lastSeq: number;
  /**
   * Records that the entry adds, in order. A `telemetry.dropped` record takes the place of the
   * `count` records that begin at its own number.
   */
  readonly records: readonly EncodedRecord[];
  /** The state of the device after the step that wrote the entry. */
  readonly checkpoint: Checkpoint;
}

/**
 * Encodes a record once, for journal and wire.
 *
 * @throws RangeError when a field is out of its range (a caller's bug)
 */
export function encodeRecord(record: JournalRecord): EncodedRecord {
  return { record, bytes: encodeMessage(DeviceEvent, record) };
}

/** Encodes one entry. */
export function encodeJournalEntry(entry: JournalEntry): Uint8Array {
  const checkpoint = asciiJson(entry.checkpoint);
  const recordBytes = entry.records.reduce((sum, { bytes }) => sum + 2 + bytes.length, 0);
  const size = JOURNAL_HEAD_BYTES + recordBytes + checkpoint.length + JOURNAL_CRC_BYTES;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes[0] = JOURNAL_MARK;
  bytes[1] = JOURNAL_VERSION;
  const head = [entry.epoch, entry.ackedSeq, entry.lastSeq];
  for (const [index, value] of [...head, entry.records.length, checkpoint.length].entries()) {
    view.setUint32(2 + index * 4, value);
  }
  const checkpointAt = writeRecords(entry.records, bytes, view);
  ASCII.encodeInto(checkpoint, bytes.subarray(checkpointAt));
  view.setUint32(size - JOURNAL_CRC_BYTES, crc32c(bytes.subarray(0, size - JOURNAL_CRC_BYTES)));
  return bytes;
}

function writeRecords(
  records: readonly EncodedRecord[],
  bytes: Uint8Array,
  view: DataView,
): number {
  let at = JOURNAL_HEAD_BYTES;
  for (const record of records) {
    view.setUint16(at, record.bytes.length);
    bytes.set(record.bytes, at + 2);
    at += 2 + record.bytes.length;
  }
  return at;
}

/** JSON with every character beyond ASCII escaped: one byte each, whatever a text holds. */
function asciiJson(checkpoint: Checkpoint): string {
  return JSON.stringify(checkpoint).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
