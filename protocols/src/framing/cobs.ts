/** Longest run of bytes other than 0x00 that one COBS block carries. */
const RUN_MAX = 254;

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
  let write = 0;
  let block = 0;
  while (block < stuffed.length) {
    const distance = stuffed[block] ?? 0;
    const next = block + distance;
    if (distance === 0 || next > stuffed.length) return undefined;
    for (let read = block + 1; read < next; read++) {
      const byte = stuffed[read] ?? 0;
      if (byte === 0) return undefined;
      data[write++] = byte;
    }
    if (distance <= RUN_MAX && next < stuffed.length) data[write++] = 0;
    block = next;
  }
  return data.slice(0, write);
}
