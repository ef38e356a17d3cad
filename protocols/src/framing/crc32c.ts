/** The Castagnoli polynomial 0x1EDC6F41, bits reversed as the algorithm runs. */
const POLYNOMIAL = 0x82f6_3b78;

/** One table for each of four bytes that are taken at once; the first alone does byte by byte. */
const TABLES = makeTables();
const [TABLE, TABLE_1, TABLE_2, TABLE_3] = TABLES;

/**
 * Computes the CRC-32C of bytes: reflected, start and final exclusive-or 0xFFFFFFFF.
 *
 * The check value of the ASCII text `123456789` is 0xE3069283.
 *
 * @returns the checksum, 0 to 2^32 − 1
 * @see OMDP-FRM-004; RFC 3720 appendix B.4
 */
export function crc32c(bytes: Uint8Array): number {
  const whole = bytes.length - (bytes.length % 4);
  let remainder = 0xffff_ffff;
  for (let at = 0; at < whole; at += 4) {
    const word =
      (bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24);
    const mixed = remainder ^ word;
    remainder =
      (TABLE_3[mixed & 0xff] ?? 0) ^
      (TABLE_2[(mixed >>> 8) & 0xff] ?? 0) ^
      (TABLE_1[(mixed >>> 16) & 0xff] ?? 0) ^
      (TABLE[mixed >>> 24] ?? 0);
  }
  for (let at = whole; at < bytes.length; at++) {
    remainder = (remainder >>> 8) ^ (TABLE[(remainder ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  }
  return (remainder ^ 0xffff_ffff) >>> 0;
}

/** Each table is the one before it, moved on by a byte of zeros. */
function makeTables(): readonly [Int32Array, Int32Array, Int32Array, Int32Array] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) {
      remainder = remainder & 1 ? (remainder >>> 1) ^ POLYNOMIAL : remainder >>> 1;
    }
    return remainder;
  });
  const moved = (table: Int32Array) =>
    table.map((remainder) => (remainder >>> 8) ^ (first[remainder & 0xff] ?? 0));
  const second = moved(first);
  const third = moved(second);
  return [first, second, third, moved(third)];
}
