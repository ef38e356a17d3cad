/** Strings whose hashes are remembered; names and words come again and again. */
const WORDS_KEPT = 4_096;

/** What a value begins with, so that no two kinds of value are ever mixed into the same. */
const TAG = {
  ...{ undefined: 1, null: 2, false: 3, true: 4, whole: 5, fraction: 6, text: 7, list: 8 },
  ...{ object: 9, end: 10, bytes: 11 },
} as const;

const TWO_POW_32 = 0x1_0000_0000;
const FRACTION = new DataView(new ArrayBuffer(8));

/** A string with the two halves of its hash. */
interface Word {
  readonly text: string;
  readonly a: number;
  readonly b: number;
  /** What came after it last time: rows repeat themselves, so mostly it comes again. */
  next: Word | undefined;
}

const WORDS = new Map<string, Word>();

/**
 * A rolling 64-bit hash over plain data: numbers, strings, booleans, lists, bytes and objects with
 * their keys in order, a key without a value left out. Two rows that differ in any value, in their
 * order, or in where one value ends and the next begins, have different hashes but for a chance of
 * 2^-64; it is a fingerprint for comparing runs and no protection against anybody.
 */
export class RollingHash {
  #a = 0x9747_b28c;
  #b = 0x1b87_3593;
  #words = 0;
  #last: Word = { text: "", a: 0, b: 0, next: undefined };

  /** Adds one value. */
  add(value: unknown): void {
    switch (typeof value) {
      case "number":
        this.#addNumber(value);
        break;
      case "string":
        this.#addText(value);
        break;
      case "boolean":
        this.#mix(value ? TAG.true : TAG.false);
        break;
      case "object":
        this.#addObject(value);
        break;
      default:
        this.#mix(TAG.undefined);
    }
  }

  /** The hash so far, 16 hexadecimal digits; more may be added after it. */
  digest(): string {
    const a = finished(this.#a ^ this.#words);
    const b = finished(this.#b ^ a ^ this.#words);
    return hex(finished(a ^ b)) + hex(b);
  }

  #addObject(value: object | null): void {
    if (value === null) this.#mix(TAG.null);
    else if (Array.isArray(value)) {
      this.#mix(TAG.list);
      for (const each of value) this.add(each);
      this.#mix(TAG.end);
    } else if (value instanceof Uint8Array) {
      this.#mix(TAG.bytes);
      this.#mix(value.length);
      for (const byte of value) this.#mix(byte);
    } else {
      this.#mix(TAG.object);
      for (const key in value) {
        const inside = (value as Readonly<Record<string, unknown>>)[key];
        if (inside === undefined) continue;
        this.#addText(key);
        this.add(inside);
      }
      this.#mix(TAG.end);
    }
  }

  #addNumber(value: number): void {
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
      this.#mix(TAG.whole);
      this.#mix(value | 0);
      this.#mix(Math.floor(value / TWO_POW_32) | 0);
      return;
    }
    FRACTION.setFloat64(0, value);
    this.#mix(TAG.fraction);
    this.#mix(FRACTION.getInt32(0));
    this.#mix(FRACTION.getInt32(4));
  }

  #addText(text: string): void {
    let word = this.#last.next;
    if (word === undefined || word.text !== text) {
      word = nearWord(text);
      this.#last.next = word;
    }
    this.#last = word;
    this.#mix(TAG.text);
    this.#mix(word.a);
    this.#mix(word.b);
  }

  #mix(word: number): void {
    this.#words = (this.#words + 1) | 0;
    this.#a = stirred(this.#a, word, 0xcc9e_2d51);
    this.#b = stirred(this.#b, word ^ 0x5bd1_e995, 0x85eb_ca6b);
  }
}

/** Words at hand, each in the place that its length and its ends give it: most are found there. */
const NEAR: (Word | undefined)[] = Array.from({ length: 1_024 }, () => undefined);

function nearWord(text: string): Word {
  const { length } = text;
  const ends = length === 0 ? 0 : 7 * text.charCodeAt(length - 1) + text.charCodeAt(0);
  const place = (37 * length + ends) % NEAR.length;
  const near = NEAR[place];
  if (near?.text === text) return near;
  const word = wordOf(text);
  NEAR[place] = word;
  return word;
}

function wordOf(text: string): Word {
  const known = WORDS.get(text);
  if (known !== undefined) return known;
  if (WORDS.size >= WORDS_KEPT) WORDS.clear();
  const word = hashed(text);
  WORDS.set(text, word);
  return word;
}

function hashed(text: string): Word {
  let [a, b] = [text.length, ~text.length];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    a = stirred(a, unit, 0xcc9e_2d51);
    b = stirred(b, unit ^ 0x5bd1_e995, 0x85eb_ca6b);
  }
  return { text, a: finished(a), b: finished(b), next: undefined };
}

/** One round of MurmurHash3 with a multiplier of its own. */
function stirred(state: number, word: number, multiplier: number): number {
  let mixed = Math.imul(word, multiplier);
  mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b87_3593);
  const rolled = state ^ mixed;
  return (Math.imul((rolled << 13) | (rolled >>> 19), 5) + 0xe654_6b64) | 0;
}

/** The end of MurmurHash3: every bit of the state moves every bit of the hash. */
function finished(state: number): number {
  let hash = state ^ (state >>> 16);
  hash = Math.imul(hash, 0x85eb_ca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2_ae35);
  return hash ^ (hash >>> 16);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}
