import type { JournalRecord, ServiceMode } from "@dosekit/protocols";
import type { Seen } from "./readers.ts";

/** Modes of service in which nobody gets a dose, whoever asks for it. */
const STOPPED: readonly ServiceMode[] = ["temporary-stop", "ended"];

/** The record by which one device paused or ended its service, as long as that lasts. */
export class StoppedService {
  #by: JournalRecord | undefined;

  /** A record became durable. */
  written(record: JournalRecord): void {
    if (record.kind !== "mode.changed") return;
    this.#by = record.mode !== undefined && STOPPED.includes(record.mode) ? record : undefined;
  }

  /** The storage forgot records: a device that can't know of its pause goes on without. */
  forgot({ epoch, fromSeq, throughSeq }: Seen<"forgotten">): void {
    const by = this.#by;
    if (by?.epoch === epoch && fromSeq <= by.seq && by.seq <= throughSeq) this.#by = undefined;
  }

  /**
   * The record that stopped the service, if it is stopped.
   *
   * @param epoch epoch of the device's newest record: one that was reset serves anew
   */
  by(epoch: number | undefined): JournalRecord | undefined {
    return this.#by?.epoch === epoch ? this.#by : undefined;
  }
}
