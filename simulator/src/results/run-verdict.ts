import { CHECK_IDS, type CheckId, type CheckReport } from "../checkers/checker.ts";
import { EXIT } from "./error-document.ts";
import type { RunDocument } from "./run-document.ts";

/** Sums up what the checkers found; a rule without a report was never put to the test. */
export function checkTotals(reports: readonly CheckReport[]): RunDocument["checks"] {
  const totals = CHECK_IDS.map((id) => {
    const of = reports.filter(({ check }) => check === id);
    return [
      id,
      {
        made: of.reduce((sum, { made }) => sum + made, 0),
        violated: of.reduce((sum, { violated }) => sum + violated, 0),
      },
    ] as const;
  });
  return Object.fromEntries(totals) as Record<CheckId, { made: number; violated: number }>;
}

/**
 * Decides a run's exit code.
 *
 * 130 when it was interrupted; 1 when any rule was violated, an event was lost or doubled, or a
 * device's program had to stop; 4 when no rule was put to the test at all; else 0. A rule that a small run never tests is shown as not
 * tested and does not fail it.
 */
export function exitCodeOf(document: RunDocument): number {
  if (document.partial) return EXIT.interrupted;
  const checks = Object.values(document.checks);
  const { lost, doubled } = document.delivery;
  const isBroken = checks.some(({ violated }) => violated > 0) || (document.stops ?? 0) > 0;
  if (isBroken || lost > 0 || doubled > 0) return EXIT.failed;
  return checks.some(({ made }) => made > 0) ? EXIT.ok : EXIT.inconclusive;
}
