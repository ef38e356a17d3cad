/** What a histogram has counted; plain data. */
export interface HistogramReading {
  /** Upper bounds of the buckets, included, ascending; one more bucket holds what lies above. */
  readonly boundaries: readonly number[];
  /** How many values fell into each bucket, the one above all bounds last. */
  readonly counts: readonly number[];
  readonly sum: number;
  readonly count: number;
}

/** Bounds for waits in seconds, from a flush of the store to a device that is slow to answer. */
export const WAIT_BOUNDARIES_S: readonly number[] = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300,
];

/** Counts values by size in fixed buckets, so that it never grows. */
export class Histogram {
  readonly #boundaries: readonly number[];
  readonly #counts: number[];
  readonly #onRecord: (value: number) => void;
  #sum = 0;
  #count = 0;

  /** @param onRecord told of each value, for those who count by themselves */
  constructor(boundaries = WAIT_BOUNDARIES_S, onRecord: (value: number) => void = () => {}) {
    this.#boundaries = boundaries;
    this.#counts = Array.from({ length: boundaries.length + 1 }, () => 0);
    this.#onRecord = onRecord;
  }

  /** Counts a value; one that is no number, or below 0 because a clock was set back, counts as 0. */
  record(value: number): void {
    const counted = Number.isNaN(value) ? 0 : Math.max(value, 0);
    const found = this.#boundaries.findIndex((bound) => counted <= bound);
    const bucket = found < 0 ? this.#boundaries.length : found;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#sum += counted;
    this.#count += 1;
    this.#onRecord(counted);
  }

  /** Shows what was counted. */
  reading(): HistogramReading {
    const counts = [...this.#counts];
    return { boundaries: this.#boundaries, counts, sum: this.#sum, count: this.#count };
  }
}
