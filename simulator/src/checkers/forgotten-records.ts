import type { JournalRecord } from "@dosekit/protocols";
import type { Observation } from "./observation.ts";

type Forgotten = Extract<Observation, { seen: "forgotten" }>;

/** Stretches that are remembered of each device; storage that lies more often is not judged anew. */
const STRETCHES_KEPT = 32;

/** The records that one device's storage forgot although it had confirmed them. */
export class ForgottenRecords {
  #stretches: readonly Forgotten[] = [];

  /** Takes in an observation of the device; most mean nothing to it. */
  observe(seen: Observation): void {
    if (seen.seen !== "forgotten") return;
    this.#stretches = [...this.#stretches, seen].slice(-STRETCHES_KEPT);
  }

  /** Whether the device can't know of a record any more. */
  has({ epoch, seq }: Pick<JournalRecord, "epoch" | "seq">): boolean {
    return this.#stretches.some(
      (one) => one.epoch === epoch && one.fromSeq <= seq && seq <= one.throughSeq,
    );
  }
}
