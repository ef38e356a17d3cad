import type { CheckContext } from "./check-context.ts";
import { DoseLedger, type LedgerEntry } from "./dose-ledger.ts";
import type { PerDevice } from "./per-device.ts";
import type { Reader, Seen } from "./readers.ts";

/**
 * One device's dose ledger as several checkers share it. It stands right before the observation
 * that is shown last: rules of time are judged by what was so until then.
 */
export class OwedDoses {
  readonly ledger: DoseLedger;
  /** What the ledger takes in when the next observation comes. */
  #shown: LedgerEntry | undefined;

  constructor(context: Pick<CheckContext, "plans" | "clockErrorMaxMs">) {
    this.ledger = new DoseLedger(context);
  }

  /** Brings the ledger up to right before what it has something to take from, however many show it. */
  show(seen: LedgerEntry): void {
    if (seen === this.#shown) return;
    this.pass(seen.trueMs);
    this.#shown = seen;
  }

  /** Brings it up to right before an effect. */
  showEffect(seen: Seen<"effect">): void {
    if (seen === this.#shown) return;
    this.pass(seen.trueMs);
    if (!this.ledger.expectsEffect(seen)) this.#shown = seen;
  }

  /** Brings it up to right before a record. */
  showRecord(seen: Seen<"record">): void {
    if (seen === this.#shown) return;
    this.pass(seen.trueMs);
    if (!this.ledger.expectsRecord(seen)) this.#shown = seen;
  }

  /** Brings it up to a true time behind everything that was shown. */
  pass(trueMs: number): void {
    const shown = this.#shown;
    this.#shown = undefined;
    if (shown !== undefined) this.ledger.take(shown);
    this.ledger.advance(trueMs);
  }
}

/** How {@link OwedDoses} are kept up; the readers are the same for all who share them. */
export interface OwedReaders {
  readonly effect: Reader<Seen<"effect">>;
  readonly record: Reader<Seen<"record">>;
  readonly journalFailed: Reader<Seen<"input">>;
  readonly power: Reader<Seen<"power">>;
  readonly clockJump: Reader<Seen<"clock-jump">>;
  readonly plan: Reader<Seen<"plan">>;
  /** What tells of nothing but that time has passed. */
  readonly time: Reader;
}

/** Reads what owed doses go by. */
export function owedReaders(owed: PerDevice<OwedDoses>): OwedReaders {
  return {
    effect: (seen, deviceId) => owed.of(deviceId).showEffect(seen),
    record: (seen, deviceId) => owed.of(deviceId).showRecord(seen),
    journalFailed: (seen, deviceId) => owed.of(deviceId).show(seen),
    power: (seen, deviceId) => owed.of(deviceId).show(seen),
    clockJump: (seen, deviceId) => owed.of(deviceId).show(seen),
    plan: (seen, deviceId) => owed.of(deviceId).show(seen),
    time: (_, deviceId, trueMs) => owed.of(deviceId).pass(trueMs),
  };
}
