import type { JournalRecord } from "@dosekit/protocols";

/** What is done with a record once it is known when it happened, or that nobody will know. */
export type DatedRecordSink = (
  deviceId: string,
  record: JournalRecord,
  times: { readonly atMs: number | undefined; readonly trueMs: number },
) => void;

/** A record with when it was truly written. */
interface Written {
  readonly record: JournalRecord;
  readonly trueMs: number;
}

/**
 * Dates records that were written under an unset clock.
 *
 * Time since boot never steps, so the first record of the same boot that knows the civil time
 * dates all earlier ones of that boot. Records of a boot that never knew it stay undated.
 */
export class UnsetClockRecords {
  readonly #sink: DatedRecordSink;
  /** Undated records of each device's present boot. */
  readonly #waiting = new Map<string, Written[]>();

  constructor(sink: DatedRecordSink) {
    this.#sink = sink;
  }

  /** Takes a device's records in the order of its journal. */
  add(deviceId: string, record: JournalRecord, trueMs: number): void {
    const waiting = this.#waiting.get(deviceId) ?? [];
    if (waiting[0] !== undefined && waiting[0].record.bootId !== record.bootId)
      this.#giveUp(deviceId);
    if (record.civilMs === undefined) {
      const present = this.#waiting.get(deviceId);
      if (present === undefined) this.#waiting.set(deviceId, [{ record, trueMs }]);
      else present.push({ record, trueMs });
      return;
    }
    const bootMs = record.civilMs - record.uptimeMs;
    for (const { record: earlier, trueMs: earlierMs } of this.#take(deviceId)) {
      this.#sink(deviceId, earlier, { atMs: bootMs + earlier.uptimeMs, trueMs: earlierMs });
    }
    this.#sink(deviceId, record, { atMs: record.civilMs, trueMs });
  }

  /** Ends the row: what is still undated stays so. */
  finish(): void {
    for (const deviceId of [...this.#waiting.keys()]) this.#giveUp(deviceId);
  }

  #giveUp(deviceId: string): void {
    for (const { record, trueMs } of this.#take(deviceId)) {
      this.#sink(deviceId, record, { atMs: undefined, trueMs });
    }
  }

  #take(deviceId: string): readonly Written[] {
    const waiting = this.#waiting.get(deviceId) ?? [];
    this.#waiting.delete(deviceId);
    return waiting;
  }
}
