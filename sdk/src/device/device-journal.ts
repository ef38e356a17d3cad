import {
  type Checkpoint,
  type DurableStore,
  decodeJournalEntries,
  type EncodedRecord,
  encodeJournalEntry,
  encodeRecord,
  type JournalRecord,
  type StoreDone,
  type StoreFailure,
} from "@dosekit/protocols";
import type { CommitMark, WitnessPort } from "./ports.ts";
import type { RunnerCounters } from "./runner-counters.ts";
import { RunnerFault } from "./runner-fault.ts";
import { Spool } from "./spool.ts";

/** Bytes that the journal grows by, at the least, before it is written anew without the old. */
export const COMPACT_AFTER_BYTES = 65_536;

/** One byte that is no entry: a reader takes it for a write that never came to its end. */
const EMPTY_ROW = Uint8Array.of(0);

/** What a journal is told to make durable, and whom it tells. */
export interface JournalWrite {
  readonly records: readonly JournalRecord[];
  readonly checkpoint: Checkpoint;
  /** Told once: nothing when it is durable, else why it is not. */
  readonly done: (failure?: StoreFailure) => void;
  /** Told of each marker of dropped telemetry that became durable with it. */
  readonly onDropped: (marker: JournalRecord) => void;
}

/** What a journal is kept in, and by whom it is checked. */
export interface JournalSetup {
  readonly store: DurableStore;
  /** Unacknowledged records that are kept. */
  readonly spoolEventsMax: number;
  readonly counters: RunnerCounters;
  /** Without it, storage that forgets what it confirmed is believed. */
  readonly witness?: WitnessPort | undefined;
}

/** Records that storage had confirmed and forgot. */
export interface ForgottenRecords {
  /** The newest record that survived of that epoch; 0 for none. */
  readonly lastSeq: number;
  /** The newest one that was confirmed. */
  readonly mark: CommitMark;
}

/**
 * A device's journal: what it made durable, and what of it the host has not got yet.
 *
 * Invariants: memory never holds a record that storage does not; one write is under way at a time;
 * a number is never given to two records, not even when storage forgot the first, as long as the
 * witness lives; after a write that failed or was torn, the next one
 * replaces the whole row, so that no half of it ever stands before others.
 */
export class DeviceJournal {
  readonly #store: DurableStore;
  readonly #counters: RunnerCounters;
  readonly #spool: Spool;
  readonly #witness: WitnessPort | undefined;
  #forgot: ForgottenRecords | undefined;
  #epoch: number | undefined;
  #lastSeq = 0;
  #checkpoint: Checkpoint | undefined;
  #grownBytes = 0;
  #compactedBytes = 0;
  #mustReplace = false;

  /**
   * Reads what survived in storage.
   *
   * @throws RunnerFault `journal-unreadable` when a newer version wrote it or it can't be read
   */
  constructor(setup: JournalSetup) {
    const { store, spoolEventsMax, counters, witness } = setup;
    this.#store = store;
    this.#counters = counters;
    this.#witness = witness;
    this.#spool = new Spool(spoolEventsMax);
    this.#recover();
    this.#askWitness();
  }

  /** What storage had confirmed and forgot before this boot, as the witness tells. */
  get forgot(): ForgottenRecords | undefined {
    return this.#forgot;
  }

  /** Epoch of the journal; `undefined` before its first record. */
  get epoch(): number | undefined {
    return this.#epoch;
  }

  /** Newest durable record; 0 before the first. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** The newest durable checkpoint. */
  get checkpoint(): Checkpoint | undefined {
    return this.#checkpoint;
  }

  /** The records that the host has not acknowledged. */
  get spool(): Pick<Spool, "items" | "ackedSeq" | "range"> {
    return this.#spool;
  }

  /** Notes that the host has everything up to here; it becomes durable with the next write. */
  acknowledge(throughSeq: number): void {
    this.#spool.acknowledge(throughSeq);
  }

  /**
   * Makes records and a checkpoint durable in one write.
   *
   * @throws RunnerFault when the records don't continue the sequence or can't be encoded
   */
  write(write: JournalWrite): void {
    this.#checkSequence(write.records);
    const records = write.records.map(encoded);
    const markers = this.#spool.planFor(records);
    if (markers === undefined) {
      this.#fail(write, "full");
      return;
    }
    this.#commit(write, [...records, ...markers]);
  }

  /**
   * Puts an empty row in place of all that the storage holds: records, checkpoint and what the host
   * had acknowledged. This object is of no use afterwards; a new one begins a new life.
   */
  erase(done: StoreDone): void {
    // First: else a cut between the two would have the storage accused of what was asked of it.
    this.#testify(undefined);
    this.#store.replaceAll(EMPTY_ROW, this.#once(done));
  }

  #commit(write: JournalWrite, records: readonly EncodedRecord[]): void {
    const finish = (bytes: number, replaced: boolean) =>
      this.#once((failure) => {
        if (failure === undefined) this.#succeed(write, records, { bytes, replaced });
        else if (failure === "full" && !replaced) replace();
        else this.#fail(write, failure);
      });
    const replace = () => {
      const entry = this.#compacted(write, records);
      this.#mustReplace = true;
      this.#store.replaceAll(entry, finish(entry.length, true));
    };
    if (this.#isCompactionDue()) {
      replace();
      return;
    }
    const entry = encodeJournalEntry({ ...this.#head(write), records });
    this.#store.append(entry, finish(entry.length, false));
  }

  /** A store that answers twice must not make the device go on twice. */
  #once(answer: StoreDone): StoreDone {
    let answered = false;
    return (failure) => {
      if (answered) this.#counters.lateCallbacks++;
      else {
        answered = true;
        answer(failure);
      }
    };
  }

  #succeed(
    write: JournalWrite,
    records: readonly EncodedRecord[],
    how: { readonly bytes: number; readonly replaced: boolean },
  ): void {
    const { epoch, lastSeq } = this.#head(write);
    this.#epoch = epoch;
    this.#lastSeq = lastSeq;
    this.#checkpoint = write.checkpoint;
    this.#testify({ epoch, lastSeq });
    const markers = records.slice(write.records.length);
    const droppedBefore = markers.length === 0 ? 0 : this.#spool.droppedRecords;
    this.#spool.add(records);
    this.#counters.commits++;
    this.#grownBytes = how.replaced ? 0 : this.#grownBytes + how.bytes;
    if (how.replaced) {
      this.#counters.compactions++;
      this.#compactedBytes = how.bytes;
      this.#mustReplace = false;
    }
    if (markers.length > 0) {
      this.#counters.telemetryDropped += this.#spool.droppedRecords - droppedBefore;
    }
    for (const { record } of markers) write.onDropped(record);
    write.done();
  }

  #fail(write: JournalWrite, failure: StoreFailure): void {
    this.#mustReplace = true;
    this.#counters.commitsFailed++;
    write.done(failure);
  }

  /** Everything that still matters in one entry. */
  #compacted(write: JournalWrite, records: readonly EncodedRecord[]): Uint8Array {
    const kept = [...this.#spool.items, ...records];
    return encodeJournalEntry({ ...this.#head(write), records: kept });
  }

  #head(write: JournalWrite) {
    const last = write.records.at(-1);
    return {
      epoch: last?.epoch ?? this.#epoch ?? 1,
      ackedSeq: this.#spool.ackedSeq,
      lastSeq: last?.seq ?? this.#lastSeq,
      checkpoint: write.checkpoint,
    };
  }

  /** Old entries go once they outweigh what is kept, so that writing anew costs little on average. */
  #isCompactionDue(): boolean {
    const bound = Math.max(COMPACT_AFTER_BYTES, this.#compactedBytes);
    return this.#mustReplace || this.#grownBytes > bound;
  }

  #checkSequence(records: readonly JournalRecord[]): void {
    let expected = this.#lastSeq + 1;
    const epoch = this.#epoch ?? records[0]?.epoch;
    if (records.length === 0) throw new RunnerFault("sequence-broken", "A commit has no record.");
    for (const { epoch: found, seq, kind } of records) {
      if (found !== epoch || seq !== expected || kind === "telemetry.dropped") {
        const wanted = `epoch ${epoch}, number ${expected}`;
        throw new RunnerFault(
          "sequence-broken",
          `Expected ${wanted}, found epoch ${found}, number ${seq} (${kind}).`,
        );
      }
      expected++;
    }
  }

  #recover(): void {
    const rows = readRows(this.#store);
    const reading = decodeJournalEntries(rows);
    if (!reading.ok) throw new RunnerFault("journal-unreadable", reading.error.message);
    this.#counters.tornEntries += reading.torn;
    this.#counters.damagedEntries += reading.damaged.length;
    this.#mustReplace = reading.torn + reading.damaged.length > 0;
    this.#grownBytes = rows.reduce((sum, row) => sum + row.length, 0);
    const newest = reading.entries.at(-1);
    if (newest === undefined) return;
    const { epoch, ackedSeq, lastSeq, checkpoint } = newest;
    this.#epoch = epoch;
    this.#lastSeq = lastSeq;
    this.#checkpoint = checkpoint;
    const records = reading.entries.flatMap((entry) => entry.records);
    this.#spool.restore(
      records.filter(({ record }) => record.epoch === epoch),
      ackedSeq,
    );
    this.#spool.closeHoles(lastSeq, blankRecord(epoch));
  }

  /**
   * Compares what survived with what was confirmed. Numbers that were given once are not given
   * again: the row goes on after the newest confirmed one, with a marker for what is lost. A row of
   * another epoch belongs to a life that is over, and nothing of it counts.
   */
  #askWitness(): void {
    const mark = this.#testimony();
    if (mark === undefined) return;
    const { epoch, lastSeq } = mark;
    const isSameLife = this.#epoch === epoch;
    if (isSameLife && this.#lastSeq >= lastSeq) return;
    this.#counters.storageForgot++;
    this.#mustReplace = true;
    this.#forgot = { lastSeq: isSameLife ? this.#lastSeq : 0, mark };
    if (isSameLife) {
      this.#lastSeq = lastSeq;
      this.#spool.closeHoles(lastSeq, blankRecord(epoch));
    } else this.#disown();
  }

  #disown(): void {
    this.#epoch = undefined;
    this.#lastSeq = 0;
    this.#checkpoint = undefined;
    this.#spool.restore([], 0);
  }

  /** A witness that fails is no witness; the device goes on without. */
  #testimony(): CommitMark | undefined {
    try {
      return this.#witness?.read();
    } catch {
      this.#counters.witnessFailures++;
      return undefined;
    }
  }

  #testify(mark: CommitMark | undefined): void {
    try {
      this.#witness?.write(mark);
    } catch {
      this.#counters.witnessFailures++;
    }
  }
}

function readRows(store: DurableStore): readonly Uint8Array[] {
  try {
    return store.recover();
  } catch (cause) {
    throw new RunnerFault("journal-unreadable", "Storage gave an error.", cause);
  }
}

function encoded(record: JournalRecord): EncodedRecord {
  try {
    return encodeRecord(record);
  } catch (cause) {
    throw new RunnerFault("logic-failed", "A record can't be encoded.", cause);
  }
}

function blankRecord(epoch: number): JournalRecord {
  return { epoch, seq: 1, kind: "telemetry.dropped", bootId: 0, uptimeMs: 0, clock: "unset" };
}
