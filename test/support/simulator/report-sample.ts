import { OUTCOME, type Outcome } from "@dosekit/protocols";
import {
  CHECK_IDS,
  checkTotals,
  type PackedReport,
  type ReportInput,
  ResponseAccount,
  type RunDocument,
  responseDocument,
} from "@dosekit/simulator";

/** A Monday: 2026-11-23, counted from 1970-01-01. */
export const FIRST_DAY = 20_780;

const NONE = Object.fromEntries(Object.keys(OUTCOME.words).map((word) => [word, 0])) as Record<
  Outcome,
  number
>;

/** A document of a run of three days with two devices, whose numbers are all different. */
export function documentSample(part: Partial<RunDocument> = {}): RunDocument {
  const response = new ResponseAccount("Europe/Oslo");
  return {
    ...{ v: 1, command: "simulate", seed: "a<b&\"c'", elapsedMs: 12_345, partial: false },
    ...{ traceHash: "ab12", tzTable: "2025c", devices: 2, days: 3 },
    totals: {
      due: 12_361,
      outcomes: { ...NONE, retrieved: 12_340, missed: 17, prevented: 3 },
      alerts: { "1.1": 1_017, "1.13": 5 },
    },
    delivery: { sent: 54_321, received: 55_000, doubled: 0, lost: 0 },
    checks: checkTotals(
      CHECK_IDS.map((check, index) => ({
        ...{ check, made: index === 5 ? 0 : 100 + index, violated: 0 },
        ...{ violations: [], counted: {} },
      })),
    ),
    response: responseDocument(response.pack(), "unlimited"),
    ...part,
  };
}

/** Sums by day that belong to {@link documentSample}. */
export const SUMS_SAMPLE: PackedReport = {
  firstDay: FIRST_DAY,
  outcomes: { retrieved: [4_000, 4_100, 4_240], missed: [2, 0, 15], prevented: [0, 3] },
  alerts: { "1.1": [1_000, 17], "1.13": [0, 0, 5] },
  faults: { "link-cut": [2, 0, 1], jam: [1] },
  failures: { "1": [0, 0, 5] },
};

/** Everything that a report is made from. */
export function reportSample(part: Partial<ReportInput> = {}): ReportInput {
  return {
    ...{ document: documentSample(), sums: SUMS_SAMPLE, language: "en", droppedTelemetry: 7 },
    zone: "Europe/Oslo",
    devices: [{ deviceId: "b" }, { deviceId: "a" }],
    repeatCommand: "dosekit simulate --devices 2 --seed 'a<b&'",
    ...{ violations: [], notes: ["<script>alert(1)</script>"] },
    ...part,
  };
}
