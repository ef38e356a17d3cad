import { type CheckId, type CheckReport, VIOLATIONS_KEPT, type Violation } from "./checker.ts";

/** Where and when something was seen. */
export interface Sighting {
  readonly deviceId: string;
  readonly trueMs: number;
}

/** One checker's account: decisions made, cases in which the rule did not hold, and facts beside. */
export class Tally {
  readonly #check: CheckId;
  #violations: Violation[] = [];
  readonly #counted = new Map<string, number>();
  #made = 0;
  #violated = 0;

  constructor(check: CheckId) {
    this.#check = check;
  }

  /** Counts one decision, whether or not the rule held. */
  decide(): void {
    this.#made += 1;
  }

  /**
   * Counts a case in which the rule did not hold.
   *
   * @param what one sentence without its subject's name: the device is put in front
   */
  violate(where: Sighting, what: string): void {
    this.#violated += 1;
    if (this.#violations.length >= 2 * VIOLATIONS_KEPT) this.#violations = this.#first();
    const { deviceId, trueMs } = where;
    this.#violations.push({
      check: this.#check,
      deviceId,
      trueMs,
      message: `${deviceId}: ${what}`,
    });
  }

  /** Counts a fact that is no violation. */
  count(name: string, by = 1): void {
    this.#counted.set(name, (this.#counted.get(name) ?? 0) + by);
  }

  /** Those that come first in time, as devices of one run may be watched one after the other. */
  #first(): Violation[] {
    return [...this.#violations].sort((a, b) => a.trueMs - b.trueMs).slice(0, VIOLATIONS_KEPT);
  }

  /** Gives the account as it stands. */
  report(): CheckReport {
    return {
      check: this.#check,
      made: this.#made,
      violated: this.#violated,
      violations: this.#first(),
      counted: Object.fromEntries(this.#counted),
    };
  }
}
