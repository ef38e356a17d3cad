/** Stands for no event, and for no slot. */
export const NONE = -1;

const CAPACITY_FIRST = 64;
/** What is kept of each event, side by side, for it is read together: 8 bytes of when it is due, */
const TIME_STRIDE = 3;
/** then its slot, and the next and the previous event there, in 4 bytes each. */
const STRIDE = 2 * TIME_STRIDE;
const SLOT = 2;
const NEXT = 3;
const PREVIOUS = 4;
/** Bits of a deadline that one level tells apart. */
const DIGIT_BITS = 11;
const SLOTS = 2 ** DIGIT_BITS;
const DIGIT_MASK = SLOTS - 1;
const WORDS_PER_LEVEL = SLOTS / 32;
/** Digits of the lower word, the last of them of 10 bits; those of the upper one come after them. */
const LOW_LEVELS = 3;
/** Two digits more hold every safe whole number once it is lifted above 0. */
const LEVELS = 5;
const TWO_POW_32 = 0x1_0000_0000;
/** Lifts the upper word of the least safe whole number to 0. */
const HIGH_LIFT = 0x20_0000;

/**
 * A timing wheel over 64-bit deadlines: 5 levels of 2,048 slots, one digit of the deadline each. The
 * lowest level reaches 2 seconds ahead, the second more than an hour, so that most events are moved
 * down once.
 *
 * An event lies in the level of the highest digit in which its deadline differs from the wheel's own
 * time, in the slot of that digit. So everything in a lower level comes before everything in a higher
 * one, a slot of the lowest level holds a single instant, and arming and cancelling take constant
 * time. When the lower levels are empty the next slot of a higher one is dealt out among them.
 *
 * Events are numbers: places in typed arrays, which grow as they are needed. Nothing of an event that
 * waits is an object, so that a million of them cost the garbage collector nothing.
 *
 * Invariant: the wheel's time is never after any event, and never after what its owner's time is.
 */
export class EventWheel {
  readonly #first = new Int32Array(LEVELS * SLOTS).fill(NONE);
  /** One bit for each slot that holds something, and one for each word of them that is not 0. */
  readonly #filled = new Int32Array(LEVELS * WORDS_PER_LEVEL);
  readonly #filledWords = new Int32Array((LEVELS * WORDS_PER_LEVEL) / 32);
  /** One buffer, seen as times and as links. */
  #times = new Float64Array(TIME_STRIDE * CAPACITY_FIRST);
  #links = new Int32Array(this.#times.buffer).fill(NONE);
  #high: number;
  #low: number;
  /** Earliest deadline, where it has been looked for and nothing changed it since. */
  #earliestMs: number | undefined;

  /** @param startMs no event is ever earlier */
  constructor(startMs: number) {
    this.#high = highOf(startMs);
    this.#low = startMs >>> 0;
  }

  /** Events that there is room for. */
  get capacity(): number {
    return this.#times.length / TIME_STRIDE;
  }

  /** Makes room for twice as many events. */
  grow(): void {
    const links = this.#links;
    this.#times = new Float64Array(2 * this.#times.length);
    this.#links = new Int32Array(this.#times.buffer);
    this.#links.set(links);
  }

  /** When an event is due, true ms. */
  dueMs(event: number): number {
    return this.#times[TIME_STRIDE * event] ?? Number.NaN;
  }

  /** Whether an event is in the wheel. */
  holds(event: number): boolean {
    return this.#links[STRIDE * event + SLOT] !== NONE;
  }

  /** Notes when an event is due that is not put in. */
  keepOut(event: number, trueMs: number): void {
    this.#times[TIME_STRIDE * event] = trueMs;
    this.#links[STRIDE * event + SLOT] = NONE;
  }

  /** Puts an event in; it must not be earlier than the last {@link takeNext}. */
  insert(event: number, trueMs: number): void {
    this.#times[TIME_STRIDE * event] = trueMs;
    if (this.#earliestMs !== undefined && trueMs < this.#earliestMs) this.#earliestMs = trueMs;
    const high = highOf(trueMs);
    const low = trueMs >>> 0;
    if (high === this.#high) {
      const level = digitOf(low ^ this.#low);
      this.#link(event, level * SLOTS + ((low >>> (DIGIT_BITS * level)) & DIGIT_MASK));
    } else {
      const level = digitOf(high ^ this.#high);
      const digit = (high >>> (DIGIT_BITS * level)) & DIGIT_MASK;
      this.#link(event, (LOW_LEVELS + level) * SLOTS + digit);
    }
  }

  /** Takes an event out that is in. */
  remove(event: number): void {
    const slot = this.#links[STRIDE * event + SLOT] ?? NONE;
    const next = this.#links[STRIDE * event + NEXT] ?? NONE;
    const previous = this.#links[STRIDE * event + PREVIOUS] ?? NONE;
    if (this.dueMs(event) === this.#earliestMs) this.#earliestMs = undefined;
    if (next !== NONE) this.#links[STRIDE * next + PREVIOUS] = previous;
    if (previous !== NONE) this.#links[STRIDE * previous + NEXT] = next;
    else {
      this.#first[slot] = next;
      if (next === NONE) this.#clearBit(slot);
    }
    this.#links[STRIDE * event + SLOT] = NONE;
  }

  /**
   * Takes out all events of the earliest instant, in no order.
   *
   * @param limitMs nothing is taken that is later, and the wheel's time stays before it
   * @param into where they are put, from its beginning
   * @returns how many there are
   */
  takeNext(limitMs: number, into: number[]): number {
    for (;;) {
      const slot = this.#nextSlot();
      if (slot === NONE || this.#slotStart(slot) > limitMs) return 0;
      this.#moveTo(slot);
      let event = this.#first[slot] ?? NONE;
      this.#first[slot] = NONE;
      this.#clearBit(slot);
      if (slot < SLOTS) {
        this.#earliestMs = undefined;
        let count = 0;
        for (; event !== NONE; event = this.#links[STRIDE * event + NEXT] ?? NONE) {
          this.#links[STRIDE * event + SLOT] = NONE;
          into[count] = event;
          count += 1;
        }
        return count;
      }
      while (event !== NONE) {
        const next = this.#links[STRIDE * event + NEXT] ?? NONE;
        this.insert(event, this.dueMs(event));
        event = next;
      }
    }
  }

  /** Says when the earliest event is due; `undefined` when there is none. */
  earliestMs(): number | undefined {
    if (this.#earliestMs !== undefined) return this.#earliestMs;
    const slot = this.#nextSlot();
    if (slot === NONE) return undefined;
    let earliestMs = Number.POSITIVE_INFINITY;
    for (
      let event = this.#first[slot] ?? NONE;
      event !== NONE;
      event = this.#links[STRIDE * event + NEXT] ?? NONE
    ) {
      earliestMs = Math.min(earliestMs, this.dueMs(event));
    }
    this.#earliestMs = earliestMs;
    return earliestMs;
  }

  #link(event: number, slot: number): void {
    const first = this.#first[slot] ?? NONE;
    this.#links[STRIDE * event + SLOT] = slot;
    this.#links[STRIDE * event + PREVIOUS] = NONE;
    this.#links[STRIDE * event + NEXT] = first;
    if (first === NONE) {
      const word = slot >> 5;
      this.#filled[word] = (this.#filled[word] ?? 0) | (1 << (slot & 31));
      const above = word >> 5;
      this.#filledWords[above] = (this.#filledWords[above] ?? 0) | (1 << (word & 31));
    } else this.#links[STRIDE * first + PREVIOUS] = event;
    this.#first[slot] = event;
  }

  #clearBit(slot: number): void {
    const word = slot >> 5;
    const left = (this.#filled[word] ?? 0) & ~(1 << (slot & 31));
    this.#filled[word] = left;
    if (left !== 0) return;
    const above = word >> 5;
    this.#filledWords[above] = (this.#filledWords[above] ?? 0) & ~(1 << (word & 31));
  }

  /** The filled slot whose events come first: lower levels before higher, then by their digit. */
  #nextSlot(): number {
    for (let above = 0; above < this.#filledWords.length; above += 1) {
      const words = this.#filledWords[above] ?? 0;
      if (words === 0) continue;
      // Whatever lies in a level lies after the wheel's own digit there: the first bit is the next.
      const word = above * 32 + lowestBit(words);
      return word * 32 + lowestBit(this.#filled[word] ?? 0);
    }
    return NONE;
  }

  /** First instant that a slot may hold. */
  #slotStart(slot: number): number {
    const level = slot >> DIGIT_BITS;
    const digit = slot & DIGIT_MASK;
    if (level < LOW_LEVELS) {
      const low = withDigit(this.#low, level, digit);
      return (this.#high - HIGH_LIFT) * TWO_POW_32 + low;
    }
    const high = withDigit(this.#high, level - LOW_LEVELS, digit);
    return (high - HIGH_LIFT) * TWO_POW_32;
  }

  #moveTo(slot: number): void {
    const level = slot >> DIGIT_BITS;
    const digit = slot & DIGIT_MASK;
    if (level < LOW_LEVELS) this.#low = withDigit(this.#low, level, digit);
    else {
      this.#high = withDigit(this.#high, level - LOW_LEVELS, digit);
      this.#low = 0;
    }
  }
}

function highOf(trueMs: number): number {
  return Math.floor(trueMs / TWO_POW_32) + HIGH_LIFT;
}

/** Number of the highest digit that is not 0; 0 for none. */
function digitOf(word: number): number {
  const bit = 31 - Math.clz32(word | 1);
  return bit < DIGIT_BITS ? 0 : bit < 2 * DIGIT_BITS ? 1 : 2;
}

/** Place of the lowest bit of a word that is not 0. */
function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** A word with one digit replaced and those below it 0. */
function withDigit(word: number, level: number, digit: number): number {
  const shift = DIGIT_BITS * level;
  const above = shift + DIGIT_BITS;
  const kept = above >= 32 ? 0 : (word >>> above) << above;
  return (kept | (digit << shift)) >>> 0;
}
