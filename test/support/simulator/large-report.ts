import { ALERTS, type Outcome } from "@dosekit/protocols";
import { OUTCOME_WORDS, type ReportInput } from "@dosekit/simulator";
import { documentSample, reportSample, SUMS_SAMPLE } from "./report-sample.ts";

const DAYS = 365;
const ROW = Array.from({ length: DAYS }, (_, day) => 1_000 + day);
const SUM = ROW.reduce((sum, count) => sum + count, 0);

/** Everything that a report can show, with the longest words and numbers that come together. */
export function largeReport(part: Partial<ReportInput> = {}): ReportInput {
  const outcomes = Object.keys(OUTCOME_WORDS.en) as readonly Outcome[];
  const document = documentSample({
    ...{
      devices: 100_000,
      days: DAYS,
      partial: true,
      seed: "a-seed-that-somebody-wrote".repeat(6),
    },
    totals: {
      due: SUM * outcomes.length + 9,
      outcomes: Object.fromEntries(outcomes.map((name) => [name, SUM])) as Record<Outcome, number>,
      alerts: Object.fromEntries(Object.keys(ALERTS).map((code) => [code, SUM])),
    },
    hazards: { "wrong-pouch": SUM, "open-after-failure": 3 },
  });
  return reportSample({
    document,
    sums: {
      ...SUMS_SAMPLE,
      outcomes: Object.fromEntries(outcomes.map((name) => [name, ROW])),
      alerts: Object.fromEntries(Object.keys(ALERTS).map((code) => [code, ROW])),
      failures: Object.fromEntries(Array.from({ length: 40 }, (_, row) => [String(row), ROW])),
    },
    devices: Array.from({ length: 100_000 }, (_, index) => ({
      deviceId: `evondos-e300-${String(index).padStart(6, "0")}`,
    })),
    violations: [
      {
        ...{ check: "S2", deviceId: "evondos-e300-000001", trueMs: Date.UTC(2026, 10, 23) },
        message: "dose week-plan/2026-11-23T08:00/morning was released 3,600,000 ms too late",
      },
    ],
    repeatCommand: `dosekit simulate --devices 100000 --days 365 --seed ${"x".repeat(150)}`,
    ...part,
  });
}
