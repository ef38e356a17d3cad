import type { Checker, Wanted } from "./checker.ts";
import type { Observation } from "./observation.ts";

type Reader = Checker["observe"];
type EffectSeen = Extract<Observation, { seen: "effect" }>;

/**
 * Shows a run to checkers: to each what it wants to see, in the order of the checkers, and nothing
 * twice. Effects of one step come at one instant under one clock: one that neither moves nor commits
 * anything tells no checker what the effect right before it did not.
 */
export class CheckerFeed {
  readonly #checkers: readonly Checker[];
  #lastEffect: EffectSeen | undefined;
  /** Who sees what. Bound beforehand, eleven kinds of checkers are called a sixth faster. */
  readonly #readers = new Map<Wanted, readonly Reader[]>();

  constructor(checkers: readonly Checker[]) {
    this.#checkers = checkers;
  }

  /** Shows one observation. */
  observe(seen: Observation): void {
    const before = this.#lastEffect;
    this.#lastEffect = seen.seen === "effect" ? seen : undefined;
    if (seen.seen === "effect" && !isDeed(seen) && tellsTheSame(before, seen)) return;
    const kind = seen.seen === "effect" ? seen.effect.type : seen.seen;
    const readers = this.#readers.get(kind) ?? this.#readersOf(kind, seen.seen);
    for (const read of readers) read(seen);
  }

  #readersOf(kind: Wanted, wider: Wanted): readonly Reader[] {
    const readers = this.#checkers
      .filter(({ wants }) => wants === undefined || wants.includes(kind) || wants.includes(wider))
      .map((checker) => checker.observe.bind(checker));
    this.#readers.set(kind, readers);
    return readers;
  }
}

/** Effects that checkers look at themselves, and not at their time alone. */
function isDeed({ effect: { type } }: EffectSeen): boolean {
  return type === "journal.commit" || type === "motion.start";
}

function tellsTheSame(before: EffectSeen | undefined, now: EffectSeen): boolean {
  return (
    before !== undefined &&
    before.trueMs === now.trueMs &&
    before.civilMs === now.civilMs &&
    before.clockErrorMs === now.clockErrorMs &&
    before.deviceId === now.deviceId
  );
}
