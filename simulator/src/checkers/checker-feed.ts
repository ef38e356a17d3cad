import type { Checker, Wanted } from "./checker.ts";
import type { Observation } from "./observation.ts";

/** Shows a run to checkers: to each what it wants to see, in the order of the checkers. */
export class CheckerFeed {
  readonly #checkers: readonly Checker[];
  readonly #readers = new Map<Wanted, readonly Checker[]>();

  constructor(checkers: readonly Checker[]) {
    this.#checkers = checkers;
  }

  /** Shows one observation. */
  observe(seen: Observation): void {
    const kind = seen.seen === "effect" ? seen.effect.type : seen.seen;
    const readers = this.#readers.get(kind) ?? this.#readersOf(kind, seen.seen);
    for (const checker of readers) checker.observe(seen);
  }

  #readersOf(kind: Wanted, wider: Wanted): readonly Checker[] {
    const readers = this.#checkers.filter(
      ({ wants }) => wants === undefined || wants.includes(kind) || wants.includes(wider),
    );
    this.#readers.set(kind, readers);
    return readers;
  }
}
