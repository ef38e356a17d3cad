import {
  type DeviceEvent,
  type DeviceId,
  decodeAs,
  DeviceEvent as EventMessage,
} from "@dosekit/protocols";

/** What every row of the inbox has: its place, and what it is about. */
export interface InboxPlace {
  /** Place in the inbox, rising by one from 1; consumers remember it. */
  readonly position: number;
  readonly deviceId: DeviceId;
  readonly epoch: number;
  /** First sequence number that the row stands for. */
  readonly seq: number;
  /** How many sequence numbers it stands for; more than 1 for dropped telemetry and lost records. */
  readonly span: number;
  /** Gateway clock when it was taken, ms since the Unix epoch; not when it happened. */
  readonly receivedMs: number;
}

/** A record of a device's journal, committed. */
export interface RecordRow extends InboxPlace {
  readonly kind: "record";
  readonly event: DeviceEvent;
  /** The message as the device sent it. */
  readonly payload: Uint8Array;
}

/**
 * A record whose epoch and sequence number are clear and whose content is not, such as one of a
 * newer device. It is committed so that the alerts behind it are not held up.
 */
export interface UnreadableRow extends InboxPlace {
  readonly kind: "unreadable";
  /** Why, as a code of the decoder's table. */
  readonly reason: string;
  readonly payload: Uint8Array;
}

/** A stretch of records that the device can't send any more, and that this inbox never had. */
export interface LostRow extends InboxPlace {
  readonly kind: "lost";
}

/** One row of the inbox. */
export type InboxRow = RecordRow | UnreadableRow | LostRow;

/** Version byte that begins every row in storage. */
export const ROW_VERSION = 1;

const KIND_NUMBERS = { record: 1, unreadable: 2, lost: 3 } as const;
const HEAD_BYTES = 23;
const WORD = 2 ** 32;
const NO_PAYLOAD = new Uint8Array();

/**
 * Writes a row for storage; its position is the key, not part of it.
 *
 * `[version:u8][kind:u8][epoch:u32][seq:u32][span:u32][receivedMs:u64][idLength:u8][id][payload]`,
 * numbers big-endian.
 */
export function encodeRow(row: InboxRow): Uint8Array {
  const id = row.deviceId;
  const payload = row.kind === "lost" ? NO_PAYLOAD : row.payload;
  const idLength = Buffer.byteLength(id);
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + idLength + payload.length);
  bytes[0] = ROW_VERSION;
  bytes[1] = KIND_NUMBERS[row.kind];
  bytes.writeUInt32BE(row.epoch, 2);
  bytes.writeUInt32BE(row.seq, 6);
  bytes.writeUInt32BE(row.span, 10);
  bytes.writeUInt32BE(Math.floor(row.receivedMs / WORD), 14);
  bytes.writeUInt32BE(row.receivedMs % WORD, 18);
  bytes[22] = idLength;
  bytes.write(id, HEAD_BYTES);
  bytes.set(payload, HEAD_BYTES + idLength);
  return bytes;
}

/**
 * Reads a row from storage.
 *
 * A record that can't be read comes back as unreadable, with its bytes; one that was unreadable
 * when it came, and that this version understands, comes back as a record.
 *
 * @returns `undefined` when the bytes are no row of a known version
 */
export function decodeRow(position: number, bytes: Uint8Array): InboxRow | undefined {
  if (bytes.length < HEAD_BYTES || bytes[0] !== ROW_VERSION) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const idEnd = HEAD_BYTES + view.getUint8(22);
  if (bytes.length < idEnd) return undefined;
  const place: InboxPlace = {
    position,
    deviceId: new TextDecoder().decode(bytes.subarray(HEAD_BYTES, idEnd)),
    epoch: view.getUint32(2),
    seq: view.getUint32(6),
    span: view.getUint32(10),
    receivedMs: Number(view.getBigUint64(14)),
  };
  const kind = bytes[1];
  if (kind === KIND_NUMBERS.lost) return { ...place, kind: "lost" };
  if (kind !== KIND_NUMBERS.record && kind !== KIND_NUMBERS.unreadable) return undefined;
  return rowOfPayload(place, new Uint8Array(bytes.subarray(idEnd)));
}

/** Builds the row of a message that a device sent. */
export function rowOfPayload(place: InboxPlace, payload: Uint8Array): RecordRow | UnreadableRow {
  const decoded = decodeAs(EventMessage, payload);
  if (decoded.ok) return { ...place, kind: "record", event: decoded.value, payload };
  return { ...place, kind: "unreadable", reason: decoded.error.code, payload };
}
