import { CHECK_IDS } from "../../checkers/checker.ts";
import { outcomeOfChecks } from "../criterion.ts";
import type { AcceptanceResult } from "../result/acceptance-result.ts";

/** What became of a test of a barrier. */
export type TestOutcome = "passed" | "failed" | "not-tested";

/** What became of every criterion, rule and incident of a run, on all products together. */
export function testOutcomes(result: AcceptanceResult): ReadonlyMap<string, TestOutcome> {
  const all = new Map<string, TestOutcome[]>();
  const add = (id: string, outcome: TestOutcome) => all.set(id, [...(all.get(id) ?? []), outcome]);
  for (const { id, outcome } of result.criteria) if (outcome !== "not-applicable") add(id, outcome);
  for (const { incident, outcome } of result.incidents) add(incident, outcome);
  const { checks } = result.operation?.run ?? {};
  for (const id of checks === undefined ? [] : CHECK_IDS) {
    const { made = 0, violated = 0 } = checks?.[id] ?? {};
    add(id, violated > 0 ? "failed" : made === 0 ? "not-tested" : "passed");
  }
  return new Map([...all].map(([id, outcomes]) => [id, outcomeOfChecks(outcomes)]));
}
