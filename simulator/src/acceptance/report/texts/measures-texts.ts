import type { BothTexts } from "../../criterion.ts";

/** Words of the service measures. */
export const MEASURES_TEXTS = {
  heading: { nb: "Oppfølging av varsler", en: "How alerts were followed up" },
  none: {
    nb: "Oppfølgingen av varsler ble ikke målt i denne kjøringen.",
    en: "How alerts were followed up was not measured in this run.",
  },
  intro: {
    nb: "Tiden regnes fra varselet står i enhetens egen logg til noen kvitterer, og til noen gjør noe. Fristene er kommunens egne, fra filen.",
    en: "Time runs from the alert in the device's own log until somebody acknowledges it, and until somebody does something. The limits are the municipality's own, from the file.",
  },
  inShort: { nb: "Kort sagt", en: "In short" },
  unattended: { nb: "Varsler som ingen kvitterte", en: "Alerts that nobody acknowledged" },
  falseAlarms: {
    nb: "Falske varsler: årsaken var ikke der da varselet gikk",
    en: "False alarms: the cause was not there when the alert was raised",
  },
  foundLate: {
    nb: "Ikke utleverte doser som noen først gjorde noe med etter fristen",
    en: "Missed doses about which somebody did something only after the limit",
  },
  withoutFollowUp: {
    nb: "Enheter uten oppfølging: varsel med alvorlighet 20 eller mer sto et døgn uten tiltak",
    en: "Devices without follow-up: an alert of severity 20 or more stood for a day without action",
  },
  perOperatorHour: {
    nb: "Varsler for hver time en operatør var på vakt",
    en: "Alerts for each hour of an operator on duty",
  },
  visits: { nb: "Utrykninger", en: "Visits sent" },
  calls: { nb: "Oppringninger", en: "Calls" },
  times: {
    nb: "Tid fra varsel til kvittering og tiltak",
    en: "Time from alert to acknowledgement and action",
  },
  timesWhat: {
    nb: "For hver alvorlighet en linje fra medianen til den lengste tiden, med fristen som et kryss; hvert trinn på aksen er ti ganger det forrige. De samme tallene står i tabellen under.",
    en: "For each severity a line from the median to the greatest time, with the limit as a cross; each step of the axis is ten times the one before. The same numbers stand in the table below.",
  },
  noTimes: { nb: "Ingen varsler ble kvittert.", en: "No alert was acknowledged." },
  severity: { nb: "Alvorlighet", en: "Severity" },
  raised: { nb: "Varsler", en: "Alerts" },
  clearedFirst: { nb: "Opphørte først", en: "Cleared first" },
  unattendedShort: { nb: "Ikke kvittert", en: "Not acknowledged" },
  withoutAction: { nb: "Uten tiltak", en: "Without action" },
  lateAcknowledged: { nb: "Kvittert for sent", en: "Acknowledged late" },
  lateActions: { nb: "Tiltak for sent", en: "Acted on late" },
  bySeverity: { nb: "Varsler etter alvorlighet", en: "Alerts by severity" },
  timesTable: { nb: "Tid i minutter", en: "Time in minutes" },
  measured: { nb: "Målt", en: "Measured" },
  toAcknowledgement: { nb: "til kvittering", en: "to acknowledgement" },
  toAction: { nb: "til tiltak", en: "to action" },
  limit: { nb: "frist", en: "limit" },
  count: { nb: "antall", en: "count" },
  median: { nb: "median", en: "median" },
  p90: { nb: "90 %", en: "90 %" },
  p95: { nb: "95 %", en: "95 %" },
  greatest: { nb: "lengst", en: "greatest" },
  noLimit: { nb: "ingen", en: "none" },
  byHour: { nb: "Varsler etter time på døgnet", en: "Alerts by hour of the day" },
  hourTable: { nb: "Varsler i hver time av døgnet", en: "Alerts in each hour of the day" },
  byHourWhat: {
    nb: "To søyler for hver time av døgnet, alle dager samlet: varsler som gikk, og varsler som ble kvittert. De samme tallene står i tabellen under.",
    en: "Two bars for each hour of the day, all days together: alerts raised and alerts acknowledged. The same numbers stand in the table below.",
  },
  hour: { nb: "Time", en: "Hour" },
  acknowledged: { nb: "Kvittert", en: "Acknowledged" },
  perHour: { nb: "For hver operatørtime", en: "For each operator hour" },
} as const satisfies Readonly<Record<string, BothTexts>>;
