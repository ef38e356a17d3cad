import type { JournalRecord } from "@dosekit/protocols";
import { isAskedFor } from "./opening-watch.ts";
import { RecentDoses } from "./recent-doses.ts";
import type { Sighting } from "./tally.ts";

/** A record by which the device says that a dose left the locked part. */
export interface Release {
  readonly doseId: string;
  readonly record: JournalRecord;
  /** A travel or assisted release that an authorised actor asked for. */
  readonly ahead: boolean;
}

/** Outcomes that say that the dose left the locked part. */
const RELEASED_OUTCOMES: ReadonlySet<string> = new Set([
  "retrieved",
  "released-not-retrieved",
  "released-ahead",
]);

/**
 * Tells one device's releases: each `dose.released` record, and an outcome that means a release
 * where no `dose.released` came before it.
 */
export class ReleaseWatch {
  readonly #released = new RecentDoses<true>();
  /** The last record as it was seen, and what it was: several checkers share one watch. */
  #lastSeen: Sighting | undefined;
  #lastRelease: Release | undefined;

  /**
   * Gives the release that a durable record is, if it is one; again for each who shares the watch.
   *
   * @param seen where and when the record was seen
   */
  take(record: JournalRecord, seen: Sighting): Release | undefined {
    if (seen !== this.#lastSeen) {
      this.#lastSeen = seen;
      this.#lastRelease = this.#releaseBy(record, seen.trueMs);
    }
    return this.#lastRelease;
  }

  #releaseBy(record: JournalRecord, trueMs: number): Release | undefined {
    const { doseId } = record;
    if (doseId === undefined) return undefined;
    if (record.kind !== "dose.released" && !this.#isUntoldRelease(doseId, record)) return undefined;
    this.#released.note(doseId, true, trueMs, record.dueMs);
    return { doseId, record, ahead: isAskedFor(record) };
  }

  #isUntoldRelease(doseId: string, record: JournalRecord): boolean {
    return (
      record.kind === "dose.closed" && meansReleased(record) && this.#released.get(doseId) !== true
    );
  }
}

/** Whether the outcome of a record says that the dose left the locked part. */
export function meansReleased({ outcome }: JournalRecord): boolean {
  return outcome !== undefined && RELEASED_OUTCOMES.has(outcome);
}
