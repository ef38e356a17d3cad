import type { RequirementId, ScenarioResult } from "@dosekit/conformance";

/** The checks that fail for a requirement: neither an error nor silence counts. */
export function failedChecks(
  results: readonly ScenarioResult[],
  requirement: RequirementId,
): readonly string[] {
  return results.flatMap(({ id, checks }) =>
    checks
      .filter(({ verdict, reqs }) => verdict === "fail" && reqs.includes(requirement))
      .map(({ expected, seen }) => `${id}: ${expected} | ${seen}`),
  );
}
