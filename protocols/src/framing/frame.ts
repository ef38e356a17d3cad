import { cobsDecode, cobsEncode, cobsSizeMax } from "./cobs.ts";
import { crc32c } from "./crc32c.ts";

/** Frame types and their numbers, the low half of the first byte. */
export const FRAME_TYPES = { DATA: 1, ACK: 2, NAK: 3, RST: 4, RSTACK: 5, ERR: 6 } as const;
/** Name of a frame type. */
export type FrameType = keyof typeof FRAME_TYPES;

/** Version of the frame layout, the high half of the first byte. */
export const FRAME_VERSION = 1;
/** Most payload bytes of a frame unless both ends agree on another number. */
export const FRAME_PAYLOAD_DEFAULT = 512;
/** Most payload bytes that two ends may agree on. @see OMDP-FRM-006 */
export const FRAME_PAYLOAD_MAX = 1_024;

/** What travels between two delimiters of a serial line. */
export interface Frame {
  readonly type: FrameType;
  /** Number of this frame, 0 to 255, wrapping. */
  readonly seq: number;
  /** Number of the frame that the sender expects next, 0 to 255, wrapping. */
  readonly ack: number;
  /** 0 to {@link FRAME_PAYLOAD_MAX} bytes. */
  readonly payload: Uint8Array;
}

/**
 * Why a frame was dropped: stuffing, too short to hold a frame, checksum, layout version, type,
 * length that differs from the header's, or more bytes than the receiver takes.
 */
export type FrameErrorCode = "cobs" | "short" | "crc" | "version" | "type" | "length" | "too-long";

/** A frame, or why the bytes are none. */
export type FrameResult =
  | { readonly ok: true; readonly frame: Frame }
  | { readonly ok: false; readonly error: FrameErrorCode };

const HEADER_BYTES = 5;
const CRC_BYTES = 4;
const TYPE_NAMES = new Map(
  Object.entries(FRAME_TYPES).map(([name, number]) => [number as number, name as FrameType]),
);

/** Counts the bytes that a frame takes on the line at the most, its delimiter left out. */
export function frameSizeMax(payloadMax: number): number {
  return cobsSizeMax(HEADER_BYTES + payloadMax + CRC_BYTES);
}

/**
 * Writes a frame with its closing delimiter.
 *
 * `COBS([ver:4 type:4][seq:u8][ack:u8][len:u16be][payload][crc32c:u32be]) [0x00]`
 *
 * @throws RangeError when a number or the payload is out of range (a caller's bug)
 * @see OMDP-FRM-001
 */
export function encodeFrame(frame: Frame): Uint8Array {
  const { type, seq, ack, payload } = frame;
  checkByte("seq", seq);
  checkByte("ack", ack);
  if (payload.length > FRAME_PAYLOAD_MAX) {
    throw new RangeError(`payload: found ${payload.length} bytes, allowed ${FRAME_PAYLOAD_MAX}`);
  }
  const body = new Uint8Array(HEADER_BYTES + payload.length + CRC_BYTES);
  const view = new DataView(body.buffer);
  view.setUint8(0, FRAME_VERSION * 16 + FRAME_TYPES[type]);
  view.setUint8(1, seq);
  view.setUint8(2, ack);
  view.setUint16(3, payload.length);
  body.set(payload, HEADER_BYTES);
  const end = HEADER_BYTES + payload.length;
  view.setUint32(end, crc32c(body.subarray(0, end)));
  const stuffed = cobsEncode(body);
  const wire = new Uint8Array(stuffed.length + 1);
  wire.set(stuffed);
  return wire;
}

/**
 * Reads the bytes between two delimiters as one frame; any bytes give a frame or an error.
 *
 * The checksum is judged before the header, so that a damaged header is told as damage.
 *
 * @param stuffed the bytes without their delimiter
 * @see OMDP-FRM-005
 */
export function decodeFrame(stuffed: Uint8Array): FrameResult {
  const body = cobsDecode(stuffed);
  if (body === undefined) return { ok: false, error: "cobs" };
  if (body.length < HEADER_BYTES + CRC_BYTES) return { ok: false, error: "short" };
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const end = body.length - CRC_BYTES;
  if (crc32c(body.subarray(0, end)) !== view.getUint32(end)) return { ok: false, error: "crc" };
  const first = view.getUint8(0);
  if (first >> 4 !== FRAME_VERSION) return { ok: false, error: "version" };
  if (view.getUint16(3) !== end - HEADER_BYTES) return { ok: false, error: "length" };
  const type = TYPE_NAMES.get(first & 15);
  if (type === undefined) return { ok: false, error: "type" };
  const payload = body.slice(HEADER_BYTES, end);
  return { ok: true, frame: { type, seq: view.getUint8(1), ack: view.getUint8(2), payload } };
}

function checkByte(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= 255) return;
  throw new RangeError(`${name}: found ${value}, allowed 0 to 255`);
}
