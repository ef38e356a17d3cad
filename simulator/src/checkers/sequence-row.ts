/** What a number means for a row that should rise by one without a gap. */
export type RowVerdict =
  /** It follows the last one. */
  | "next"
  /** It comes after a gap. */
  | "jump"
  /** It fills a gap that was left before it. */
  | "filled"
  /** The row had it already, or had passed it where no gap is remembered. */
  | "repeated";

interface Gap {
  readonly fromSeq: number;
  readonly throughSeq: number;
}

/** Gaps that one row remembers; a row that had to forget one is never whole again. */
const GAPS_KEPT = 64;

/** The sequence numbers of one epoch as they come by: how far the row reaches, and what is missing. */
export class SequenceRow {
  #topSeq = 0;
  #gaps: readonly Gap[] = [];
  #forgotten = false;

  /** Takes a record that stands for `span` numbers from `seq` on. */
  take(seq: number, span = 1): RowVerdict {
    const throughSeq = seq + span - 1;
    if (seq > this.#topSeq) return this.#append(seq, throughSeq);
    const filled = this.#fill(seq, throughSeq);
    if (throughSeq > this.#topSeq) this.#topSeq = throughSeq;
    return filled ? "filled" : "repeated";
  }

  /** Highest number seen; 0 before the first. */
  topSeq(): number {
    return this.#topSeq;
  }

  /** First number up to a limit that is missing; `undefined` when the row is whole up to there. */
  missingThrough(limitSeq: number): number | undefined {
    const first = this.#gaps[0]?.fromSeq ?? this.#topSeq + 1;
    if (this.#forgotten) return 1;
    return first <= limitSeq ? first : undefined;
  }

  #append(seq: number, throughSeq: number): RowVerdict {
    const jump = seq > this.#topSeq + 1;
    if (jump)
      this.#gaps = this.#kept([...this.#gaps, { fromSeq: this.#topSeq + 1, throughSeq: seq - 1 }]);
    this.#topSeq = throughSeq;
    return jump ? "jump" : "next";
  }

  #kept(gaps: readonly Gap[]): readonly Gap[] {
    if (gaps.length > GAPS_KEPT) this.#forgotten = true;
    return gaps.slice(-GAPS_KEPT);
  }

  #fill(fromSeq: number, throughSeq: number): boolean {
    let touched = false;
    const left = this.#gaps.flatMap((gap) => {
      if (gap.throughSeq < fromSeq || throughSeq < gap.fromSeq) return [gap];
      touched = true;
      const before = { fromSeq: gap.fromSeq, throughSeq: fromSeq - 1 };
      const after = { fromSeq: throughSeq + 1, throughSeq: gap.throughSeq };
      return [before, after].filter((rest) => rest.fromSeq <= rest.throughSeq);
    });
    if (touched) this.#gaps = left;
    return touched;
  }
}
