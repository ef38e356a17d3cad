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
  readonly followUp: string;
  readonly visitsSent: string;
  readonly visitsInVain: string;
  readonly devicesWithoutFollowUp: string;
  readonly staffHours: string;
  readonly visitsWaited: string;
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
    followUp: "Visits of home care",
    visitsSent: "sent",
    visitsInVain: "in vain: the fault still stood",
    devicesWithoutFollowUp: "devices left alone for a day with a grave alert",
    staffHours: "hours of staff on duty",
    visitsWaited: "most visits that waited for staff",
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
    followUp: "Hjemmetjenestens besøk",
    visitsSent: "sendt",
    visitsInVain: "forgjeves: feilen sto fortsatt",
    devicesWithoutFollowUp: "enheter uten oppfølging i et døgn ved alvorlig varsel",
    staffHours: "timer ansatte på vakt",
    visitsWaited: "flest besøk som ventet på ansatte",
  },
};
