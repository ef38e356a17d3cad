import { type CheckId, type CheckReport, VIOLATIONS_KEPT, type Violation } from "./checker.ts";

/** Where and when something was seen. */
export interface Sighting {
  readonly deviceId: string;
  readonly trueMs: number;
}

/** One checker's account: decisions made, cases in which the rule did not hold, and facts beside. */
export class Tally {
  readonly #check: CheckId;
  readonly #violations: Violation[] = [];
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
    if (this.#violations.length >= VIOLATIONS_KEPT) return;
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

  /** Gives the account as it stands. */
  report(): CheckReport {
    return {
      check: this.#check,
      made: this.#made,
      violated: this.#violated,
      violations: [...this.#violations],
      counted: Object.fromEntries(this.#counted),
    };
  }
}
