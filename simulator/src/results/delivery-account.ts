import { EVENTS, isDroppedAfterTelemetry, type JournalRecord } from "@dosekit/protocols";
import { ForgottenRecords } from "../checkers/forgotten-records.ts";
import type { Observation } from "../checkers/observation.ts";
import type { DeliveryTotals } from "./run-document.ts";
import { SequenceSet } from "./sequence-set.ts";
import { YoungRecords } from "./young-records.ts";

/** The journal of one device in one epoch, as it was written and as it arrived. */
interface JournalAccount {
  readonly epoch: number;
  readonly journalled: SequenceSet;
  /** Those of them that were written a moment ago. */
  readonly young: YoungRecords;
  /** Those of them that the spool may drop when room runs out. */
  readonly expendable: SequenceSet;
  /** Committed, each by its own record. */
  readonly committed: SequenceSet;
  /** Committed by a marker that stands for them: the device dropped or lost them. */
  readonly covered: SequenceSet;
  readonly committedAgain: SequenceSet;
  /** What the store had confirmed and then forgot: the device can't send it, nor know of it. */
  readonly forgotten: ForgottenRecords;
}

/**
 * Keeps account of every journal record from the device's store to the gateway's inbox.
 *
 * A `telemetry.dropped` record stands under the number of the first record that was dropped, for as
 * many as its count says. Telemetry, word of the link and refusals that such a marker covers were
 * given up openly and are not lost; any other record that was journalled and never committed by
 * itself is, unless the run ended within a minute of it: then it is under way.
 */
export class DeliveryAccount {
  readonly #journals = new Map<string, JournalAccount>();
  /** Devices whose network ended for good. */
  readonly #stranded = new Set<string>();
  /** The journal that was asked for before: mostly it comes again. */
  #last: { readonly deviceId: string; readonly journal: JournalAccount } | undefined;
  #received = 0;
  #sent = 0;
  #committed = 0;

  /** A record became durable on the device; called in order of true time. */
  journalled(deviceId: string, record: JournalRecord, trueMs: number): void {
    if (isMarker(record)) return;
    const journal = this.#journalOf(deviceId, record.epoch);
    if (!journal.journalled.add(record.seq)) return;
    this.#sent += 1;
    journal.young.add(record.seq, trueMs);
    const mayGo = EVENTS[record.kind].class === "telemetry" || isDroppedAfterTelemetry(record);
    if (mayGo) journal.expendable.add(record.seq);
  }

  /** The inbox committed a record. */
  committed(deviceId: string, record: JournalRecord): void {
    const journal = this.#journalOf(deviceId, record.epoch);
    const count = isMarker(record) ? Math.max(1, record.count ?? 1) : 1;
    for (let seq = record.seq; seq < record.seq + count; seq += 1) {
      const again = journal.committed.has(seq) || journal.covered.has(seq);
      if (again) journal.committedAgain.add(seq);
      else this.#committed += 1;
      (isMarker(record) ? journal.covered : journal.committed).add(seq);
    }
  }

  /** The network of a device ended for good: what it has not sent by then stays on it. */
  stranded(deviceId: string): void {
    this.#stranded.add(deviceId);
  }

  /** A device's store forgot records that it had confirmed. */
  forgotten(seen: Extract<Observation, { seen: "forgotten" }>): void {
    this.#journalOf(seen.deviceId, seen.epoch).forgotten.observe(seen);
  }

  /** Event messages arrived at the gateway, repeats included. */
  received(count: number): void {
    this.#received += count;
  }

  /** Telemetry records that devices gave up to keep room for alerts. */
  droppedTelemetry(): number {
    let dropped = 0;
    for (const { covered, expendable } of this.#journals.values()) {
      for (const seq of covered) if (expendable.has(seq)) dropped += 1;
    }
    return dropped;
  }

  /**
   * Counts what happened so far; `lost` means something only after the drain.
   *
   * @param endedMs true time at which the run ended; without it nothing counts as under way
   */
  totals(endedMs = Number.POSITIVE_INFINITY): DeliveryTotals {
    let [doubled, lost, stranded, forgotten, underWay] = [0, 0, 0, 0, 0];
    for (const [name, journal] of this.#journals) {
      doubled += journal.committedAgain.size;
      const missing = missingOf(journal, endedMs);
      forgotten += missing.forgotten;
      underWay += missing.underWay;
      if (this.#stranded.has(name.slice(0, name.lastIndexOf("/")))) stranded += missing.sendable;
      else lost += missing.sendable;
    }
    return {
      ...{ sent: this.#sent, received: this.#received, doubled, lost },
      ...(stranded === 0 ? {} : { stranded }),
      ...(forgotten === 0 ? {} : { forgotten }),
      ...(underWay === 0 ? {} : { underWay }),
    };
  }

  /** Counts journalled and committed records without looking for gaps; cheap at any time. */
  progress(): { readonly sent: number; readonly committed: number } {
    return { sent: this.#sent, committed: this.#committed };
  }

  #journalOf(deviceId: string, epoch: number): JournalAccount {
    const last = this.#last;
    if (last?.deviceId === deviceId && last.journal.epoch === epoch) return last.journal;
    const journal = this.#findJournal(deviceId, epoch);
    this.#last = { deviceId, journal };
    return journal;
  }

  #findJournal(deviceId: string, epoch: number): JournalAccount {
    const name = `${deviceId}/${epoch}`;
    const known = this.#journals.get(name);
    if (known !== undefined) return known;
    const fresh: JournalAccount = {
      epoch,
      journalled: new SequenceSet(),
      young: new YoungRecords(),
      expendable: new SequenceSet(),
      committed: new SequenceSet(),
      covered: new SequenceSet(),
      committedAgain: new SequenceSet(),
      forgotten: new ForgottenRecords(),
    };
    this.#journals.set(name, fresh);
    return fresh;
  }
}

function isMarker(record: JournalRecord): boolean {
  return record.kind === "telemetry.dropped";
}

/** Records that no inbox has, by what became of them. */
interface MissingRecords {
  /** That the device could have sent, and had time to. */
  sendable: number;
  /** That it was about to send when the run ended. */
  underWay: number;
  /** That its storage forgot. */
  forgotten: number;
}

function missingOf(journal: JournalAccount, endedMs: number): MissingRecords {
  const { journalled, expendable, committed, covered, epoch } = journal;
  const missing = { sendable: 0, underWay: 0, forgotten: 0 };
  const young = journal.young.underWayAt(endedMs);
  for (const seq of journalled) {
    const givenUp = expendable.has(seq) && covered.has(seq);
    if (committed.has(seq) || givenUp) continue;
    const isForgotten = journal.forgotten.has({ epoch, seq });
    missing[isForgotten ? "forgotten" : young.has(seq) ? "underWay" : "sendable"] += 1;
  }
  return missing;
}
