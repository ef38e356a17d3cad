import type { Outcome } from "@dosekit/protocols";
import { type CheckReport, heldBy, type Violation } from "../checkers/checker.ts";

/** A device whose program had to be stopped: it threw, broke its numbering, or never came to rest. */
export interface StoppedDevice {
  readonly deviceId: string;
  /** True time, ms since the Unix epoch. */
  readonly trueMs: number;
  readonly message: string;
}

/** What a trial of a vendor's device showed. */
export interface PortReport {
  readonly seed: string;
  /** Records that became durable in the devices' journals. */
  readonly records: number;
  /** How often devices started; more than there are devices when power was lost. */
  readonly boots: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** One report for each rule that was watched. */
  readonly checks: readonly CheckReport[];
  readonly stopped: readonly StoppedDevice[];
  /** The trial ended early, because devices had to be stopped too often. */
  readonly isCut: boolean;
  /** Hash over everything that the devices did; the same trial gives the same. */
  readonly traceHash: string;
}

/** Says whether a device passed: no rule was broken, none had to be stopped, and something was tested. */
export function hasPassed({ checks, stopped }: PortReport): boolean {
  const words = checks.map(heldBy);
  return stopped.length === 0 && !words.includes("violated") && words.includes("held");
}

/** The first cases of each rule that was broken, by rule and time. */
export function violationsOf({ checks }: PortReport): readonly Violation[] {
  return checks.flatMap(({ violations }) => violations);
}

/** Writes a report for people, a line for each rule. */
export function portReportText(report: PortReport): string {
  const lines = report.checks.map((check) => {
    const first = check.violations[0];
    const why = first === undefined ? "" : `: ${first.message}`;
    return `${check.check.padEnd(3)} ${heldBy(check).padEnd(10)} ${check.violated} of ${check.made}${why}`;
  });
  const outcomes = Object.entries(report.outcomes).map(([name, count]) => `${count} ${name}`);
  const stops = report.stopped.map(
    ({ deviceId, message }) => `${deviceId} was stopped: ${message}`,
  );
  const head = `seed ${report.seed}, ${report.records} records, ${report.boots} starts; ${outcomes.join(", ") || "no doses"}`;
  return [head, ...lines, ...stops].join("\n");
}
