import type { AcceptanceResult } from "../result/acceptance-result.ts";
import type { Verdict } from "../verdict.ts";
import { isPartial } from "./page-context.ts";

/**
 * Says which verdict a report may show. What was interrupted approves nothing, whatever its finding
 * says; that too much is open stays true of it.
 */
export function shownVerdict(result: AcceptanceResult): Verdict {
  const { verdict } = result.finding;
  const approves = verdict === "approved" || verdict === "approved-with-deviations";
  return approves && isPartial(result) ? "undecided" : verdict;
}
