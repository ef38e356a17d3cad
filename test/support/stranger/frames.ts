/** Types of frames by their number, as section 9 of the specification names them. */
export const TYPES = { DATA: 1, ACK: 2, NAK: 3, RST: 4, RSTACK: 5, ERR: 6, TIME: 7, COUNT: 8 };

/** A frame as the stranger reads it. */
export interface StrangerFrame {
  readonly type: number;
  readonly seq: number;
  readonly ack: number;
  readonly payload: Uint8Array;
  /** Device bit and address on a shared line. */
  readonly address?: { readonly fromDevice: boolean; readonly number: number };
}

/** Writes a frame with the 0x00 that ends it. */
export function writeFrame({ type, seq, ack, payload, address }: StrangerFrame): Uint8Array {
  const first = (address === undefined ? 0 : 0x80) | (1 << 4) | type;
  const where = address === undefined ? [] : [(address.fromDevice ? 0x80 : 0) | address.number];
  const header = [first, ...where, seq, ack, payload.length >> 8, payload.length & 0xff];
  const covered = [...header, ...payload];
  const crc = crc32c(covered);
  const sum = [crc >>> 24, (crc >>> 16) & 0xff, (crc >>> 8) & 0xff, crc & 0xff];
  return Uint8Array.from([...stuff([...covered, ...sum]), 0]);
}

/** Why bytes are no frame. */
export class NoFrame extends Error {}

/**
 * Reads what stands between two 0x00.
 *
 * @throws NoFrame with the name of the error
 */
export function readFrame(stuffed: Uint8Array, payloadMax = 512): StrangerFrame {
  const bytes = unstuff(stuffed);
  const [first = 0, second = 0] = bytes;
  const isAddressed = (first & 0x80) !== 0;
  const headerSize = isAddressed ? 6 : 5;
  if (bytes.length < headerSize + 4) throw new NoFrame("short");
  const covered = bytes.slice(0, -4);
  const sum = bytes.slice(-4).reduce((value, byte) => value * 256 + byte, 0);
  if (crc32c(covered) !== sum) throw new NoFrame("crc");
  if (((first >> 4) & 7) !== 1) throw new NoFrame("version");
  const type = first & 15;
  if (type < 1 || type > 8) throw new NoFrame("type");
  const [seq = 0, ack = 0, high = 0, low = 0] = covered.slice(headerSize - 4);
  const address = { fromDevice: (second & 0x80) !== 0, number: second & 0x7f };
  if (isAddressed) {
    const isEveryone = address.number === 127 && !address.fromDevice;
    if (address.number === 0 || (address.number === 127 && !isEveryone)) {
      throw new NoFrame("address");
    }
  }
  const payload = Uint8Array.from(covered.slice(headerSize));
  if (payload.length !== high * 256 + low) throw new NoFrame("length");
  if (payload.length > payloadMax) throw new NoFrame("too-long");
  return { type, seq, ack, payload, ...(isAddressed ? { address } : {}) };
}

/** CRC-32C, one bit after the other. */
function crc32c(bytes: readonly number[]): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    // The polynomial 0x1EDC6F41 with its bits reversed.
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x82f6_3b78 : crc >>> 1;
  }
  return (crc ^ 0xffff_ffff) >>> 0;
}

/** COBS: each run up to a zero is led by its length plus one, at most 254 bytes at a time. */
function stuff(bytes: readonly number[]): readonly number[] {
  const out: number[] = [];
  let run: number[] = [];
  const close = () => {
    out.push(run.length + 1, ...run);
    run = [];
  };
  let isOpen = true;
  for (const byte of bytes) {
    isOpen = true;
    if (byte === 0) close();
    else {
      run.push(byte);
      if (run.length === 254) {
        close();
        isOpen = false;
      }
    }
  }
  if (isOpen) close();
  return out;
}

function unstuff(stuffed: Uint8Array): readonly number[] {
  const out: number[] = [];
  let at = 0;
  while (at < stuffed.length) {
    const code = stuffed[at] ?? 0;
    if (code === 0 || at + code > stuffed.length) throw new NoFrame("cobs");
    out.push(...stuffed.subarray(at + 1, at + code));
    at += code;
    if (code < 255 && at < stuffed.length) out.push(0);
  }
  return out;
}
