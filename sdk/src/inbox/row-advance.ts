import type { EpochRow, SequencedRecord } from "./device-cursor.ts";

/** A record, or a stretch that is lost for good, now that it is next in its row. */
export type TakenRecord<T> =
  | (SequencedRecord<T> & { readonly lost?: undefined })
  | { readonly lost: true; readonly epoch: number; readonly seq: number; readonly span: number };

/** A row after an advance, and what became part of it, in order and without a gap. */
export interface RowAdvance<T> {
  readonly row: EpochRow<T>;
  readonly accept: readonly TakenRecord<T>[];
}

/** Gives the last sequence number that a record stands for. */
export function endOf(record: { readonly seq: number; readonly span: number }): number {
  return record.seq + record.span - 1;
}

/**
 * Moves every held record that is next into the row. Pure.
 *
 * A marker that overlaps what the row has, or a record that is held, shrinks: a record in the hand
 * is worth more than the word that it was dropped.
 *
 * @param floorSeq the device can't send anything below it; what is not held there is lost
 */
export function advanceRow<T>(row: EpochRow<T>, floorSeq = 0): RowAdvance<T> {
  const held = [...row.held];
  const accept: TakenRecord<T>[] = [];
  let throughSeq = row.throughSeq;
  for (;;) {
    const taken = takeNext(row.epoch, held, throughSeq + 1, floorSeq);
    if (taken === undefined) break;
    accept.push(taken);
    throughSeq = endOf(taken);
  }
  const knownSeq = Math.max(row.knownSeq, throughSeq);
  return { row: { ...row, throughSeq, knownSeq, held }, accept };
}

/** Takes the record that covers `nextSeq` out of `held`, or names a lost stretch; else nothing. */
function takeNext<T>(
  epoch: number,
  held: SequencedRecord<T>[],
  nextSeq: number,
  floorSeq: number,
): TakenRecord<T> | undefined {
  while (held[0] !== undefined && endOf(held[0]) < nextSeq) held.shift();
  const first = held[0];
  if (first !== undefined && first.seq <= nextSeq) {
    held.shift();
    return trimmed(first, nextSeq, held);
  }
  if (nextSeq >= floorSeq) return undefined;
  const end = Math.min(floorSeq, first?.seq ?? floorSeq) - 1;
  return { lost: true, epoch, seq: nextSeq, span: end - nextSeq + 1 };
}

/** Cuts a marker to the stretch that nothing else covers, and puts its rest back. */
function trimmed<T>(
  record: SequencedRecord<T>,
  fromSeq: number,
  held: SequencedRecord<T>[],
): SequencedRecord<T> {
  const end = endOf(record);
  const next = held[0];
  if (next === undefined || next.seq > end) {
    return record.seq === fromSeq ? record : { ...record, seq: fromSeq, span: end - fromSeq + 1 };
  }
  // Of two records with the same number the single one stands first; the marker follows with its rest.
  const cut = Math.max(next.seq, fromSeq + 1) - 1;
  if (end > cut) holdRecord(held, { ...record, seq: cut + 1, span: end - cut });
  return { ...record, seq: fromSeq, span: cut - fromSeq + 1 };
}

/**
 * Puts a record among the held ones in its place.
 *
 * @returns false when exactly this stretch is held already
 */
export function holdRecord<T>(held: SequencedRecord<T>[], record: SequencedRecord<T>): boolean {
  let at = held.length;
  for (; at > 0; at -= 1) {
    const before = held[at - 1];
    if (before === undefined) break;
    if (before.seq === record.seq && before.span === record.span) return false;
    if (before.seq < record.seq || (before.seq === record.seq && before.span < record.span)) break;
  }
  held.splice(at, 0, record);
  return true;
}
