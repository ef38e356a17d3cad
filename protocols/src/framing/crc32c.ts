/** The Castagnoli polynomial 0x1EDC6F41, bits reversed as the algorithm runs. */
const POLYNOMIAL = 0x82f6_3b78;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = remainder & 1 ? (remainder >>> 1) ^ POLYNOMIAL : remainder >>> 1;
  }
  return remainder;
});

/**
 * Computes the CRC-32C of bytes: reflected, start and final exclusive-or 0xFFFFFFFF.
 *
 * The check value of the ASCII text `123456789` is 0xE3069283.
 *
 * @returns the checksum, 0 to 2^32 − 1
 * @see OMDP-FRM-004; RFC 3720 appendix B.4
 */
export function crc32c(bytes: Uint8Array): number {
  let remainder = 0xffff_ffff;
  for (const byte of bytes) {
    remainder = (remainder >>> 8) ^ (TABLE[(remainder ^ byte) & 0xff] ?? 0);
  }
  return (remainder ^ 0xffff_ffff) >>> 0;
}
