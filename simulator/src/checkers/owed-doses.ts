import type { CheckContext } from "./check-context.ts";
import { DoseLedger } from "./dose-ledger.ts";
import type { Observation } from "./observation.ts";

/**
 * One device's dose ledger as several checkers share it. It stands right before the observation
 * that is shown last: rules of time are judged by what was so until then.
 */
export class OwedDoses {
  readonly ledger: DoseLedger;
  #shown: Observation | undefined;

  constructor(context: Pick<CheckContext, "plans" | "clockErrorMaxMs">) {
    this.ledger = new DoseLedger(context);
  }

  /** Brings the ledger up to right before an observation, once however many show it. */
  show(seen: Observation): void {
    if (seen === this.#shown) return;
    if (this.#shown !== undefined) this.ledger.observe(this.#shown);
    this.#shown = seen;
    this.ledger.advance(seen.trueMs);
  }

  /** Brings the ledger up to a true time behind everything that was shown. */
  finish(trueMs: number): void {
    if (this.#shown !== undefined) this.ledger.observe(this.#shown);
    this.#shown = undefined;
    this.ledger.advance(trueMs);
  }
}
