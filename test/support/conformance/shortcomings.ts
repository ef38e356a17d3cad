import type { ScenarioResult } from "@dosekit/conformance";

/** What keeps a scenario from passing, each with what was expected and what was seen. */
export function shortcomings(result: ScenarioResult | undefined): readonly string[] {
  if (result === undefined) return ["it was not run"];
  return result.checks
    .filter(({ verdict }) => verdict !== "pass")
    .map(({ verdict, expected, seen }) => `${verdict}: ${expected} | seen: ${seen}`);
}
