import type { DosePlan } from "@dosekit/protocols";
import { type ExpectedDose, ExpectedDoses } from "./expected-doses.ts";
import type { Seen } from "./readers.ts";

/** Distinct plans whose expansion is shared between devices; the oldest is forgotten first. */
const SHARED_PLANS_MAX = 128;
/** Earlier plans of a device whose doses are still recognised. */
const PLANS_KEPT = 8;

/** The expansions of all plans of a run, shared between devices that have the same plan. */
export class PlanShelf {
  readonly #plans = new Map<string, ExpectedDoses>();
  /** The same, by the plan itself: most devices are given one of a few. */
  readonly #known = new WeakMap<DosePlan, ExpectedDoses>();

  /** Gives the expansion of a plan. */
  of(plan: DosePlan): ExpectedDoses {
    const seen = this.#known.get(plan);
    if (seen !== undefined) return seen;
    const expansion = this.#named(plan);
    this.#known.set(plan, expansion);
    return expansion;
  }

  #named(plan: DosePlan): ExpectedDoses {
    const name = JSON.stringify(plan);
    const known = this.#plans.get(name);
    if (known !== undefined) return known;
    for (const oldest of this.#plans.keys()) {
      if (this.#plans.size < SHARED_PLANS_MAX) break;
      this.#plans.delete(oldest);
    }
    const fresh = new ExpectedDoses(plan);
    this.#plans.set(name, fresh);
    return fresh;
  }
}

/** The plans that one device accepted, newest first; {@link PLANS_KEPT} of them. */
export class PlanBook {
  readonly #shelf: PlanShelf;
  #plans: readonly ExpectedDoses[] = [];

  constructor(shelf: PlanShelf) {
    this.#shelf = shelf;
  }

  /** Takes in a plan that the device accepted. */
  observe(seen: Seen<"plan">): void {
    const plan = this.#shelf.of(seen.plan);
    this.#plans = [plan, ...this.#plans.filter((old) => old !== plan)].slice(0, PLANS_KEPT);
  }

  /** The plan that the device follows. */
  current(): ExpectedDoses | undefined {
    return this.#plans[0];
  }

  /** The window of a dose by the newest plan that has it. */
  windowOf(doseId: string): ExpectedDose | undefined {
    for (const plan of this.#plans) {
      const dose = plan.windowOf(doseId);
      if (dose !== undefined) return dose;
    }
    return undefined;
  }
}
