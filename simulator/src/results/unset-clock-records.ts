import type { JournalRecord } from "@dosekit/protocols";

/** What is done with a record once it is known when it happened, or that nobody will know. */
export type DatedRecordSink = (
  deviceId: string,
  record: JournalRecord,
  atMs: number | undefined,
) => void;

/**
 * Dates records that were written under an unset clock.
 *
 * Time since boot never steps, so the first record of the same boot that knows the civil time
 * dates all earlier ones of that boot. Records of a boot that never knew it stay undated.
 */
export class UnsetClockRecords {
  readonly #sink: DatedRecordSink;
  /** Undated records of each device's present boot. */
  readonly #waiting = new Map<string, JournalRecord[]>();

  constructor(sink: DatedRecordSink) {
    this.#sink = sink;
  }

  /** Takes a device's records in the order of its journal. */
  add(deviceId: string, record: JournalRecord): void {
    const waiting = this.#waiting.get(deviceId) ?? [];
    if (waiting[0] !== undefined && waiting[0].bootId !== record.bootId) this.#giveUp(deviceId);
    if (record.civilMs === undefined) {
      const present = this.#waiting.get(deviceId);
      if (present === undefined) this.#waiting.set(deviceId, [record]);
      else present.push(record);
      return;
    }
    const bootMs = record.civilMs - record.uptimeMs;
    for (const earlier of this.#take(deviceId))
      this.#sink(deviceId, earlier, bootMs + earlier.uptimeMs);
    this.#sink(deviceId, record, record.civilMs);
  }

  /** Ends the row: what is still undated stays so. */
  finish(): void {
    for (const deviceId of [...this.#waiting.keys()]) this.#giveUp(deviceId);
  }

  #giveUp(deviceId: string): void {
    for (const record of this.#take(deviceId)) this.#sink(deviceId, record, undefined);
  }

  #take(deviceId: string): readonly JournalRecord[] {
    const waiting = this.#waiting.get(deviceId) ?? [];
    this.#waiting.delete(deviceId);
    return waiting;
  }
}
