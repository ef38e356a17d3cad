import {
  build,
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  type Histogram as HdrHistogram,
} from "hdr-histogram-js";

/** Percentiles that a histogram's document names. */
export const SHOWN_PERCENTILES = { p50: 50, p90: 90, p95: 95, p99: 99, p999: 99.9 } as const;

/** What a histogram tells in a document; without a value there is nothing but the count. */
export interface HistogramDocument
  extends Readonly<Partial<Record<keyof typeof SHOWN_PERCENTILES, number>>> {
  readonly count: number;
  readonly min?: number;
  readonly max?: number;
}

/** A histogram as plain data, as it goes from one thread to another. */
export interface PackedHistogram {
  /** Counts in the interoperable V2 encoding of HdrHistogram, compressed, in base64. */
  readonly counts: string;
  readonly min: number;
  readonly max: number;
}

/** Significant decimal digits that are kept of each value: at most 0.1 % is lost. */
const DIGITS = 3;
/** Greatest value, ms: more than 30 years, and whole numbers stay exact far beyond. */
const VALUE_MAX = 1e12;

/**
 * Counts values, such as times in ms, so that percentiles of parts can be had of the whole:
 * histograms of any split, merged in any order, tell the same.
 *
 * Invariant: each percentile is at most 0.1 % above the value that stands there, and never above
 * the greatest one; memory does not grow with the number of values.
 */
export class Histogram {
  readonly #counts: HdrHistogram;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  /** @param packed counts that it begins with; none when absent */
  constructor(packed?: PackedHistogram) {
    this.#counts = packed === undefined ? emptyCounts() : decodedCounts(packed.counts);
    if (packed === undefined) return;
    this.#min = packed.min;
    this.#max = packed.max;
  }

  /** Values so far. */
  get count(): number {
    return this.#counts.totalCount;
  }

  /**
   * Counts a value.
   *
   * @param value 0 to 10^12; a fraction is rounded to the nearest whole number
   * @throws RangeError when it is no such number (a caller's bug)
   */
  record(value: number, times = 1): void {
    const whole = Math.round(value);
    if (!(whole >= 0 && whole <= VALUE_MAX)) throw new RangeError(`can't be counted: ${value}`);
    this.#counts.recordValueWithCount(whole, times);
    this.#min = Math.min(this.#min, whole);
    this.#max = Math.max(this.#max, whole);
  }

  /** Adds everything that another histogram counted. */
  merge(other: Histogram): void {
    if (other.count === 0) return;
    this.#counts.add(other.#counts);
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
  }

  /**
   * Says which value this share of all values does not exceed.
   *
   * @param percent 0 to 100
   * @returns `undefined` while nothing was counted
   */
  percentile(percent: number): number | undefined {
    if (this.count === 0) return undefined;
    if (percent <= 0) return this.#min;
    const found = this.#counts.getValueAtPercentile(percent);
    return Math.min(this.#max, Math.max(this.#min, found));
  }

  /** Says what a document tells of it. */
  toJSON(): HistogramDocument {
    if (this.count === 0) return { count: 0 };
    const shown = Object.entries(SHOWN_PERCENTILES).map(([name, percent]) => [
      name,
      this.percentile(percent),
    ]);
    return {
      count: this.count,
      min: this.#min,
      ...Object.fromEntries(shown),
      max: this.#max,
    };
  }

  /**
   * Puts it into plain data, for another thread; `new Histogram(packed)` has it back. Histograms
   * that counted the same are packed into the same, however they came by it.
   */
  pack(): PackedHistogram {
    // The encoding tells how far the counts reach, which else depends on how they grew.
    const counts = emptyCounts(this.#max);
    counts.add(this.#counts);
    return { counts: encodeIntoCompressedBase64(counts), min: this.#min, max: this.#max };
  }
}

/** @param reach greatest value that they hold without growing */
function emptyCounts(reach = 0): HdrHistogram {
  return build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: Math.max(reach, 2 * 10 ** DIGITS),
    numberOfSignificantValueDigits: DIGITS,
    bitBucketSize: 64,
    autoResize: true,
    useWebAssembly: false,
  });
}

function decodedCounts(text: string): HdrHistogram {
  const counts = emptyCounts();
  counts.add(decodeFromCompressedBase64(text, 64, false));
  return counts;
}
