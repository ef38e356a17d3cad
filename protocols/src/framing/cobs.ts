/** Longest run of bytes other than 0x00 that one COBS block carries. */
const RUN_MAX = 254;
/** Runs from this length on are copied as a whole, which pays only then. */
const COPY_MIN = 48;

/** Counts how many bytes `length` bytes take at the most once they are stuffed. */
export function cobsSizeMax(length: number): number {
  return length + Math.floor(length / RUN_MAX) + 1;
}

/**
 * Stuffs bytes so that no 0x00 is left in them; the delimiter is not added.
 *
 * Each block is `[distance to the next 0x00][bytes without 0x00]`; a distance of 255 stands for 254
 * bytes that no 0x00 follows.
 *
 * @see OMDP-FRM-002; Cheshire and Baker, Consistent Overhead Byte Stuffing, 1999
 */
export function cobsEncode(data: Uint8Array): Uint8Array {
  const stuffed = new Uint8Array(cobsSizeMax(data.length));
  let block = 0;
  let write = 1;
  for (const [index, byte] of data.entries()) {
    if (byte !== 0) stuffed[write++] = byte;
    const full = write - block > RUN_MAX && index + 1 < data.length;
    if (byte === 0 || full) {
      stuffed[block] = write - block;
      block = write++;
    }
  }
  stuffed[block] = write - block;
  return stuffed.slice(0, write);
}

/**
 * Takes the stuffing out again.
 *
 * @param stuffed the bytes between two delimiters, so without 0x00
 * @returns the data, or `undefined` when a block points past the end or a 0x00 is inside
 */
export function cobsDecode(stuffed: Uint8Array): Uint8Array | undefined {
  const data = new Uint8Array(stuffed.length);
  const length = cobsDecodeInto(stuffed, data);
  return length < 0 ? undefined : data.slice(0, length);
}

/**
 * Takes the stuffing out into memory that the caller owns.
 *
 * @param target longer than `at` by the length of `stuffed` or more
 * @param at where in the target the data begins
 * @returns how many bytes were written, or -1 where {@link cobsDecode} gives `undefined`
 */
export function cobsDecodeInto(stuffed: Uint8Array, target: Uint8Array, at = 0): number {
  if (stuffed.includes(0)) return -1;
  const end = stuffed.length;
  let write = at;
  let block = 0;
  while (block < end) {
    const distance = stuffed[block] ?? 0;
    const next = block + distance;
    if (next > end) return -1;
    if (distance > COPY_MIN) {
      target.set(stuffed.subarray(block + 1, next), write);
      write += distance - 1;
    } else {
      for (let read = block + 1; read < next; read++) target[write++] = stuffed[read] ?? 0;
    }
    if (distance <= RUN_MAX && next < end) target[write++] = 0;
    block = next;
  }
  return write - at;
}
