import type { ApprovalCourse } from "../approval-period.ts";
import type { DeviationRecord } from "../result/deviation-record.ts";
import type { IncidentName } from "../result/incident-result.ts";
import type { ResultParts } from "../scope/result-parts.ts";
import {
  type CriterionResult,
  reachVerdict,
  type VerdictFinding,
  type VerdictRule,
} from "../verdict.ts";

/** What a verdict is reached from. */
export interface VerdictInput {
  readonly parts: ResultParts;
  readonly deviations: readonly DeviationRecord[];
  readonly approval: ApprovalCourse;
  readonly partial: boolean;
  readonly rule: VerdictRule;
  /** What the file asks for and was not run to its end, as the verdict names it. */
  readonly leftOut: readonly string[];
}

/**
 * Reaches the verdict of a run. Thresholds, incidents and pathways that nobody could decide, and
 * parts that were left out, leave it undecided as criteria do. Those that failed are told by their
 * deviations; one without any counts by itself, so that nothing that failed is passed over.
 */
export function verdictOf(input: VerdictInput): VerdictFinding {
  const { parts, deviations, approval, partial, rule, leftOut } = input;
  const criteria: readonly CriterionResult[] = [
    ...parts.criteria.map(({ id, outcome, failureClass }) => ({ id, outcome, failureClass })),
    ...thresholdResults(parts),
    ...wayResults(parts, deviations),
    ...leftOut.map((id) => ({ id, outcome: "not-tested", failureClass: "B" }) as const),
  ];
  const finding = reachVerdict({ criteria, deviations, approval, partial }, rule);
  return { ...finding, undecided: [...new Set(finding.undecided)] };
}

/** Names an incident in a verdict. */
export function incidentId(incident: IncidentName): string {
  return `incident:${incident}`;
}

/** Names the pathway of a user story in a verdict. */
export function pathwayId(story: string): string {
  return `pathway:${story}`;
}

function thresholdResults({ operation }: ResultParts): readonly CriterionResult[] {
  if (operation === undefined) return [];
  const { thresholds, deviations } = operation;
  const failed = thresholds.filter(({ outcome }) => outcome === "failed").length;
  const told = deviations.filter(({ source }) => source === "threshold").length;
  return thresholds.map(({ measure, outcome, class: failureClass }) =>
    resultOf({ id: measure, outcome, failureClass }, told >= failed),
  );
}

function wayResults(
  { incidents, pathways }: ResultParts,
  deviations: readonly DeviationRecord[],
): readonly CriterionResult[] {
  const told = new Set(deviations.map(({ id }) => id));
  return [
    ...incidents.map(({ incident, ...one }) => ({ id: incidentId(incident), ...one })),
    ...pathways.map(({ story, ...one }) => ({ id: pathwayId(story), ...one })),
  ].map(({ id, outcome, deviations: own }) =>
    resultOf(
      { id, outcome, failureClass: "B" },
      own.some((one) => told.has(one.id)),
    ),
  );
}

/** Only criteria can approve anything; of the rest what failed unseen and what is open matters. */
function resultOf(result: CriterionResult, isTold: boolean): CriterionResult {
  const isOpen = result.outcome === "not-tested" || (result.outcome === "failed" && !isTold);
  return isOpen ? result : { ...result, outcome: "not-applicable" };
}
