import { decodeAs } from "../codec/decode-message.ts";
import type { Checkpoint } from "../device/device-logic.ts";
import { crc32c } from "../framing/crc32c.ts";
import { DeviceEvent } from "../messages/device-event.ts";
import {
  type EncodedRecord,
  JOURNAL_CRC_BYTES,
  JOURNAL_HEAD_BYTES,
  JOURNAL_MARK,
  JOURNAL_VERSION,
  type JournalEntry,
} from "./journal-entry.ts";

/** A row of entries as it was found in storage. */
export interface JournalReading {
  readonly ok: true;
  /** The entries that are whole, oldest first. */
  readonly entries: readonly JournalEntry[];
  /** 1 when the last entry of the row was torn or unreadable and left out, else 0. */
  readonly torn: number;
  /** Places in the row, counted from 0, of unreadable entries that others follow. */
  readonly damaged: readonly number[];
}

/** A row of entries that this version must not touch. */
export interface JournalRefusal {
  readonly ok: false;
  readonly error: {
    readonly code: "unsupported-version";
    /** Version that the entry names. */
    readonly version: number;
    /** Its place in the row, counted from 0. */
    readonly index: number;
    readonly message: string;
  };
}

/**
 * Reads a row of journal entries.
 *
 * A torn last entry is what a power cut leaves: it is dropped and counted. An unreadable entry
 * before others is damage to the storage: it is reported, and all that is whole is kept. An entry
 * of a newer version that is whole refuses the row, so that older firmware never writes over it.
 */
export function decodeJournalEntries(rows: readonly Uint8Array[]): JournalReading | JournalRefusal {
  const entries: JournalEntry[] = [];
  const unreadable: number[] = [];
  for (const [index, bytes] of rows.entries()) {
    if (!isWhole(bytes)) {
      unreadable.push(index);
      continue;
    }
    const version = bytes[1] ?? 0;
    if (version !== JOURNAL_VERSION) return unsupported(version, index);
    const entry = readEntry(bytes);
    if (entry === undefined) unreadable.push(index);
    else entries.push(entry);
  }
  const damaged = unreadable.filter((index) => index < rows.length - 1);
  return { ok: true, entries, torn: unreadable.length - damaged.length, damaged };
}

function unsupported(version: number, index: number): JournalRefusal {
  const message = `journal entry ${index} has format version ${version}, known is ${JOURNAL_VERSION}`;
  return { ok: false, error: { code: "unsupported-version", version, index, message } };
}

function isWhole(bytes: Uint8Array): boolean {
  const crcAt = bytes.length - JOURNAL_CRC_BYTES;
  if (crcAt < 2 || bytes[0] !== JOURNAL_MARK) return false;
  return viewOf(bytes).getUint32(crcAt) === crc32c(bytes.subarray(0, crcAt));
}

/** Reads an entry whose checksum is right; `undefined` when its inside does not fit all the same. */
function readEntry(bytes: Uint8Array): JournalEntry | undefined {
  const end = bytes.length - JOURNAL_CRC_BYTES;
  if (end < JOURNAL_HEAD_BYTES) return undefined;
  const view = viewOf(bytes);
  const [epoch, ackedSeq, lastSeq] = [view.getUint32(2), view.getUint32(6), view.getUint32(10)];
  const checkpointAt = end - view.getUint32(18);
  const records = readRecords(bytes, view.getUint32(14), checkpointAt);
  const checkpoint = records && readCheckpoint(bytes.subarray(checkpointAt, end));
  if (records === undefined || checkpoint === undefined) return undefined;
  return { epoch, ackedSeq, lastSeq, records, checkpoint };
}

function readRecords(
  bytes: Uint8Array,
  count: number,
  end: number,
): readonly EncodedRecord[] | undefined {
  const view = viewOf(bytes);
  const records: EncodedRecord[] = [];
  let at = JOURNAL_HEAD_BYTES;
  while (records.length < count) {
    if (at + 2 > end) return undefined;
    const next = at + 2 + view.getUint16(at);
    if (next > end) return undefined;
    // A copy, so that a record in the spool does not keep its whole entry in memory.
    const own = bytes.slice(at + 2, next);
    const decoded = decodeAs(DeviceEvent, own);
    if (!decoded.ok) return undefined;
    records.push({ record: decoded.value, bytes: own });
    at = next;
  }
  return at === end ? records : undefined;
}

function readCheckpoint(bytes: Uint8Array): Checkpoint | undefined {
  try {
    let json = "";
    for (const byte of bytes) json += String.fromCharCode(byte);
    const value: unknown = JSON.parse(json);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Checkpoint) : undefined;
  } catch {
    return undefined;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
