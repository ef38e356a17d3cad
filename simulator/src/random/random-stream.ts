import { createHash } from "node:crypto";
import { philoxInto } from "./philox.ts";

/** An endless row of random numbers that belongs to one device and one purpose alone. */
export interface RandomStream {
  /** Draws a number in [0, 1) with 53 random bits. */
  uniform(): number;
  /**
   * Draws a whole number between both ends, included; no bias above span / 2^53.
   *
   * @throws RangeError when the ends are not safe integers in order, or the span exceeds 2^53
   */
  integer(min: number, max: number): number;
  /** Says yes with this probability (0 to 1). */
  chance(probability: number): boolean;
  /** Draws from the log-normal distribution with this median and sigma of its logarithm. */
  logNormal(median: number, sigma: number): number;
  /** Draws from the exponential distribution with this mean. */
  exponential(mean: number): number;
  /** Draws from the normal distribution with mean 0 and deviation 1. */
  normal(): number;
}

/**
 * Opens the stream of one device for one purpose. The same three names give the same numbers, in
 * whatever order and number other streams are opened or drawn from.
 *
 * @param seed seed of the run
 * @param deviceId device, or the name of a source that is none
 * @param purpose what the numbers decide, such as `person` or `link`
 */
export function streamOf(seed: string, deviceId: string, purpose: string): RandomStream {
  return new PhiloxStream(JSON.stringify([seed, deviceId, purpose]));
}

/** Random numbers by place: what is drawn at one place changes nothing at any other. */
export interface RandomPlaces {
  /**
   * Opens the row of numbers that belongs to a place; it holds until another place is opened.
   *
   * @param place safe integer, 0 or more, such as an instant in ms
   */
  at(place: number): RandomStream;
}

/**
 * Opens the numbers of one device for one purpose by place. The same names and place give the same
 * numbers, whatever was drawn elsewhere.
 */
export function randomPlacesOf(seed: string, deviceId: string, purpose: string): RandomPlaces {
  const stream = new PhiloxStream(JSON.stringify([seed, deviceId, purpose]));
  return {
    at: (place) => {
      stream.seek(place);
      return stream;
    },
  };
}

const WORDS_PER_BLOCK = 4;
const NO_WORDS = new Uint32Array(0);
const TWO_POW_26 = 0x400_0000;
const TWO_POW_32 = 0x1_0000_0000;
const TWO_POW_53 = 0x20_0000_0000_0000;

/**
 * The first 128 bits of the name's SHA-256 choose key and upper counter; the rest counts blocks, in
 * the second word from the place on. They are reckoned at the first draw: many a stream is never
 * drawn from.
 */
class PhiloxStream implements RandomStream {
  readonly #name: string;
  #key: readonly [number, number] = [0, 0];
  #upper: readonly [number, number] = [0, 0];
  #placeLow = 0;
  #placeHigh = 0;
  #blockIndex = 0;
  #words = NO_WORDS;
  #wordIndex = WORDS_PER_BLOCK;

  constructor(name: string) {
    this.#name = name;
  }

  /** Goes to the beginning of a place; a stream that was opened by name alone is at place 0. */
  seek(place: number): void {
    this.#placeLow = place >>> 0;
    this.#placeHigh = Math.floor(place / TWO_POW_32) >>> 0;
    this.#blockIndex = 0;
    this.#wordIndex = WORDS_PER_BLOCK;
  }

  uniform(): number {
    const high = this.#word() >>> 5;
    const low = this.#word() >>> 6;
    return (high * TWO_POW_26 + low) / TWO_POW_53;
  }

  integer(min: number, max: number): number {
    const span = max - min + 1;
    if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || !(span >= 1)) {
      throw new RangeError(`no whole number from ${min} to ${max}`);
    }
    if (span > TWO_POW_53) throw new RangeError(`span too wide: ${min} to ${max}`);
    return min + Math.floor(this.uniform() * span);
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform());
  }

  /** Marsaglia's polar method without its second value, so that a draw depends on no earlier one. */
  normal(): number {
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }

  #word(): number {
    if (this.#wordIndex === WORDS_PER_BLOCK) this.#nextBlock();
    const word = this.#words[this.#wordIndex] ?? 0;
    this.#wordIndex += 1;
    return word;
  }

  #nextBlock(): void {
    if (this.#words === NO_WORDS) this.#begin();
    const words = this.#words;
    words[0] = this.#blockIndex;
    words[1] = this.#placeLow + Math.floor(this.#blockIndex / TWO_POW_32);
    words[2] = this.#upper[0] ^ this.#placeHigh;
    words[3] = this.#upper[1];
    philoxInto(words, this.#key);
    this.#blockIndex += 1;
    this.#wordIndex = 0;
  }

  #begin(): void {
    const digest = createHash("sha256").update(this.#name).digest();
    this.#key = [digest.readUInt32LE(0), digest.readUInt32LE(4)];
    this.#upper = [digest.readUInt32LE(8), digest.readUInt32LE(12)];
    this.#words = new Uint32Array(WORDS_PER_BLOCK);
  }
}
