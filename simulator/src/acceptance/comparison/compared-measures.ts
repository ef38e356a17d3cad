import type { BothTexts } from "../criterion.ts";
import type { AcceptanceResult } from "../result/acceptance-result.ts";
import type { OperationResult } from "../result/operation-result.ts";

/** Days of a month, as 365 days have twelve of them. */
const MONTH_DAYS = 365 / 12;

/** What is compared of a product in daily operation, in words; of `service` kind only alone. */
export const COMPARED_MEASURES = {
  "missed-per-1000-doses": {
    words: { nb: "ikke utlevert av 1000 doser", en: "missed of 1000 doses" },
    about: "robustness",
  },
  "alerts-per-100-doses": {
    words: { nb: "varsler for hver 100 doser", en: "alerts for each 100 doses" },
    about: "workload",
  },
  "alerts-per-device-month": {
    words: { nb: "varsler for hver enhet i måneden", en: "alerts for each device a month" },
    about: "workload",
  },
  "calls-per-device-month": {
    words: { nb: "oppringninger for hver enhet i måneden", en: "calls for each device a month" },
    about: "workload",
  },
  "visits-per-device-month": {
    words: { nb: "utrykninger for hver enhet i måneden", en: "visits for each device a month" },
    about: "workload",
  },
  "false-alarm-percent": {
    words: { nb: "falske varsler, prosent", en: "false alarms, per cent" },
    about: "workload",
  },
  "rules-broken": {
    words: { nb: "brudd på sikkerhetsregler", en: "safety rules broken" },
    about: "robustness",
  },
  "hazards-per-10000-doses": {
    words: {
      nb: "farer der enheten tok feil, av 10 000 doser",
      en: "hazards in which the device was wrong, of 10,000 doses",
    },
    about: "robustness",
  },
} as const satisfies Readonly<
  Record<string, { readonly words: BothTexts; readonly about: "workload" | "robustness" }>
>;
/** See {@link COMPARED_MEASURES}. */
export type ComparedMeasure = keyof typeof COMPARED_MEASURES;

/** One product for one story in one run. */
export type OperatedProduct = OperationResult["byProduct"][number];

/**
 * Measures of one product in one run. What a run counts for the whole service, such as calls and
 * visits, is told of a product only where it was the only one in the service.
 */
export function measuresOf(
  { operation }: AcceptanceResult,
  operated: OperatedProduct,
): Readonly<Partial<Record<ComparedMeasure, number>>> {
  const { due, missed, alerts, deviceDays } = operated;
  const months = deviceDays / MONTH_DAYS;
  return {
    ...(due > 0
      ? {
          "missed-per-1000-doses": (missed * 1_000) / due,
          "alerts-per-100-doses": (alerts * 100) / due,
        }
      : {}),
    ...(months > 0 ? { "alerts-per-device-month": alerts / months } : {}),
    ...(operation === undefined || operation.byProduct.length !== 1
      ? {}
      : serviceMeasures(operation, operated)),
  };
}

function serviceMeasures(
  { run, measures }: OperationResult,
  { due, deviceDays }: OperatedProduct,
): Readonly<Partial<Record<ComparedMeasure, number>>> {
  const months = deviceDays / MONTH_DAYS;
  const known = measures.alerts - (measures.falseAlarmsNotKnown ?? 0);
  const broken = Object.values(run.checks).reduce((sum, { violated }) => sum + violated, 0);
  const hazards = Object.values(run.hazards ?? {}).reduce((sum, count) => sum + count, 0);
  return {
    "rules-broken": broken + (run.stops ?? 0),
    ...(due > 0 ? { "hazards-per-10000-doses": (hazards * 10_000) / due } : {}),
    ...(months > 0
      ? {
          "calls-per-device-month": measures.calls / months,
          "visits-per-device-month": measures.visits / months,
        }
      : {}),
    ...(known > 0 ? { "false-alarm-percent": (measures.falseAlarms * 100) / known } : {}),
  };
}
