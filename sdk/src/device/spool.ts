import {
  type EncodedRecord,
  EVENTS,
  encodeRecord,
  isDroppedAfterTelemetry,
  type JournalRecord,
} from "@dosekit/protocols";

const DAMAGE_DETAIL = "records lost by damaged storage";

/** A record that the host has not acknowledged yet. */
export interface SpooledRecord extends EncodedRecord {
  /** First sequence number that it stands for; its own. */
  readonly firstSeq: number;
  /** Last sequence number that it stands for: more than its own in a `telemetry.dropped` record. */
  readonly lastSeq: number;
}

/** Says which sequence numbers a record stands for. */
export function spooled(encoded: EncodedRecord): SpooledRecord {
  const { seq, count } = encoded.record;
  const length = isMarker(encoded.record) ? Math.max(1, count ?? 1) : 1;
  return { ...encoded, firstSeq: seq, lastSeq: seq + length - 1 };
}

/**
 * The unacknowledged records of a journal, in order.
 *
 * When there are more than the spool holds, the oldest telemetry is dropped, and when none is left
 * the oldest word of a link that came or went, or of a refused command: each run of dropped records, and of markers beside
 * it, becomes one `telemetry.dropped` record under the number of the first, so that the host's
 * sequence has no hole. Markers take no room of the stated capacity; two never stand side by side,
 * so there is at most one more of them than of other records.
 *
 * Invariants: sequence numbers rise and leave no gap; all are above the acknowledged one.
 */
export class Spool {
  readonly #capacity: number;
  #items: SpooledRecord[] = [];
  #ackedSeq = 0;

  /** @param capacity records that it holds, markers of dropped telemetry not counted */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Everything up to here is acknowledged. */
  get ackedSeq(): number {
    return this.#ackedSeq;
  }

  /** The unacknowledged records, oldest first. */
  get items(): readonly SpooledRecord[] {
    return this.#items;
  }

  /** How many records its markers stand for. */
  get droppedRecords(): number {
    const markers = this.#items.filter(({ record }) => isMarker(record));
    return markers.reduce((sum, { firstSeq, lastSeq }) => sum + lastSeq - firstSeq + 1, 0);
  }

  /**
   * Works out which records have to go so that new ones fit, without changing anything.
   *
   * @returns the markers to write with the records, or `undefined` when there isn't enough to drop
   */
  planFor(added: readonly EncodedRecord[]): readonly EncodedRecord[] | undefined {
    if (this.#items.length + added.length <= this.#capacity) return [];
    const items = [...this.#items, ...added.map(spooled)];
    let excess = items.reduce((sum, { record }) => sum + (isMarker(record) ? 0 : 1), 0);
    excess -= this.#capacity;
    if (excess <= 0) return [];
    const dropped = new Set<SpooledRecord>();
    for (const mayGo of [isTelemetry, isDroppedAfterTelemetry]) {
      for (const item of items) {
        if (dropped.size >= excess) break;
        if (mayGo(item.record)) dropped.add(item);
      }
    }
    return dropped.size < excess ? undefined : markersFor(items, dropped);
  }

  /** Adds records that became durable; markers among them replace what they stand for. */
  add(records: readonly EncodedRecord[]): void {
    for (const encoded of records) {
      const item = trimmed(spooled(encoded), this.#ackedSeq + 1);
      if (item === undefined) continue;
      if (isMarker(item.record)) this.#replaceRun(item);
      else if (item.firstSeq > (this.#items.at(-1)?.lastSeq ?? 0)) this.#items.push(item);
    }
  }

  /** Forgets what the host has; a marker that reaches beyond begins after it. */
  acknowledge(throughSeq: number): void {
    if (throughSeq <= this.#ackedSeq) return;
    this.#ackedSeq = throughSeq;
    const kept = this.#items.slice(this.#indexAfter(throughSeq));
    const first = kept[0] && trimmed(kept[0], throughSeq + 1);
    this.#items = first === undefined ? [] : [first, ...kept.slice(1)];
  }

  /** Lists the records of a range; a marker that the range begins in is cut to it. */
  range(fromSeq: number, throughSeq: number): readonly SpooledRecord[] {
    return this.#items
      .slice(this.#indexAfter(fromSeq - 1))
      .filter(({ firstSeq }) => firstSeq <= throughSeq)
      .flatMap((item) => trimmed(item, fromSeq) ?? []);
  }

  /** Starts over with what a journal held. */
  restore(records: readonly EncodedRecord[], ackedSeq: number): void {
    this.#items = [];
    this.#ackedSeq = ackedSeq;
    this.add(records);
  }

  /**
   * Closes the holes that damaged storage left, up to the newest record, by markers that say so.
   *
   * @param fallback what a marker tells of boot and time where no record stands beside the hole
   * @returns how many records are lost
   */
  closeHoles(lastSeq: number, fallback: JournalRecord): number {
    const whole: SpooledRecord[] = [];
    let [nextSeq, lost] = [this.#ackedSeq + 1, 0];
    const close = (untilSeq: number, beside: JournalRecord) => {
      if (untilSeq <= nextSeq) return;
      const marker = dropMarker({ ...beside, seq: nextSeq }, untilSeq - nextSeq, DAMAGE_DETAIL);
      whole.push(spooled(marker));
      lost += untilSeq - nextSeq;
    };
    for (const item of this.#items) {
      close(item.firstSeq, item.record);
      whole.push(item);
      nextSeq = item.lastSeq + 1;
    }
    close(lastSeq + 1, this.#items.at(-1)?.record ?? fallback);
    this.#items = whole;
    return lost;
  }

  #replaceRun(marker: SpooledRecord): void {
    const from = this.#items.findIndex(({ lastSeq }) => lastSeq >= marker.firstSeq);
    if (from < 0) {
      this.#items.push(marker);
      return;
    }
    const covered = this.#items.filter(
      ({ firstSeq, lastSeq }) => firstSeq <= marker.lastSeq && lastSeq >= marker.firstSeq,
    );
    this.#items.splice(from, covered.length, marker);
  }

  /** Place of the first item that reaches beyond a sequence number. */
  #indexAfter(seq: number): number {
    let [low, high] = [0, this.#items.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#items[middle]?.lastSeq ?? 0) <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Builds the record that stands for dropped ones, at the time of the first of them. */
export function dropMarker(first: JournalRecord, count: number, detail?: string): EncodedRecord {
  const { epoch, seq, bootId, uptimeMs, civilMs, clock } = first;
  return encodeRecord({
    epoch,
    seq,
    kind: "telemetry.dropped",
    bootId,
    uptimeMs,
    ...(civilMs === undefined ? {} : { civilMs }),
    clock,
    count,
    ...(detail === undefined ? {} : { detail }),
  });
}

function markersFor(
  items: readonly SpooledRecord[],
  dropped: ReadonlySet<SpooledRecord>,
): readonly EncodedRecord[] {
  const markers: EncodedRecord[] = [];
  let run: SpooledRecord[] = [];
  const endRun = () => {
    const [first, last] = [run[0], run.at(-1)];
    if (first && last && run.some((item) => dropped.has(item))) {
      markers.push(dropMarker(first.record, last.lastSeq - first.firstSeq + 1));
    }
    run = [];
  };
  for (const item of items) {
    if (dropped.has(item) || isMarker(item.record)) run.push(item);
    else endRun();
  }
  endRun();
  return markers;
}

/** The part of a record from a sequence number on; `undefined` when nothing of it is left. */
function trimmed(item: SpooledRecord, fromSeq: number): SpooledRecord | undefined {
  if (item.firstSeq >= fromSeq) return item;
  if (item.lastSeq < fromSeq) return undefined;
  const { detail } = item.record;
  const first = { ...item.record, seq: fromSeq };
  return spooled(dropMarker(first, item.lastSeq - fromSeq + 1, detail));
}

function isTelemetry({ kind }: JournalRecord): boolean {
  return EVENTS[kind].class === "telemetry";
}

function isMarker(record: JournalRecord): boolean {
  return record.kind === "telemetry.dropped";
}
