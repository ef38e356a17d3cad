import { cobsEncode, crc32c, FRAME_TYPES, type FrameType } from "@dosekit/protocols";

/** A frame as it is to stand on the line, right or wrong. */
export interface RawFrame {
  /** A name, or the number of a type that may not exist. */
  readonly type: FrameType | number;
  readonly seq?: number;
  readonly ack?: number;
  readonly payload?: Uint8Array;
  /** Layout version; 1 by default. */
  readonly version?: number;
  /** The byte of the address; absent on a line with two ends. */
  readonly addressByte?: number;
  /** What the header says about the length, where that is not the length. */
  readonly length?: number;
  /** Bits of the checksum that are turned. */
  readonly checksumTurned?: number;
}

const ADDRESSED = 0x80;

/** Writes a frame whatever is in it, with its closing 0x00. */
export function rawFrameBytes(frame: RawFrame): Uint8Array {
  const { type, seq = 0, ack = 0, payload = new Uint8Array(), version = 1, addressByte } = frame;
  const { length = payload.length, checksumTurned = 0 } = frame;
  const number = typeof type === "number" ? type : FRAME_TYPES[type];
  const first = (addressByte === undefined ? 0 : ADDRESSED) + version * 16 + number;
  const address = addressByte === undefined ? [] : [addressByte];
  const head = [first, ...address, seq, ack, length >> 8, length & 0xff];
  const body = Uint8Array.from([...head, ...payload]);
  const checksum = new Uint8Array(4);
  new DataView(checksum.buffer).setUint32(0, (crc32c(body) ^ checksumTurned) >>> 0);
  return Uint8Array.from([...cobsEncode(Uint8Array.from([...body, ...checksum])), 0]);
}
