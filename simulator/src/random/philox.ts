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
  const words = Uint32Array.from(counter);
  philoxInto(words, key);
  const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = words;
  return [w0, w1, w2, w3];
}

/**
 * Computes one block in place.
 *
 * @param words four words: which block; what it is afterwards
 */
export function philoxInto(words: Uint32Array, key: readonly [number, number]): void {
  let [c0, c1] = [(words[0] ?? 0) | 0, (words[1] ?? 0) | 0];
  let [c2, c3] = [(words[2] ?? 0) | 0, (words[3] ?? 0) | 0];
  let [k0, k1] = [key[0] | 0, key[1] | 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    const high0 = highWord(MULTIPLIER_0, c0);
    const high1 = highWord(MULTIPLIER_1, c2);
    const low0 = Math.imul(MULTIPLIER_0, c0);
    const low1 = Math.imul(MULTIPLIER_1, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + WEYL_0) | 0;
    k1 = (k1 + WEYL_1) | 0;
  }
  words[0] = c0;
  words[1] = c1;
  words[2] = c2;
  words[3] = c3;
}

/** Upper half, as 32 bits, of the 64-bit product of two unsigned words, by 16-bit halves. */
function highWord(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  // Each sum stays below 2^32, so it is taken apart as an unsigned word.
  const low = Math.imul(aLow, bLow) >>> 16;
  const middle = (Math.imul(aHigh, bLow) + low) >>> 0;
  const carry = ((middle & 0xffff) + Math.imul(aLow, bHigh)) >>> 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (carry >>> 16)) | 0;
}
