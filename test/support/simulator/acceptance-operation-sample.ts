import { localDateOf } from "@dosekit/protocols";
import {
  CHECK_IDS,
  checkTotals,
  Histogram,
  type HistogramDocument,
  type OperationResult,
} from "@dosekit/simulator";
import { documentSample } from "./report-sample.ts";

/** 2027-03-01, a Monday, counted from 1970-01-01. */
export const START_DAY = 20_878;
const MINUTE = 60_000;
const DAYS = 84;

/** Twelve weeks of 90 devices, whose numbers add up. */
export function operationSample(part: Partial<OperationResult> = {}): OperationResult {
  const byDay = Array.from({ length: DAYS }, (_, day) => ({
    date: localDateOf(START_DAY + day),
    ...{ due: 186, missed: (day * 7) % 5 === 0 ? 2 : (day % 3) - 1 > 0 ? 1 : 0 },
    ...{ alerts: 4 + ((day * 5) % 9), lateActions: day % 6 === 0 ? 2 : 0 },
  }));
  const total = (of: (day: (typeof byDay)[number]) => number) =>
    byDay.reduce((sum, day) => sum + of(day), 0);
  const [due, missed] = [total((day) => day.due), total((day) => day.missed)];
  const alerts = total((day) => day.alerts);
  const document = documentSample();
  const share = (all: number) => Math.round((all * 2) / 3);
  return {
    run: {
      ...document,
      ...{ seed: "2027/operation", devices: 90, days: DAYS, traceHash: "9c41aa07b2" },
      totals: { ...document.totals, due, outcomes: { ...document.totals.outcomes, missed } },
      checks: checkTotals(
        CHECK_IDS.map((check) => ({
          ...{ check, made: check === "S9" ? 0 : due, violated: 0, violations: [], counted: {} },
        })),
      ),
      hazards: { "wrong-patient": 2, "false-taken": 11 },
    },
    ...{ partial: false, startDate: localDateOf(START_DAY), days: DAYS },
    ...{ clockChanges: ["2027-03-28"], holidays: ["2027-03-25", "2027-03-26", "2027-05-17"] },
    byProduct: [
      {
        ...{ story: "tone", product: "evondos-e300", devices: 60, due: share(due) },
        ...{ missed: share(missed), alerts: share(alerts), deviceDays: 60 * DAYS },
      },
      {
        ...{ story: "roar", product: "medido", devices: 30, due: due - share(due) },
        ...{
          missed: missed - share(missed),
          alerts: alerts - share(alerts),
          deviceDays: 30 * DAYS,
        },
      },
    ],
    ...{ byDay, measures: measuresSample(alerts) },
    measured: { "missed-per-1000-doses": (missed / due) * 1_000, "late-action-percent": 7.2 },
    thresholds: [
      {
        ...{ measure: "missed-per-1000-doses", atMost: 10, class: "A", outcome: "passed" },
        value: (missed / due) * 1_000,
      },
      {
        ...{ measure: "late-action-percent", atMost: 5, class: "B", value: 7.2, outcome: "failed" },
      },
      { measure: "false-alarm-percent", atMost: 20, class: "C", outcome: "not-tested" },
    ],
    deviations: [],
    ...part,
  };
}

function measuresSample(alerts: number): OperationResult["measures"] {
  const severe = Math.round(alerts / 3);
  const answered = { clearedFirst: 9, unattended: 3, withoutAction: 6 };
  return {
    alerts,
    bySeverity: [
      {
        ...{ severity: 20, raised: alerts - severe, ...answered, lateAcknowledgements: 12 },
        ...{ lateActions: 31, limits: { acknowledgeMs: 15 * MINUTE, actMs: 240 * MINUTE } },
        ...times(1.4, alerts - severe - 12),
      },
      {
        ...{ severity: 30, raised: severe, ...answered, lateAcknowledgements: 4, lateActions: 13 },
        limits: { acknowledgeMs: 5 * MINUTE, actMs: 60 * MINUTE },
        ...times(1, severe - 12),
      },
    ],
    byHour: Array.from({ length: 24 }, (_, hour) => ({
      ...{ hour, raised: 6 + ((hour * 11) % 37), acknowledged: 5 + ((hour * 11) % 36) },
      perOperatorHour: (5 + ((hour * 11) % 36)) / 252,
    })),
    ...{ alertsPerOperatorHour: 0.11, unattendedAlerts: 6, falseAlarms: 21, missedFoundLate: 4 },
    ...{ devicesWithoutFollowUp: 1, visits: 77, plannedVisits: 1_080, calls: 431 },
    falseAlarmsNotKnown: 14,
    byCode: [
      { code: "1.1", raised: alerts - severe, falseAlarms: 0, notKnown: 0 },
      { code: "1.5", raised: severe, falseAlarms: 21, notKnown: 14 },
    ],
    byOperator: [
      { operator: "dag 1", acknowledged: 320 },
      { operator: "kveld 1", acknowledged: 324 },
    ],
  };
}

/** Times of so many alerts, from a minute to some hours. */
function times(factor: number, count: number) {
  const spread = (scale: number): HistogramDocument => {
    const histogram = new Histogram();
    for (let alert = 0; alert < count; alert += 1) {
      histogram.record(factor * scale * MINUTE * (1 + ((alert * 37) % 101) / 12));
    }
    return histogram.toJSON();
  };
  return {
    ...{ toAcknowledgementMs: spread(0.7), acknowledgementToActionMs: spread(6) },
    toActionMs: spread(8),
  };
}
