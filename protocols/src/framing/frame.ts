import { cobsDecodeInto, cobsEncode, cobsSizeMax } from "./cobs.ts";
import { crc32c } from "./crc32c.ts";

/** Frame types and their numbers, the low half of the first byte. */
export const FRAME_TYPES = {
  DATA: 1,
  ACK: 2,
  NAK: 3,
  RST: 4,
  RSTACK: 5,
  ERR: 6,
  TIME: 7,
  COUNT: 8,
} as const;
/** Name of a frame type. */
export type FrameType = keyof typeof FRAME_TYPES;

/** Version of the frame layout, bits 4 to 6 of the first byte. */
export const FRAME_VERSION = 1;
/** Most payload bytes of a frame unless both ends agree on another number. */
export const FRAME_PAYLOAD_DEFAULT = 512;
/** Most payload bytes that two ends may agree on. @see OMDP-FRM-006 */
export const FRAME_PAYLOAD_MAX = 1_024;
/** Greatest address that a device on a shared line may have; the least is 1. @see OMDP-FRM-009 */
export const DROP_ADDRESS_MAX = 126;
/** Address of all devices of a shared line at once. */
export const EVERY_DROP = 127;

/** Whom a frame on a shared line goes to or comes from. @see OMDP-FRM-009 */
export interface DropAddress {
  /** 1 to {@link DROP_ADDRESS_MAX}, or {@link EVERY_DROP} from the gateway. */
  readonly address: number;
  readonly from: "gateway" | "device";
}

/** What travels between two delimiters of a serial line. */
export interface Frame {
  readonly type: FrameType;
  /** Number of this frame, 0 to 255, wrapping. */
  readonly seq: number;
  /** Number of the frame that the sender expects next, 0 to 255, wrapping. */
  readonly ack: number;
  /** 0 to {@link FRAME_PAYLOAD_MAX} bytes. */
  readonly payload: Uint8Array;
  /** On a line that several devices share; absent on a line with two ends. */
  readonly drop?: DropAddress;
}

/**
 * Why a frame was dropped: stuffing, too short to hold a frame, checksum, layout version, type,
 * address, length that differs from the header's, or more bytes than the receiver takes.
 */
export type FrameErrorCode =
  | "cobs"
  | "short"
  | "crc"
  | "version"
  | "type"
  | "address"
  | "length"
  | "too-long";

/** A frame, or why the bytes are none. */
export type FrameResult =
  | { readonly ok: true; readonly frame: Frame }
  | { readonly ok: false; readonly error: FrameErrorCode };

const HEADER_BYTES = 5;
const CRC_BYTES = 4;
const ADDRESSED = 0x80;
const FROM_DEVICE = 0x80;
const TYPE_NAMES: readonly (FrameType | undefined)[] = Array.from({ length: 16 }, (_, number) =>
  (Object.keys(FRAME_TYPES) as FrameType[]).find((name) => FRAME_TYPES[name] === number),
);

/** Counts the bytes that a frame takes on the line at the most, its delimiter left out. */
export function frameSizeMax(payloadMax: number): number {
  return cobsSizeMax(HEADER_BYTES + 1 + payloadMax + CRC_BYTES);
}

/**
 * Writes a frame with its closing delimiter.
 *
 * `COBS([addressed:1 ver:3 type:4][from:1 address:7]?[seq:u8][ack:u8][len:u16be][payload]
 * [crc32c:u32be]) [0x00]`; the address is there when `addressed` is 1.
 *
 * @throws RangeError when a number or the payload is out of range (a caller's bug)
 * @see OMDP-FRM-001, OMDP-FRM-009
 */
export function encodeFrame(frame: Frame): Uint8Array {
  const { type, seq, ack, payload, drop } = frame;
  checkByte("seq", seq);
  checkByte("ack", ack);
  if (payload.length > FRAME_PAYLOAD_MAX) {
    throw new RangeError(`payload: found ${payload.length} bytes, allowed ${FRAME_PAYLOAD_MAX}`);
  }
  const start = drop === undefined ? HEADER_BYTES : HEADER_BYTES + 1;
  const end = start + payload.length;
  const body = new Uint8Array(end + CRC_BYTES);
  const view = new DataView(body.buffer);
  body[0] = (drop === undefined ? 0 : ADDRESSED) + FRAME_VERSION * 16 + FRAME_TYPES[type];
  if (drop !== undefined) body[1] = addressByte(drop);
  view.setUint8(start - 4, seq);
  view.setUint8(start - 3, ack);
  view.setUint16(start - 2, payload.length);
  body.set(payload, start);
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
  return decodeFrameWith(stuffed, new Uint8Array(stuffed.length));
}

/** Payloads up to this many bytes get memory of their own, which costs less than a view then. */
export const FRAME_COPIED_MAX = 64;

/**
 * Reads like {@link decodeFrame}, in memory that the caller keeps from frame to frame.
 *
 * @param room longer than `at` by the length of `stuffed` or more; a payload of more than
 *   {@link FRAME_COPIED_MAX} bytes stays in there as a view, so these bytes are the frame's from then on
 * @param at where in the room there is place
 */
export function decodeFrameWith(stuffed: Uint8Array, room: Uint8Array, at = 0): FrameResult {
  const length = cobsDecodeInto(stuffed, room, at);
  if (length < 0) return refused("cobs");
  if (length < HEADER_BYTES + CRC_BYTES) return refused("short");
  const end = at + length - CRC_BYTES;
  if (crc32c(room.subarray(at, end)) !== uint32At(room, end)) return refused("crc");
  const first = room[at] ?? 0;
  if (((first >> 4) & 7) !== FRAME_VERSION) return refused("version");
  const drop = first < ADDRESSED ? undefined : readAddress(room[at + 1] ?? 0);
  const start = at + (first < ADDRESSED ? HEADER_BYTES : HEADER_BYTES + 1);
  // The flag promises one byte more than the shortest frame has.
  if (start > end) return refused("short");
  if (first >= ADDRESSED && drop === undefined) return refused("address");
  const stated = (room[start - 2] ?? 0) * 256 + (room[start - 1] ?? 0);
  if (stated !== end - start) return refused("length");
  const type = TYPE_NAMES[first & 15];
  if (type === undefined) return refused("type");
  const seq = room[start - 4] ?? 0;
  const ack = room[start - 3] ?? 0;
  const payload = stated > FRAME_COPIED_MAX ? room.subarray(start, end) : room.slice(start, end);
  const frame =
    drop === undefined ? { type, seq, ack, payload } : { type, seq, ack, payload, drop };
  return { ok: true, frame };
}

function addressByte({ address, from }: DropAddress): number {
  const greatest = from === "gateway" ? EVERY_DROP : DROP_ADDRESS_MAX;
  if (Number.isInteger(address) && address >= 1 && address <= greatest) {
    return from === "gateway" ? address : FROM_DEVICE + address;
  }
  throw new RangeError(`address: found ${address}, allowed 1 to ${greatest}`);
}

function readAddress(byte: number): DropAddress | undefined {
  const address = byte & 0x7f;
  const from = byte < FROM_DEVICE ? "gateway" : "device";
  if (address === 0 || (address === EVERY_DROP && from === "device")) return undefined;
  return { address, from };
}

function refused(error: FrameErrorCode): FrameResult {
  return { ok: false, error };
}

function uint32At(bytes: Uint8Array, at: number): number {
  const high = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
  return high * 65_536 + (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
}

function checkByte(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= 255) return;
  throw new RangeError(`${name}: found ${value}, allowed 0 to 255`);
}
