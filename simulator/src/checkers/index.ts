import { type CheckerOptions, contextOf } from "./check-context.ts";
import type { Checker } from "./checker.ts";
import { HazardToldChecker } from "./h1-hazard-told.ts";
import { DrainedChecker } from "./l1-drained.ts";
import { LadderChecker } from "./l2-ladder.ts";
import { ReleasedOnceChecker } from "./s1-released-once.ts";
import { InsideWindowChecker } from "./s2-inside-window.ts";
import { OneOutcomeChecker } from "./s3-one-outcome.ts";
import { AlertsCommittedChecker } from "./s4-alerts-committed.ts";
import { MedicineConservedChecker } from "./s5-medicine-conserved.ts";
import { LockoutChecker } from "./s6-lockout.ts";
import { JournalWholeChecker } from "./s7-journal-whole.ts";
import { NeverReopenedChecker } from "./s8-never-reopened.ts";
import { TrustedClockChecker } from "./s9-trusted-clock.ts";

/**
 * Makes one checker for each rule, in the order of the rules, for one run.
 *
 * @param options what the rules leave to the run; defaults are those of the rules themselves
 */
export function allCheckers(options: CheckerOptions = {}): readonly Checker[] {
  const context = contextOf(options);
  return [
    new ReleasedOnceChecker(context),
    new InsideWindowChecker(context),
    new OneOutcomeChecker(context),
    new AlertsCommittedChecker(context),
    new MedicineConservedChecker(),
    new LockoutChecker(context),
    new JournalWholeChecker(context),
    new NeverReopenedChecker(context),
    new TrustedClockChecker(context),
    new DrainedChecker(context),
    new LadderChecker(context),
    new HazardToldChecker(),
  ];
}
