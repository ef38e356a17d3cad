import type { DosePlan, PlanEntry } from "@dosekit/protocols";
import {
  allCheckers,
  CheckerFeed,
  type CheckerOptions,
  type CheckId,
  type CheckReport,
  heldBy,
  type Observation,
} from "@dosekit/simulator";
import { expect } from "vitest";

/** Midnight in Oslo at the start of 2026-03-02, a Monday; the offset is +01:00 until the 29th. */
export const MONDAY_MS = Date.UTC(2026, 2, 1, 23);
/** Milliseconds in a minute and an hour. */
export const [MINUTE, HOUR] = [60_000, 3_600_000];

/** An entry of a plan: daily, window from the due time to two hours after it. */
export function entry(id: string, hour: number, changes: Partial<PlanEntry> = {}): PlanEntry {
  return {
    id,
    minuteOfDay: hour * 60,
    startDate: "2026-01-01",
    everyDays: 1,
    earlyMin: 0,
    lateMin: 120,
    ...changes,
  };
}

/** A plan in Oslo with a dose at 08:00 and one at 20:00, four hours apart at least. */
export function plan(changes: Partial<DosePlan> = {}): DosePlan {
  return {
    planId: "plan",
    revision: 1,
    zone: "Europe/Oslo",
    spacing: "refuse",
    minimumSpacingMin: 240,
    entries: [entry("morning", 8), entry("evening", 20)],
    ...changes,
  };
}

/**
 * Shows observations to all checkers and gives their reports by rule. A run shows each checker only
 * what it wants: that has to come to the same, whatever a test is about.
 */
export function check(
  observations: readonly Observation[],
  endMs: number,
  options: CheckerOptions = {},
): Readonly<Record<CheckId, CheckReport>> {
  const checkers = allCheckers(options);
  const fed = allCheckers(options);
  const feed = new CheckerFeed(fed);
  for (const seen of observations) {
    for (const checker of checkers) checker.observe(seen);
    feed.observe(seen);
  }
  const reports = checkers.map((checker) => checker.finish(endMs));
  expect(
    fed.map((checker) => checker.finish(endMs)),
    "reports of checkers that see what they want",
  ).toEqual(reports);
  return Object.fromEntries(reports.map((report) => [report.check, report])) as Record<
    CheckId,
    CheckReport
  >;
}

/** The rules that did not hold. */
export function violatedBy(reports: Readonly<Record<CheckId, CheckReport>>): readonly CheckId[] {
  return Object.values(reports)
    .filter((report) => heldBy(report) === "violated")
    .map((report) => report.check);
}

/** Every message of every rule, for a test that fails. */
export function messagesOf(reports: Readonly<Record<CheckId, CheckReport>>): readonly string[] {
  return Object.values(reports).flatMap((report) =>
    report.violations.map((violation) => `${violation.check} ${violation.message}`),
  );
}

/**
 * Ends a story's run and gives the messages of the one rule that must be the only one to fire, in
 * company and alone.
 */
export function onlyViolation(
  id: CheckId,
  story: { readonly nowMs: number; observations(): readonly Observation[] },
  run: CheckerOptions & { readonly endMs?: number } = {},
): string {
  const { endMs = story.nowMs + HOUR, ...options } = run;
  const reports = check(story.observations(), endMs, options);
  const fired = violatedBy(reports);
  if (fired.length !== 1 || fired[0] !== id) {
    throw new Error(
      `expected ${id} alone, but got: ${messagesOf(reports).join("; ") || "nothing"}`,
    );
  }
  expect(reportAlone(id, story.observations(), { endMs, ...options })).toEqual(reports[id]);
  return reports[id].violations.map(({ message }) => message).join("\n");
}

/** What one checker comes to that nobody else shows anything: what it wants has to be enough. */
function reportAlone(
  id: CheckId,
  observations: readonly Observation[],
  { endMs, ...options }: CheckerOptions & { readonly endMs: number },
): CheckReport | undefined {
  const alone = allCheckers(options).filter((checker) => checker.id === id);
  const feed = new CheckerFeed(alone);
  for (const seen of observations) feed.observe(seen);
  return alone[0]?.finish(endMs);
}

/** A device that began at midnight with a full tray and the usual plan. */
export const MORNING = "morning/2026-03-02";
/** The second dose of that day. */
export const EVENING = "evening/2026-03-02";
