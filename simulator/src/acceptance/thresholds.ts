import type { DeviationClass } from "./deviation.ts";

/** What of daily operation a threshold may bound, in words. */
export const SERVICE_MEASURES = {
  "missed-per-1000-doses": { nb: "ikke utlevert, av 1000 doser", en: "missed of 1000 doses" },
  "unrecorded-doses": {
    nb: "planlagte doser uten registrert utfall",
    en: "planned doses whose outcome nobody recorded",
  },
  "alerts-per-100-doses": { nb: "varsler for hver 100 doser", en: "alerts for each 100 doses" },
  "false-alarm-percent": { nb: "falske varsler, prosent", en: "false alarms, per cent" },
  "late-acknowledgement-percent": {
    nb: "varsler kvittert etter fristen, prosent",
    en: "alerts acknowledged after the limit, per cent",
  },
  "late-action-percent": {
    nb: "varsler med tiltak etter fristen, prosent",
    en: "alerts acted on after the limit, per cent",
  },
  "devices-without-follow-up": {
    nb: "enheter uten oppfølging på et døgn",
    en: "devices without follow-up for a day",
  },
  "unresolved-after-7-days": {
    nb: "varsler som fortsatt sto etter 7 døgn, uansett hva som ble gjort",
    en: "alerts that still stood after 7 days, whatever was done",
  },
} as const;
/** See {@link SERVICE_MEASURES}. */
export type ServiceMeasure = keyof typeof SERVICE_MEASURES;

/** The most that a measure may come to, and how grave more of it is. */
export interface Threshold {
  readonly measure: ServiceMeasure;
  readonly atMost: number;
  readonly class: DeviationClass;
}

/** What was measured; a measure that is absent was not measured. */
export type MeasuredService = Partial<Readonly<Record<ServiceMeasure, number>>>;

/** Tells whether a measure kept to its threshold; what was not measured, or is no number, was not tested. */
export function judgeThreshold(
  { measure, atMost }: Threshold,
  measured: MeasuredService,
): "passed" | "failed" | "not-tested" {
  const value = measured[measure];
  if (value === undefined || Number.isNaN(value)) return "not-tested";
  return value <= atMost ? "passed" : "failed";
}
