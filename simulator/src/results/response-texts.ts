import type { TableLanguage } from "./run-texts.ts";

/** Words about how alerts were answered. */
export interface ResponseTexts {
  readonly severity: string;
  readonly raised: string;
  readonly acknowledged: string;
  readonly clearedFirst: string;
  readonly unattended: string;
  readonly toAcknowledgement: string;
  readonly toAction: string;
  readonly operators: string;
  readonly operatorHours: string;
  readonly perOperatorHour: string;
  readonly greatestQueue: string;
}

/** These words by language. */
export const RESPONSE_TEXTS: Readonly<Record<TableLanguage, ResponseTexts>> = {
  en: {
    severity: "Severity of alerts",
    raised: "raised",
    acknowledged: "acknowledged",
    clearedFirst: "cleared first",
    unattended: "unattended",
    toAcknowledgement: "to acknowledgement, min (p50 / p95)",
    toAction: "to action, min (p50 / p95)",
    operators: "Operators of the shared centre",
    operatorHours: "hours on duty",
    perOperatorHour: "alerts acknowledged per operator and hour",
    greatestQueue: "most alerts that waited",
  },
  no: {
    severity: "Alvorlighet av varsler",
    raised: "utløst",
    acknowledged: "kvittert",
    clearedFirst: "opphørte først",
    unattended: "ubesvart",
    toAcknowledgement: "til kvittering, min (p50 / p95)",
    toAction: "til tiltak, min (p50 / p95)",
    operators: "Operatører i felles responssenter",
    operatorHours: "timer på vakt",
    perOperatorHour: "kvitterte varsler per operatør og time",
    greatestQueue: "flest varsler i kø",
  },
};
