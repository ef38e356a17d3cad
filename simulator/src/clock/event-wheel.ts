/** Stands for no event, and for no slot. */
export const NONE = -1;

const CAPACITY_FIRST = 64;
/** Numbers that are kept of each event, and where; the slot comes first. */
const STRIDE = 4;
const NEXT = 1;
const PREVIOUS = 2;
const SLOTS = 256;
const WORDS_PER_LEVEL = SLOTS / 32;
/** Bytes of the lower word; those of the upper one come after them. */
const LOW_LEVELS = 4;
/** Seven bytes hold every safe whole number once it is lifted above 0. */
const LEVELS = 7;
const TWO_POW_32 = 0x1_0000_0000;
/** Lifts the upper word of the least safe whole number to 0. */
const HIGH_LIFT = 0x20_0000;

/**
 * A timing wheel over 64-bit deadlines: 7 levels of 256 slots, one byte of the deadline each.
 *
 * An event lies in the level of the highest byte in which its deadline differs from the wheel's own
 * time, in the slot of that byte. So everything in a lower level comes before everything in a higher
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
  /** One bit for each slot that holds something. */
  readonly #filled = new Int32Array(LEVELS * WORDS_PER_LEVEL);
  #dueMs = new Float64Array(CAPACITY_FIRST);
  /** Slot, next and previous event of each event side by side: they are read together. */
  #links = new Int32Array(STRIDE * CAPACITY_FIRST).fill(NONE);
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
    return this.#dueMs.length;
  }

  /** Makes room for twice as many events. */
  grow(): void {
    const capacity = 2 * this.capacity;
    this.#dueMs = grown(this.#dueMs, new Float64Array(capacity));
    this.#links = grown(this.#links, new Int32Array(STRIDE * capacity));
  }

  /** When an event is due, true ms. */
  dueMs(event: number): number {
    return this.#dueMs[event] ?? Number.NaN;
  }

  /** Whether an event is in the wheel. */
  holds(event: number): boolean {
    return this.#links[STRIDE * event] !== NONE;
  }

  /** Notes when an event is due that is not put in. */
  keepOut(event: number, trueMs: number): void {
    this.#dueMs[event] = trueMs;
    this.#links[STRIDE * event] = NONE;
  }

  /** Puts an event in; it must not be earlier than the last {@link takeNext}. */
  insert(event: number, trueMs: number): void {
    this.#dueMs[event] = trueMs;
    if (this.#earliestMs !== undefined && trueMs < this.#earliestMs) this.#earliestMs = trueMs;
    const high = highOf(trueMs);
    const low = trueMs >>> 0;
    if (high === this.#high) {
      const level = byteOf(low ^ this.#low);
      this.#link(event, level * SLOTS + ((low >>> (8 * level)) & 0xff));
    } else {
      const level = byteOf(high ^ this.#high);
      this.#link(event, (LOW_LEVELS + level) * SLOTS + ((high >>> (8 * level)) & 0xff));
    }
  }

  /** Takes an event out that is in. */
  remove(event: number): void {
    const slot = this.#links[STRIDE * event] ?? NONE;
    const next = this.#links[STRIDE * event + NEXT] ?? NONE;
    const previous = this.#links[STRIDE * event + PREVIOUS] ?? NONE;
    if (this.#dueMs[event] === this.#earliestMs) this.#earliestMs = undefined;
    if (next !== NONE) this.#links[STRIDE * next + PREVIOUS] = previous;
    if (previous !== NONE) this.#links[STRIDE * previous + NEXT] = next;
    else {
      this.#first[slot] = next;
      if (next === NONE) this.#clearBit(slot);
    }
    this.#links[STRIDE * event] = NONE;
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
          this.#links[STRIDE * event] = NONE;
          into[count] = event;
          count += 1;
        }
        return count;
      }
      while (event !== NONE) {
        const next = this.#links[STRIDE * event + NEXT] ?? NONE;
        this.insert(event, this.#dueMs[event] ?? Number.NaN);
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
    this.#links[STRIDE * event] = slot;
    this.#links[STRIDE * event + PREVIOUS] = NONE;
    this.#links[STRIDE * event + NEXT] = first;
    if (first === NONE) {
      const word = slot >> 5;
      this.#filled[word] = (this.#filled[word] ?? 0) | (1 << (slot & 31));
    } else this.#links[STRIDE * first + PREVIOUS] = event;
    this.#first[slot] = event;
  }

  #clearBit(slot: number): void {
    const word = slot >> 5;
    this.#filled[word] = (this.#filled[word] ?? 0) & ~(1 << (slot & 31));
  }

  /** The filled slot whose events come first: lower levels before higher, then by their byte. */
  #nextSlot(): number {
    for (let word = 0; word < this.#filled.length; word += 1) {
      const bits = this.#filled[word] ?? 0;
      // Whatever lies in a level lies after the wheel's own byte there: the first bit is the next.
      if (bits !== 0) return word * 32 + (31 - Math.clz32(bits & -bits));
    }
    return NONE;
  }

  /** First instant that a slot may hold. */
  #slotStart(slot: number): number {
    const level = slot >> 8;
    const byte = slot & 0xff;
    if (level < LOW_LEVELS) {
      const low = withByte(this.#low, level, byte);
      return (this.#high - HIGH_LIFT) * TWO_POW_32 + low;
    }
    const high = withByte(this.#high, level - LOW_LEVELS, byte);
    return (high - HIGH_LIFT) * TWO_POW_32;
  }

  #moveTo(slot: number): void {
    const level = slot >> 8;
    const byte = slot & 0xff;
    if (level < LOW_LEVELS) this.#low = withByte(this.#low, level, byte);
    else {
      this.#high = withByte(this.#high, level - LOW_LEVELS, byte);
      this.#low = 0;
    }
  }
}

function grown<T extends Float64Array | Int32Array>(old: T, fresh: T): T {
  fresh.set(old);
  return fresh;
}

function highOf(trueMs: number): number {
  return Math.floor(trueMs / TWO_POW_32) + HIGH_LIFT;
}

/** Number of the highest byte that is not 0; 0 for none. */
function byteOf(word: number): number {
  return (31 - Math.clz32(word | 1)) >> 3;
}

/** A word with one byte replaced and those below it 0. */
function withByte(word: number, level: number, byte: number): number {
  const shift = 8 * level;
  const kept = shift === 24 ? 0 : (word >>> (shift + 8)) << (shift + 8);
  return (kept | (byte << shift)) >>> 0;
}
