import type { BothTexts } from "../../criterion.ts";

/** Words of daily operation. */
export const OPERATION_TEXTS = {
  heading: { nb: "Daglig drift", en: "Daily operation" },
  none: {
    nb: "Daglig drift ble ikke prøvd i denne kjøringen.",
    en: "Daily operation was not tested in this run.",
  },
  intro: {
    nb: "Alle enhetene i drift gjennom godkjenningsperioden, i virtuell tid, med mennesker, feil, vakter, påfylling og helligdager som filen beskriver.",
    en: "All devices in operation through the approval period, on virtual time, with people, faults, shifts, refills and holidays as the file describes them.",
  },
  period: { nb: "Periode", en: "Period" },
  days: { nb: "døgn", en: "days" },
  devices: { nb: "Enheter", en: "Devices" },
  due: { nb: "Doser til utlevering", en: "Doses due" },
  missed: { nb: "Ikke utlevert", en: "Missed" },
  alerts: { nb: "Varsler", en: "Alerts" },
  clockChanges: { nb: "Skifte mellom sommertid og vintertid", en: "Changes of the clocks" },
  noClockChange: {
    nb: "ingen i perioden; prøvd for seg i krav A-2",
    en: "none in the period; tested by itself in criterion A-2",
  },
  holidays: { nb: "Helligdager", en: "Holidays" },
  noHolidays: { nb: "ingen i perioden", en: "none in the period" },
  byProduct: { nb: "Etter brukerhistorie og produkt", en: "By user story and product" },
  subject: { nb: "Brukerhistorie og produkt", en: "User story and product" },
  missedPerThousand: { nb: "Ikke utlevert av 1000 doser", en: "Missed of 1000 doses" },
  alertsPerHundred: { nb: "Varsler for hver 100 doser", en: "Alerts for each 100 doses" },
  dayChart: {
    nb: "Ikke utleverte doser og varsler, dag for dag",
    en: "Missed doses and alerts, day by day",
  },
  dayWhat: {
    nb: "To søyler for hver dag: doser som ikke ble utlevert, og varsler. De samme tallene står i tabellene under.",
    en: "Two bars for each day: doses that were missed, and alerts. The same numbers stand in the tables below.",
  },
  groupWhat: {
    nb: "To søyler for hver gruppe av dager: doser som ikke ble utlevert, og varsler. Tallene for hver dag står i tabellene under.",
    en: "Two bars for each group of days: doses that were missed, and alerts. The numbers of each day stand in the tables below.",
  },
  missedTable: { nb: "Ikke utleverte doser, dag for dag", en: "Missed doses, day by day" },
  alertsTable: { nb: "Varsler, dag for dag", en: "Alerts, day by day" },
  week: { nb: "Uken fra", en: "Week from" },
  sum: { nb: "Sum", en: "Total" },
  thresholds: { nb: "Terskler", en: "Thresholds" },
  measure: { nb: "Mål", en: "Measure" },
  atMost: { nb: "Høyst", en: "At most" },
  value: { nb: "Målt", en: "Measured" },
  classOf: { nb: "Klasse ved brudd", en: "Class when passed" },
  outcome: { nb: "Utfall", en: "Outcome" },
  noThresholds: { nb: "Filen har ingen terskler.", en: "The file has no thresholds." },
  rules: { nb: "Sikkerhetsregler under driften", en: "Safety rules during operation" },
  rule: { nb: "Regel", en: "Rule" },
  meaning: { nb: "Hva den krever", en: "What it asks" },
  made: { nb: "Prøvd", en: "Checked" },
  violated: { nb: "Brutt", en: "Broken" },
  stops: { nb: "Enhetsprogrammer som måtte stanse", en: "Device programs that had to stop" },
} as const satisfies Readonly<Record<string, BothTexts>>;

/** Days of the week as heads of columns, Monday first. */
export const WEEK_DAYS: readonly BothTexts[] = [
  { nb: "man", en: "Mon" },
  { nb: "tir", en: "Tue" },
  { nb: "ons", en: "Wed" },
  { nb: "tor", en: "Thu" },
  { nb: "fre", en: "Fri" },
  { nb: "lør", en: "Sat" },
  { nb: "søn", en: "Sun" },
];
