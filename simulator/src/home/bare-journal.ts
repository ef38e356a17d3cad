import type { DurableStore, JournalRecord, StoreFailure } from "@dosekit/protocols";
import { BareLimit } from "./bare-limit.ts";

/** Where records go that turned out to be durable. */
export interface RecordTaker {
  take(records: readonly JournalRecord[]): void;
}

interface Write {
  readonly records: readonly JournalRecord[];
  readonly state: unknown;
}

/** Stands for an entry: the store only has to know that there is one, and how long it takes. */
const TOKEN = Uint8Array.of(0);

/**
 * A device's journal without bytes: what it would have made durable, by the times and failures of
 * the store. It holds the state of the last durable write, for the next boot.
 */
export class BareJournal {
  readonly #store: DurableStore;
  #epoch: number | undefined;
  #lastSeq = 0;
  #durableState: unknown;
  #underWay: Write | undefined;
  #mustReplace = false;

  constructor(store: DurableStore) {
    this.#store = store;
  }

  /** Newest durable record; 0 before the first. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** State of the program after its last durable step; `undefined` before the first. */
  get durableState(): unknown {
    return this.#durableState;
  }

  /** Begins a boot: a write that was under way and nobody kept never was. */
  boot(): void {
    this.#underWay = undefined;
  }

  /**
   * Makes records and the state after them durable in one write.
   *
   * @param done told once, whether it failed
   */
  write(records: readonly JournalRecord[], state: unknown, done: (failed: boolean) => void): void {
    this.#checkSequence(records);
    this.#underWay = { records, state };
    if (this.#mustReplace) this.#replace(done);
    else {
      this.#store.append(TOKEN, (failure) => {
        if (failure === "full") this.#replace(done);
        else this.#finish(failure, done);
      });
    }
  }

  #replace(done: (failed: boolean) => void): void {
    this.#store.replaceAll(TOKEN, (failure) => this.#finish(failure, done));
  }

  #finish(failure: StoreFailure | undefined, done: (failed: boolean) => void): void {
    this.#mustReplace = failure !== undefined;
    if (failure === undefined) this.#succeed();
    this.#underWay = undefined;
    done(failure !== undefined);
  }

  /** The write under way when the power went is whole after all. */
  keepLastWrite(way: RecordTaker): readonly JournalRecord[] {
    const records = this.#underWay?.records ?? [];
    if (this.#underWay !== undefined) this.#succeed();
    this.#underWay = undefined;
    way.take(records);
    return records;
  }

  #succeed(): void {
    const last = this.#underWay?.records.at(-1);
    if (last === undefined) return;
    this.#epoch = last.epoch;
    this.#lastSeq = last.seq;
    this.#durableState = this.#underWay?.state;
  }

  #checkSequence(records: readonly JournalRecord[]): void {
    let expected = this.#lastSeq + 1;
    const epoch = this.#epoch ?? records[0]?.epoch;
    if (records.length === 0) throw new BareLimit("a commit has no record");
    for (const record of records) {
      const isNext = record.epoch === epoch && record.seq === expected;
      if (!isNext || record.kind === "telemetry.dropped") {
        throw new BareLimit("the sequence is broken");
      }
      expected += 1;
    }
  }
}
