import type { Checker } from "./checker.ts";
import type { Observation } from "./observation.ts";
import { ReaderTable, type Seen } from "./readers.ts";

export { ReaderTable };

/**
 * Shows a run to checkers: to each what it wants to see, in the order of the checkers, and nothing
 * twice. Effects of one step come at one instant under one clock: one that neither moves nor commits
 * anything tells no checker what the effect right before it did not.
 */
export class CheckerFeed {
  readonly #table: ReaderTable;
  #lastEffect: Seen<"effect"> | undefined;

  constructor(checkers: readonly Checker[]) {
    this.#table = new ReaderTable(
      checkers.map((checker) => checker.readers ?? { others: (seen) => checker.observe(seen) }),
    );
  }

  /** Shows one observation. */
  observe(seen: Observation): void {
    const before = this.#lastEffect;
    this.#lastEffect = seen.seen === "effect" ? seen : undefined;
    if (seen.seen === "effect" && !isDeed(seen) && tellsTheSame(before, seen)) return;
    this.#table.show(seen);
  }
}

/** Effects that checkers look at themselves, and not at their time alone. */
function isDeed({ effect: { type } }: Seen<"effect">): boolean {
  return type === "journal.commit" || type === "motion.start";
}

function tellsTheSame(before: Seen<"effect"> | undefined, now: Seen<"effect">): boolean {
  return (
    before !== undefined &&
    before.trueMs === now.trueMs &&
    before.civilMs === now.civilMs &&
    before.clockErrorMs === now.clockErrorMs &&
    before.deviceId === now.deviceId
  );
}
