import {
  CURSOR_LIMITS,
  type DeviceCursor,
  type EpochRow,
  presentRow,
  rowOf,
  type SequencedRecord,
  withPresentRow,
  withRow,
} from "./device-cursor.ts";
import { advanceRow, endOf, holdRecord, type TakenRecord } from "./row-advance.ts";

/*
 * Invariants: what is accepted continues its row without a gap; no sequence number of an epoch is
 * accepted twice; an epoch that a birth replaced by another never becomes the present one again;
 * memory per device is bounded.
 */

/** What the intake makes of something that a device sent. */
export interface Intake<T> {
  readonly cursor: DeviceCursor<T>;
  /** What is to be committed now, in this order. */
  readonly accept: readonly TakenRecord<T>[];
  /**
   * - `accepted` it continued its row, alone or with held records behind it
   * - `held` it waits behind a gap
   * - `duplicate` its row, or the wait, has it already
   * - `overflow` too much waits; it will be asked for again
   * - `noted` nothing of it belongs to a row (births)
   */
  readonly verdict: "accepted" | "held" | "duplicate" | "overflow" | "noted";
  /** True when it opened a row for an epoch that was never seen. */
  readonly newEpoch: boolean;
  /** True when it belongs to an epoch that is over. */
  readonly late: boolean;
}

/** A stretch of sequence numbers, both ends included. */
export interface SequenceGap {
  readonly epoch: number;
  readonly fromSeq: number;
  readonly throughSeq: number;
}

/** Takes one record of a device's journal. Pure. @see OMDP-EVT-010 */
export function takeRecord<T>(cursor: DeviceCursor<T>, record: SequencedRecord<T>): Intake<T> {
  const known = rowOf(cursor, record.epoch);
  const row = known ?? openRow<T>(record.epoch);
  const newEpoch = known === undefined;
  const late = known !== undefined && presentRow(cursor) !== known;
  const end = endOf(record);
  if (end <= row.throughSeq) return { cursor, accept: [], verdict: "duplicate", newEpoch, late };
  if (row.held.length > 0 || record.seq !== row.throughSeq + 1) {
    return { ...takeEarly(cursor, row, record), newEpoch, late };
  }
  // Nearly every record comes this way: fields by name cost a fraction of what copies cost.
  const { epoch, announced, held } = row;
  const knownSeq = Math.max(row.knownSeq, end);
  const next = { epoch, throughSeq: end, announced, knownSeq, held };
  const accept = [record];
  return { cursor: withRow(cursor, next), accept, verdict: "accepted", newEpoch, late };
}

function takeEarly<T>(
  cursor: DeviceCursor<T>,
  row: EpochRow<T>,
  record: SequencedRecord<T>,
): Pick<Intake<T>, "cursor" | "accept" | "verdict"> {
  const held = [...row.held];
  if (!holdRecord(held, record)) return { cursor, accept: [], verdict: "duplicate" };
  const knownSeq = Math.max(row.knownSeq, endOf(record));
  const advance = advanceRow({ ...row, knownSeq, held });
  const overflow = advance.row.held.length > CURSOR_LIMITS.held;
  // The farthest one goes: the nearest ones are needed first.
  const kept = overflow
    ? { ...advance.row, held: advance.row.held.slice(0, CURSOR_LIMITS.held) }
    : advance.row;
  const verdict = advance.accept.length > 0 ? "accepted" : overflow ? "overflow" : "held";
  return { cursor: withRow(cursor, kept), accept: advance.accept, verdict };
}

/** What a birth says of a device's journal. */
export interface JournalExtent {
  readonly epoch: number;
  /** Oldest record that the device can still send; 0 when its spool is empty. */
  readonly firstSeq: number;
  /** Newest record of its journal; 0 when it is empty. */
  readonly lastSeq: number;
}

/**
 * Takes what a birth says of the journal: the present epoch, and what can never be sent. Pure.
 *
 * Records below the oldest one that the device still has are marked as lost and no longer waited
 * for; so an inbox that is new to an old device begins where the device can. A birth of an epoch
 * that a later one has replaced (a birth that was held up) says nothing.
 */
export function takeExtent<T>(cursor: DeviceCursor<T>, extent: JournalExtent): Intake<T> {
  const known = rowOf(cursor, extent.epoch);
  const present = presentRow(cursor);
  const over = known !== undefined && isOver(cursor, known);
  const tags = { newEpoch: known === undefined, late: over };
  if (over) return { cursor, accept: [], verdict: "noted", ...tags };
  const row = known ?? openRow<T>(extent.epoch);
  const floorSeq = extent.firstSeq === 0 ? extent.lastSeq + 1 : extent.firstSeq;
  const knownSeq = Math.max(row.knownSeq, extent.lastSeq);
  const settled = floorSeq <= row.throughSeq + 1 && knownSeq === row.knownSeq;
  if (row.announced && row === present && settled) {
    return { cursor, accept: [], verdict: "noted", ...tags };
  }
  const advance = advanceRow({ ...row, knownSeq, announced: true }, floorSeq);
  const verdict = advance.accept.length > 0 ? "accepted" : "noted";
  return { cursor: withPresentRow(cursor, advance.row), accept: advance.accept, verdict, ...tags };
}

/**
 * Says whether the row of an epoch that is over still waits for something.
 *
 * An epoch is over when a birth named it and a later birth named another. Births of one device
 * come in the order in which they were sent; records need not, so they prove nothing.
 */
export function hasPastWaiting(cursor: DeviceCursor<unknown>): boolean {
  if (cursor.rows.length < 2) return false;
  return cursor.rows.some((row) => isOver(cursor, row) && row.knownSeq > row.throughSeq);
}

/**
 * Ends the wait in epochs that are over: what is held there is committed, and the gaps before it
 * are marked as lost, since a device that lost its journal can't fill them. Pure.
 */
export function settlePast<T>(cursor: DeviceCursor<T>): Intake<T> {
  const accept: TakenRecord<T>[] = [];
  const rows = cursor.rows.map((row) => {
    if (!isOver(cursor, row) || row.knownSeq === row.throughSeq) return row;
    const last = row.held.at(-1);
    const advance = advanceRow(row, last === undefined ? 0 : endOf(last) + 1);
    accept.push(...advance.accept);
    return { ...advance.row, knownSeq: advance.row.throughSeq };
  });
  const verdict = accept.length > 0 ? "accepted" : "noted";
  return { cursor: { rows }, accept, verdict, newEpoch: false, late: true };
}

function isOver<T>(cursor: DeviceCursor<T>, row: EpochRow<T>): boolean {
  const present = presentRow(cursor);
  return row.announced && row !== present && present?.announced === true;
}

/** Remembers that a record exists that was not taken, so that it is asked for again. Pure. */
export function noteUntaken<T>(
  cursor: DeviceCursor<T>,
  record: { readonly epoch: number; readonly seq: number; readonly span: number },
): DeviceCursor<T> {
  const row = rowOf(cursor, record.epoch);
  if (row === undefined || endOf(record) <= row.knownSeq) return cursor;
  return withRow(cursor, { ...row, knownSeq: endOf(record) });
}

/** Names the first stretch that each row lacks; empty when nothing is known to lack. */
export function gapsOf(cursor: DeviceCursor<unknown>): readonly SequenceGap[] {
  if (cursor.rows.every(({ throughSeq, knownSeq }) => knownSeq <= throughSeq)) return NO_GAPS;
  const gaps: SequenceGap[] = [];
  for (const { epoch, throughSeq, knownSeq, held } of cursor.rows) {
    if (knownSeq <= throughSeq) continue;
    const first = held[0];
    gaps.push({
      epoch,
      fromSeq: throughSeq + 1,
      throughSeq: first === undefined ? knownSeq : first.seq - 1,
    });
  }
  return gaps;
}

const NO_GAPS: readonly SequenceGap[] = [];

function openRow<T>(epoch: number): EpochRow<T> {
  return { epoch, announced: false, throughSeq: 0, knownSeq: 0, held: [] };
}
