/**
 * Philox4x32-10, a counter-based generator: the n-th block of a stream is a pure function of the
 * stream's key and n, so streams never share state and any place in one can be computed alone.
 *
 * @see Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC 2011)
 */
export type PhiloxBlock = readonly [number, number, number, number];

const MULTIPLIER_0 = 0xd251_1f53;
const MULTIPLIER_1 = 0xcd9e_8d57;
const WEYL_0 = 0x9e37_79b9;
const WEYL_1 = 0xbb67_ae85;
const ROUNDS = 10;

/**
 * Computes one block of four random words.
 *
 * @param counter four unsigned 32-bit words: which block
 * @param key two unsigned 32-bit words: which stream
 * @returns four unsigned 32-bit words
 */
export function philoxBlock(
  counter: PhiloxBlock,
  key: readonly [number, number],
): [number, number, number, number] {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round += 1) {
    const high0 = highWord(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0) >>> 0;
    const high1 = highWord(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** Upper half of the 64-bit product of two unsigned 32-bit words, by 16-bit halves. */
function highWord(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = (middle & 0xffff) + aLow * bHigh;
  return (aHigh * bHigh + Math.floor(middle / 0x1_0000) + Math.floor(carry / 0x1_0000)) >>> 0;
}
