import type { CentreCall } from "./centre-call.ts";
import { comparePlaces } from "./shared-centre.ts";

/**
 * Calls to the centre that were not taken yet.
 *
 * Invariant: in the exact order of the run, and those of one home in the order in which it made them.
 */
export class CallRow {
  /** The first one last. */
  #calls: CentreCall[] = [];

  /** The call that comes next. */
  first(): CentreCall | undefined {
    return this.#calls.at(-1);
  }

  /** Takes the call that comes next out. */
  take(): CentreCall | undefined {
    return this.#calls.pop();
  }

  /** Adds calls; those of one home are behind all that it made before. */
  add(calls: readonly CentreCall[]): void {
    if (calls.length > this.#calls.length) {
      // Sorting keeps the order of what is alike: the earlier ones of a home go first.
      const all = [...this.#calls.toReversed(), ...calls];
      this.#calls = all.sort(comparePlaces).reverse();
    } else for (const call of calls) this.#put(call);
  }

  #put(call: CentreCall): void {
    let [low, high] = [0, this.#calls.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#calls[middle];
      if (other !== undefined && comparePlaces(other, call) > 0) low = middle + 1;
      else high = middle;
    }
    this.#calls.splice(low, 0, call);
  }
}
