/**
 * A set of sequence numbers that mostly rise by one: kept as runs without a gap, so that a whole
 * journal costs a few numbers.
 *
 * Invariant: the runs are ascending and no two of them touch.
 */
export class SequenceSet {
  /** First and last number of each run, one after the other. */
  readonly #ends: number[] = [];
  #size = 0;

  /** How many numbers it holds. */
  get size(): number {
    return this.#size;
  }

  /**
   * Adds a number.
   *
   * @returns false when it was there already
   */
  add(seq: number): boolean {
    const ends = this.#ends;
    const last = ends.at(-1);
    if (last !== undefined && seq === last + 1) {
      ends[ends.length - 1] = seq;
    } else if (last === undefined || seq > last) {
      ends.push(seq, seq);
    } else if (!this.#addInside(seq)) {
      return false;
    }
    this.#size += 1;
    return true;
  }

  /** Whether it holds a number. */
  has(seq: number): boolean {
    const index = this.#runAtOrAfter(seq);
    const first = this.#ends[index];
    return first !== undefined && first <= seq;
  }

  /** Goes through the numbers, ascending. */
  *[Symbol.iterator](): Generator<number> {
    for (let index = 0; index < this.#ends.length; index += 2) {
      const last = this.#ends[index + 1] ?? -1;
      for (let seq = this.#ends[index] ?? 0; seq <= last; seq += 1) yield seq;
    }
  }

  #addInside(seq: number): boolean {
    const ends = this.#ends;
    const index = this.#runAtOrAfter(seq);
    const first = ends[index] ?? Number.POSITIVE_INFINITY;
    if (first <= seq) return false;
    const touchesBefore = index > 0 && ends[index - 1] === seq - 1;
    const touchesAfter = first === seq + 1;
    if (touchesBefore && touchesAfter) ends.splice(index - 1, 2);
    else if (touchesBefore) ends[index - 1] = seq;
    else if (touchesAfter) ends[index] = seq;
    else ends.splice(index, 0, seq, seq);
    return true;
  }

  /** Place in the list of the first run that ends at the number or after it. */
  #runAtOrAfter(seq: number): number {
    let low = 0;
    let high = this.#ends.length / 2;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[2 * middle + 1] ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return 2 * low;
  }
}
