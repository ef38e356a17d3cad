import { EVENTS, type JournalRecord } from "@dosekit/protocols";
import type { DeliveryTotals } from "./run-document.ts";
import { SequenceSet } from "./sequence-set.ts";

/** The journal of one device in one epoch, as it was written and as it arrived. */
interface JournalAccount {
  readonly journalled: SequenceSet;
  /** Those of them that the spool may drop when room runs out. */
  readonly telemetry: SequenceSet;
  readonly committed: SequenceSet;
  readonly committedAgain: SequenceSet;
  /** Telemetry that the device says it dropped. */
  dropped: number;
}

/**
 * Keeps account of every journal record from the device's store to the gateway's inbox.
 *
 * Telemetry that a device dropped with a counted marker is not lost: it was given up openly. Any
 * other record that was journalled and never committed is.
 */
export class DeliveryAccount {
  readonly #journals = new Map<string, JournalAccount>();
  #received = 0;
  #droppedTelemetry = 0;

  /** A record became durable on the device. */
  journalled(deviceId: string, record: JournalRecord): void {
    const journal = this.#journalOf(deviceId, record.epoch);
    if (!journal.journalled.add(record.seq)) return;
    if (EVENTS[record.kind].class === "telemetry") journal.telemetry.add(record.seq);
    if (record.kind === "telemetry.dropped") {
      journal.dropped += record.count ?? 0;
      this.#droppedTelemetry += record.count ?? 0;
    }
  }

  /** The inbox committed a record. */
  committed(deviceId: string, record: JournalRecord): void {
    const journal = this.#journalOf(deviceId, record.epoch);
    if (!journal.committed.add(record.seq)) journal.committedAgain.add(record.seq);
  }

  /** Event messages arrived at the gateway, repeats included. */
  received(count: number): void {
    this.#received += count;
  }

  /** Telemetry records that devices gave up to keep room for alerts. */
  get droppedTelemetry(): number {
    return this.#droppedTelemetry;
  }

  /** Counts what happened so far; `lost` means something only after the drain. */
  totals(): DeliveryTotals {
    let [sent, doubled, lost] = [0, 0, 0];
    for (const journal of this.#journals.values()) {
      sent += journal.journalled.size;
      doubled += journal.committedAgain.size;
      lost += lostOf(journal);
    }
    return { sent, received: this.#received, doubled, lost };
  }

  /** Counts journalled and committed records without looking for gaps; cheap at any time. */
  progress(): { readonly sent: number; readonly committed: number } {
    let [sent, committed] = [0, 0];
    for (const journal of this.#journals.values()) {
      sent += journal.journalled.size;
      committed += journal.committed.size;
    }
    return { sent, committed };
  }

  #journalOf(deviceId: string, epoch: number): JournalAccount {
    const name = `${deviceId}/${epoch}`;
    const known = this.#journals.get(name);
    if (known !== undefined) return known;
    const fresh: JournalAccount = {
      journalled: new SequenceSet(),
      telemetry: new SequenceSet(),
      committed: new SequenceSet(),
      committedAgain: new SequenceSet(),
      dropped: 0,
    };
    this.#journals.set(name, fresh);
    return fresh;
  }
}

function lostOf(journal: JournalAccount): number {
  const missing = journal.journalled.missingFrom(journal.committed);
  const missingTelemetry = journal.telemetry.missingFrom(journal.committed);
  return missing - Math.min(missingTelemetry, journal.dropped);
}
