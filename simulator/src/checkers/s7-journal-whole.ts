import type { JournalRecord } from "@dosekit/protocols";
import { EVENTS, isDroppedAfterTelemetry } from "@dosekit/protocols";
import type { CheckContext } from "./check-context.ts";
import type { Checker, CheckReport } from "./checker.ts";
import { differingField, EpochRows, spanOf } from "./epoch-rows.ts";
import type { Observation } from "./observation.ts";
import type { OpeningWatch } from "./opening-watch.ts";
import { PerDevice } from "./per-device.ts";
import { type Reader, type Readers, ReaderTable, type Seen } from "./readers.ts";
import { Tally } from "./tally.ts";
import { timeText } from "./zone-reckoning.ts";

/** Records of each device that are kept to compare a repeated one with. */
const RECORDS_KEPT = 32;

interface State {
  readonly openings: OpeningWatch;
  readonly rows: EpochRows;
  /** The last records, oldest first. */
  readonly recent: JournalRecord[];
  /** Markers that may be told before other records of their commit. */
  markers: readonly Seen<"record">[];
}

/**
 * S7: the journal has no gap, no identity ever stands for two different records, an epoch that
 * ended never goes on, and nothing moves before the record that announces it is durable.
 *
 * Each record is the next of its (device, epoch), beginning with 1. A record may be seen again if
 * it says the same. A `telemetry.dropped` marker stands for a run of dropped telemetry, or word of the link: it takes
 * the place of that run, or, if none of it was durable, comes next; it may be told before the
 * other records of its commit. A movement may start when no
 * `dose.offering` waits to become durable; one that makes medicine accessible needs a durable one
 * in the present epoch.
 *
 * One decision: a durable record, or a movement. Memory per device: {@link RECORDS_KEPT} records
 * and the rows of its epochs; a record that is repeated later than that counts as different.
 */
export class JournalWholeChecker implements Checker {
  readonly id = "S7";
  readonly readers: Readers;
  readonly #tally = new Tally("S7");
  readonly #devices: PerDevice<State>;
  readonly #table: ReaderTable;
  /** Markers that wait, of all devices. */
  #waiting = 0;

  constructor(context: CheckContext) {
    this.#devices = new PerDevice((deviceId) => ({
      openings: context.openings.of(deviceId),
      rows: new EpochRows(),
      recent: [],
      markers: [],
    }));
    this.readers = this.#reading(context);
    this.#table = new ReaderTable([this.readers]);
  }

  /** See {@link Checker.observe}. */
  observe(seen: Observation): void {
    this.#table.show(seen);
  }

  /** See {@link Checker.finish}. */
  finish(): CheckReport {
    for (const [, state] of this.#devices.entries()) this.#judgeMarkers(state);
    return this.#tally.report();
  }

  #reading({ openingReaders: opening }: CheckContext): Readers {
    const devices = this.#devices;
    const markers: Reader = (_, deviceId) => {
      if (this.#waiting > 0) this.#judgeMarkers(devices.of(deviceId));
    };
    return {
      device: [opening.device, markers],
      record: [opening.record, (seen, deviceId) => this.#written(devices.of(deviceId), seen)],
      power: [opening.power, markers],
      input: markers,
      inputs: { "journal.failed": [opening.journalFailed, markers] },
      effects: {
        "journal.commit": [opening.journalCommit, markers],
        "motion.start": [markers, (seen, id) => this.#judgeMotion(devices.of(id), seen)],
      },
    };
  }

  #written(state: State, seen: Seen<"record">): void {
    const { record } = seen;
    if (record.kind !== "telemetry.dropped") this.#judgeRecord(state, seen, record);
    else {
      state.markers = [...state.markers, seen];
      this.#waiting += 1;
    }
  }

  #judgeMarkers(state: State): void {
    this.#waiting -= state.markers.length;
    for (const seen of state.markers) this.#judgeRecord(state, seen, seen.record);
    state.markers = [];
  }

  #judgeRecord(state: State, seen: Observation, record: JournalRecord): void {
    this.#tally.decide();
    const wrong = this.#place(state, record);
    if (wrong !== undefined) {
      const { seq, epoch, kind, civilMs } = record;
      const what = `record ${seq} of epoch ${epoch} (${kind}, ${timeText(civilMs)})`;
      this.#tally.violate(seen, `${what} ${wrong}`);
    }
    state.recent.push(record);
    if (state.recent.length > RECORDS_KEPT) state.recent.shift();
  }

  #place(state: State, record: JournalRecord): string | undefined {
    const { epoch, seq } = record;
    const latest = state.rows.latest();
    const known = state.rows.has(epoch);
    const row = state.rows.of(epoch);
    const topSeq = row.topSeq();
    const verdict = row.take(seq, spanOf(record));
    if (known && latest !== epoch) return `came after epoch ${latest} had begun`;
    if (verdict === "next") return undefined;
    if (verdict === "jump") return `leaves a gap after record ${topSeq}`;
    if (record.kind === "telemetry.dropped") return wrongDrop(state, record);
    const first = state.recent.findLast((old) => old.epoch === epoch && old.seq === seq);
    const field = first === undefined ? "content" : differingField(first, record);
    return field === undefined ? undefined : `has another ${field} than the first of that number`;
  }

  #judgeMotion(state: State, seen: Seen<"effect">): void {
    const { effect } = seen;
    if (effect.type !== "motion.start") return;
    this.#tally.decide();
    const opens = state.openings.moved(seen) !== undefined;
    const announced = state.openings.announced();
    const isStale = announced === undefined || announced.epoch !== state.openings.epoch();
    const isDurable = state.openings.isDurable() && seen.durableSeq >= (announced?.seq ?? 0);
    const isEarly = !isStale && !isDurable;
    if (!isEarly && !(opens && isStale)) return;
    const what = `movement ${effect.motion} started at ${timeText(seen.civilMs)}`;
    if (isEarly) {
      this.#tally.violate(
        seen,
        `${what} before record ${announced.seq}, which announces dose ${announced.doseId}, was durable (${seen.durableSeq} was)`,
      );
    } else {
      this.#tally.violate(seen, `${what}, but no durable record announces it`);
    }
  }
}

/** What is wrong with a marker that takes the place of durable records. */
function wrongDrop(state: State, marker: JournalRecord): string | undefined {
  const throughSeq = marker.seq + spanOf(marker) - 1;
  const lost = state.recent.find(
    (record) =>
      record.epoch === marker.epoch &&
      marker.seq <= record.seq &&
      record.seq <= throughSeq &&
      record.kind !== "telemetry.dropped" &&
      EVENTS[record.kind].class !== "telemetry" &&
      !isDroppedAfterTelemetry(record),
  );
  return lost === undefined ? undefined : `drops record ${lost.seq}, which is ${lost.kind}`;
}
