import { EVENTS, isDroppedAfterTelemetry, type JournalRecord } from "@dosekit/protocols";
import { ForgottenRecords } from "../checkers/forgotten-records.ts";
import type { Observation } from "../checkers/observation.ts";
import type { DeliveryTotals } from "./run-document.ts";
import { SequenceSet } from "./sequence-set.ts";

/** The journal of one device in one epoch, as it was written and as it arrived. */
interface JournalAccount {
  readonly epoch: number;
  readonly journalled: SequenceSet;
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
 * itself is.
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

  /** A record became durable on the device. */
  journalled(deviceId: string, record: JournalRecord): void {
    if (isMarker(record)) return;
    const journal = this.#journalOf(deviceId, record.epoch);
    if (!journal.journalled.add(record.seq)) return;
    this.#sent += 1;
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

  /** Counts what happened so far; `lost` means something only after the drain. */
  totals(): DeliveryTotals {
    let [doubled, lost, stranded, forgotten] = [0, 0, 0, 0];
    for (const [name, journal] of this.#journals) {
      doubled += journal.committedAgain.size;
      const missing = missingOf(journal);
      forgotten += missing.forgotten;
      if (this.#stranded.has(name.slice(0, name.lastIndexOf("/")))) stranded += missing.sendable;
      else lost += missing.sendable;
    }
    return {
      ...{ sent: this.#sent, received: this.#received, doubled, lost },
      ...(stranded === 0 ? {} : { stranded }),
      ...(forgotten === 0 ? {} : { forgotten }),
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

/** Records that no inbox has: those that the device could have sent, and those that it forgot. */
function missingOf(journal: JournalAccount): { sendable: number; forgotten: number } {
  const { journalled, expendable, committed, covered } = journal;
  const missing = { sendable: 0, forgotten: 0 };
  for (const seq of journalled) {
    const givenUp = expendable.has(seq) && covered.has(seq);
    if (committed.has(seq) || givenUp) continue;
    missing[journal.forgotten.has({ epoch: journal.epoch, seq }) ? "forgotten" : "sendable"] += 1;
  }
  return missing;
}
