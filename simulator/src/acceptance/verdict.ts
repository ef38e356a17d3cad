import type { ApprovalCourse } from "./approval-period.ts";
import { DEVIATION_CLASSES, type Deviation, type DeviationClass, isOpen } from "./deviation.ts";

/** Verdicts, as the report words them. */
export const VERDICTS = {
  approved: { nb: "godkjent", en: "approved" },
  "approved-with-deviations": { nb: "godkjent med avvik", en: "approved with deviations" },
  "not-approved": { nb: "ikke godkjent", en: "not approved" },
  undecided: { nb: "ikke avgjort", en: "not decided" },
} as const;
/** See {@link VERDICTS}. */
export type Verdict = keyof typeof VERDICTS;

/** What became of a criterion; `not-tested` decides nothing, `not-applicable` asks nothing. */
export type CriterionOutcome = "passed" | "failed" | "not-tested" | "not-applicable";

/** What became of one criterion, and how grave it is when it does not hold. */
export interface CriterionResult {
  readonly id: string;
  readonly outcome: CriterionOutcome;
  readonly failureClass: DeviationClass;
}

/** Most open deviations of each class with which a service may be approved; `null` is no limit. */
export interface VerdictRule {
  /** Never more: an open critical deviation keeps the approval period from running at all. */
  readonly A: 0;
  readonly B: number | null;
  readonly C: number | null;
}

/** The rule of a file that names none: nothing critical and nothing serious is open. */
export const DEFAULT_RULE: VerdictRule = { A: 0, B: 0, C: null };

/** Everything that a verdict rests on. */
export interface VerdictBasis {
  readonly criteria: readonly CriterionResult[];
  readonly deviations: readonly Deviation[];
  readonly approval: ApprovalCourse;
  /** True for a run that was interrupted, which can approve nothing. */
  readonly partial: boolean;
}

/** A verdict with what it follows from. */
export interface VerdictFinding {
  readonly verdict: Verdict;
  /** Open deviations by class, failed criteria that no open deviation names among them. */
  readonly open: Readonly<Record<DeviationClass, number>>;
  /** Criteria that nobody decided. */
  readonly undecided: readonly string[];
}

/**
 * Reaches the verdict. More open deviations than the rule allows: not approved, whatever else is
 * unknown. Then anything undecided, an interrupted run or an approval period that was not lived
 * through: not decided. Then any open deviation: approved with deviations.
 *
 * A criterion that fails counts as an open deviation of its class, also when somebody has closed
 * the deviation about it. Where no criterion was decided nothing is approved.
 */
export function reachVerdict(basis: VerdictBasis, rule: VerdictRule): VerdictFinding {
  const open = openByClass(basis);
  const undecided = basis.criteria
    .filter(({ outcome }) => outcome === "not-tested")
    .map(({ id }) => id);
  return { verdict: verdictOf(basis, rule, open, undecided.length), open, undecided };
}

function verdictOf(
  { criteria, approval, partial }: VerdictBasis,
  rule: VerdictRule,
  open: Readonly<Record<DeviationClass, number>>,
  undecidedCount: number,
): Verdict {
  const isOver = (one: DeviationClass) => open[one] > (rule[one] ?? Number.POSITIVE_INFINITY);
  if (DEVIATION_CLASSES.some(isOver)) return "not-approved";
  const isAnyDecided = criteria.some(({ outcome }) => outcome === "passed" || outcome === "failed");
  if (partial || !approval.isComplete || undecidedCount > 0 || !isAnyDecided) return "undecided";
  return DEVIATION_CLASSES.some((one) => open[one] > 0) ? "approved-with-deviations" : "approved";
}

function openByClass({ criteria, deviations }: VerdictBasis): Record<DeviationClass, number> {
  const open: Record<DeviationClass, number> = { A: 0, B: 0, C: 0 };
  const standing = deviations.filter(isOpen);
  for (const one of standing) open[one.class] += 1;
  for (const { id, outcome, failureClass } of criteria) {
    if (outcome !== "failed") continue;
    const isNamed = standing.some((one) => one.criterion === id && one.class <= failureClass);
    if (!isNamed) open[failureClass] += 1;
  }
  return open;
}
