import type { OnPart, PlannedPart } from "./run-plan.ts";

/**
 * How far a plan is whose parts run beside each other: what is told is the share of all of them, and
 * of those that are under way the first one of the plan.
 */
export class PlanProgress {
  readonly #plan: readonly PlannedPart[];
  readonly #onPart: OnPart;
  readonly #shares = new Map<string, number>();
  readonly #ended = new Set<string>();
  readonly #wholeWeight: number;

  constructor(plan: readonly PlannedPart[], onPart: OnPart) {
    this.#plan = plan;
    this.#onPart = onPart;
    this.#wholeWeight = plan.reduce((sum, { weight }) => sum + weight, 0);
  }

  /** Names of the parts that were begun. */
  begun(): ReadonlySet<string> {
    return new Set(this.#shares.keys());
  }

  /** A part begins. */
  begin(part: PlannedPart): void {
    this.tell(part, 0);
  }

  /** A part is so far, from 0 to 1. */
  tell(part: PlannedPart, share: number): void {
    this.#shares.set(part.name, share);
    const first = this.#plan.find(({ name }) => this.#shares.has(name) && !this.#ended.has(name));
    const done = this.#plan.reduce(
      (sum, { name, weight }) => sum + weight * (this.#shares.get(name) ?? 0),
      0,
    );
    this.#onPart(first ?? part, done / this.#wholeWeight, this.#wholeWeight);
  }

  /** A part has ended. */
  end(part: PlannedPart): void {
    this.#ended.add(part.name);
    this.tell(part, 1);
  }
}
