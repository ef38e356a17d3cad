import type { JournalRecord } from "@dosekit/protocols";
import { SequenceRow } from "./sequence-row.ts";

/** Epochs of one device that a checker remembers; the oldest is forgotten first. */
const EPOCHS_KEPT = 32;

/** The rows of one device's epochs, oldest first. Bound: {@link EPOCHS_KEPT} rows. */
export class EpochRows {
  readonly #rows = new Map<number, SequenceRow>();
  #latest: number | undefined;
  /** The row that was asked for last: a device stays in one epoch for long. */
  #last: { readonly epoch: number; readonly row: SequenceRow } | undefined;

  /** Gives the row of an epoch, an empty one for an epoch that was not seen. */
  of(epoch: number): SequenceRow {
    if (this.#last?.epoch === epoch) return this.#last.row;
    const row = this.#rows.get(epoch) ?? this.#begin(epoch);
    this.#last = { epoch, row };
    return row;
  }

  #begin(epoch: number): SequenceRow {
    for (const oldest of this.#rows.keys()) {
      if (this.#rows.size < EPOCHS_KEPT) break;
      this.#rows.delete(oldest);
    }
    const fresh = new SequenceRow();
    this.#rows.set(epoch, fresh);
    this.#latest = epoch;
    return fresh;
  }

  /** Whether an epoch was seen. */
  has(epoch: number): boolean {
    return this.#rows.has(epoch);
  }

  /** The epoch that was seen first last: the present one. */
  latest(): number | undefined {
    return this.#latest;
  }

  /** How far each epoch reaches. */
  tops(): readonly (readonly [epoch: number, topSeq: number])[] {
    return [...this.#rows].map(([epoch, row]) => [epoch, row.topSeq()] as const);
  }
}

/** How many sequence numbers a record stands for: a marker of dropped telemetry for its run. */
export function spanOf(record: JournalRecord): number {
  return record.kind === "telemetry.dropped" ? Math.max(1, record.count ?? 1) : 1;
}

/** Names the first field in which two records differ; `undefined` when they say the same. */
export function differingField(a: JournalRecord, b: JournalRecord): string | undefined {
  if (a === b) return undefined;
  const left = Object.entries(a).filter(([, value]) => value !== undefined);
  const right = new Map(Object.entries(b).filter(([, value]) => value !== undefined));
  for (const [name, value] of left) {
    if (right.get(name) !== value) return name;
    right.delete(name);
  }
  return [...right.keys()][0];
}
