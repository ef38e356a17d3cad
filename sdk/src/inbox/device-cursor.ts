/**
 * A record as the intake sees it: its place in the device's journal, and whatever it carries.
 *
 * A record stands for `span` sequence numbers from `seq` on: 1, or the count of a
 * `telemetry.dropped` marker.
 */
export interface SequencedRecord<T> {
  readonly epoch: number;
  readonly seq: number;
  readonly span: number;
  readonly content: T;
}

/**
 * The unbroken row of one epoch, and what waits behind a gap in it.
 *
 * Invariants: `held` ascends, every held record reaches beyond `throughSeq + 1`, and `knownSeq` is
 * at least `throughSeq` and the end of every held record.
 */
export interface EpochRow<T> {
  readonly epoch: number;
  /** Last sequence number of the unbroken row; 0 before the first. */
  readonly throughSeq: number;
  /** True once a birth named the epoch; only then is it known to be the device's own choice. */
  readonly announced: boolean;
  /** Highest sequence number that the device is known to have given out. */
  readonly knownSeq: number;
  /** Records that came early, in ascending order; they wait in memory and are not committed. */
  readonly held: readonly SequencedRecord<T>[];
}

/**
 * Where one device stands in the inbox: a row for each epoch seen, oldest first.
 *
 * The last row is the present one. Epochs are fresh arbitrary numbers, so only memory tells an old
 * one from a new one: the rows of {@link CURSOR_LIMITS} epochs are kept.
 */
export interface DeviceCursor<T> {
  readonly rows: readonly EpochRow<T>[];
}

/** The part of a cursor that is durable: what the store keeps and a restart begins with. */
export interface CommittedRow {
  readonly epoch: number;
  readonly throughSeq: number;
  readonly announced: boolean;
}

/** How much one device can make the intake remember. */
export const CURSOR_LIMITS = {
  /** Epochs whose rows are remembered; a device starts a new one only when its journal is lost. */
  epochs: 32,
  /** Records that may wait behind a gap, in each row; later ones are asked for again. */
  held: 256,
} as const;

/** The cursor of a device that nothing was heard of. */
export const EMPTY_CURSOR: DeviceCursor<never> = { rows: [] };

/** Begins with what the store kept. */
export function cursorOf<T>(committed: readonly CommittedRow[]): DeviceCursor<T> {
  return {
    rows: committed.map((row) => ({ ...row, knownSeq: row.throughSeq, held: [] })),
  };
}

/** Gives the part of a cursor's rows that the store is to keep. */
export function committedRowsOf(rows: readonly CommittedRow[]): readonly CommittedRow[] {
  return rows.map(({ epoch, throughSeq, announced }) => ({ epoch, throughSeq, announced }));
}

/** Gives the row of the present epoch; `undefined` while no epoch is known. */
export function presentRow<T>(cursor: DeviceCursor<T>): EpochRow<T> | undefined {
  return cursor.rows.at(-1);
}

/** Finds the row of an epoch. */
export function rowOf<T>(cursor: DeviceCursor<T>, epoch: number): EpochRow<T> | undefined {
  const present = cursor.rows.at(-1);
  return present?.epoch === epoch ? present : cursor.rows.find((row) => row.epoch === epoch);
}

/** Puts a row in the place of the one of the same epoch, or behind all others as the present one. */
export function withRow<T>(cursor: DeviceCursor<T>, row: EpochRow<T>): DeviceCursor<T> {
  if (cursor.rows.length === 1 && cursor.rows[0]?.epoch === row.epoch) return { rows: [row] };
  const at = cursor.rows.findIndex(({ epoch }) => epoch === row.epoch);
  return at < 0 ? withPresentRow(cursor, row) : { rows: cursor.rows.with(at, row) };
}

/** Makes a row the present one; the oldest epoch is forgotten when there are too many. */
export function withPresentRow<T>(cursor: DeviceCursor<T>, row: EpochRow<T>): DeviceCursor<T> {
  const others = cursor.rows.filter(({ epoch }) => epoch !== row.epoch);
  return { rows: [...others, row].slice(-CURSOR_LIMITS.epochs) };
}
