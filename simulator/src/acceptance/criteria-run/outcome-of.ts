import { outcomeOfChecks } from "../criterion.ts";
import type { CriterionOutcome } from "../verdict.ts";

/**
 * Outcome of a criterion from those of its checks: what asks nothing of a product is left out, and
 * where every check asks nothing the criterion does not apply.
 */
export function outcomeOf(outcomes: readonly CriterionOutcome[]): CriterionOutcome {
  const asking = outcomes.flatMap((one) => (one === "not-applicable" ? [] : [one]));
  return outcomes.length > 0 && asking.length === 0 ? "not-applicable" : outcomeOfChecks(asking);
}
