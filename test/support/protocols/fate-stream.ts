/** Numbers of 0 up to 1 that follow from a seed: the fates of a simulated line. */
export type FateStream = () => number;

/** Makes the stream of a seed (mulberry32). */
export function fateStream(seed: number): FateStream {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Turns and drops single bytes, each with its chance. */
export function damage(bytes: Uint8Array, fate: FateStream, chance: number): Uint8Array {
  if (chance === 0) return bytes;
  const damaged: number[] = [];
  for (const byte of bytes) {
    if (fate() >= chance) damaged.push(byte);
    else if (fate() < 0.8) damaged.push(Math.floor(fate() * 256));
  }
  return Uint8Array.from(damaged);
}
