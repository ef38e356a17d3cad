import type { AlertCode, Outcome } from "@dosekit/protocols";
import { addServices, type PackedService } from "../acceptance/measures/packed-service.ts";
import { CHECK_IDS, type CheckReport, type Violation } from "../checkers/checker.ts";
import { addReports, type PackedReport } from "../report/report-account.ts";
import { addResponses, type PackedResponse } from "../response/response-account.ts";
import { addFaultSums, type FaultSums } from "./fault-account.ts";
import type { DeliveryTotals, DoseTotals, RunDocument } from "./run-document.ts";
import { checkTotals } from "./run-verdict.ts";

/**
 * What a run, or any part of its devices, came to: plain data that goes from thread to thread, and
 * adds up to the same whatever the parts were.
 */
export interface RunSums {
  readonly totals: DoseTotals;
  readonly delivery: DeliveryTotals;
  readonly droppedTelemetry: number;
  /** Cases in which belief and truth came apart, by kind. */
  readonly hazards: Readonly<Record<string, number>>;
  readonly checks: RunDocument["checks"];
  /** The first cases of each rule in which it did not hold, in the order of the rules. */
  readonly violations: readonly Violation[];
  /** How often a device's program had to stop. */
  readonly stops: number;
  /** How alerts were answered. */
  readonly response: PackedResponse;
  readonly faults: FaultSums;
  /** What of the service was measured, where that was asked for. */
  readonly service?: PackedService;
  /** Sums by day, where a report was asked for. */
  readonly report?: PackedReport;
}

/** Violations of one rule that are shown. */
const SHOWN_OF_EACH = 5;

/** Picks the first cases of each rule from rows of them, however these were gathered. */
export function firstViolations(rows: readonly Violation[]): readonly Violation[] {
  const ordered = [...rows].sort(
    (a, b) => a.trueMs - b.trueMs || byCodeUnit(a.deviceId, b.deviceId),
  );
  return CHECK_IDS.flatMap((id) =>
    ordered.filter(({ check }) => check === id).slice(0, SHOWN_OF_EACH),
  );
}

/** Sums up what the checkers of some devices found. */
export function checkSums(reports: readonly CheckReport[]): Pick<RunSums, "checks" | "violations"> {
  return {
    checks: checkTotals(reports),
    violations: firstViolations(reports.flatMap(({ violations }) => violations)),
  };
}

/** Adds up two parts of a run that have no device in common. */
export function addSums(a: RunSums, b: RunSums): RunSums {
  const report = addReports(a.report, b.report);
  const service = addServices(a.service, b.service);
  return {
    totals: addDoses(a.totals, b.totals),
    delivery: addCounts(a.delivery, b.delivery) as unknown as DeliveryTotals,
    droppedTelemetry: a.droppedTelemetry + b.droppedTelemetry,
    hazards: inOrder(addCounts(a.hazards, b.hazards), (name) => name),
    checks: addChecks(a.checks, b.checks),
    violations:
      a.violations.length + b.violations.length === 0
        ? []
        : firstViolations([...a.violations, ...b.violations]),
    stops: a.stops + b.stops,
    response: addResponses(a.response, b.response),
    faults: addFaultSums(a.faults, b.faults),
    ...(report === undefined ? {} : { report }),
    ...(service === undefined ? {} : { service }),
  };
}

function addDoses(a: DoseTotals, b: DoseTotals): DoseTotals {
  return {
    due: a.due + b.due,
    outcomes: addCounts(a.outcomes, b.outcomes) as Record<Outcome, number>,
    alerts: inOrder(addCounts(a.alerts, b.alerts), alertOrder) as Partial<
      Record<AlertCode, number>
    >,
  };
}

function addChecks(a: RunDocument["checks"], b: RunDocument["checks"]): RunDocument["checks"] {
  const sums = CHECK_IDS.map((id) => [
    id,
    { made: a[id].made + b[id].made, violated: a[id].violated + b[id].violated },
  ]);
  return Object.fromEntries(sums) as RunDocument["checks"];
}

/** Adds numbers that stand under the same name. */
function addCounts(a: object, b: object): Record<string, number> {
  const sums: Record<string, number> = { ...a };
  for (const [name, count] of Object.entries(b)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

function inOrder(
  counts: Readonly<Record<string, number>>,
  keyOf: (name: string) => string | number,
): Record<string, number> {
  const rows = Object.entries(counts).sort(([a], [b]) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return Object.fromEntries(rows);
}

/** National codes come in the order of their second number. */
function alertOrder(code: string): number {
  return Number(code.slice(2));
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
