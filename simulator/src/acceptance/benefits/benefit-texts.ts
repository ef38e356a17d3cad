import type { BothTexts } from "../criterion.ts";

/** Kroner for an hour of home care, in the project mandate of 2017; used where a file names none. */
export const HOUR_COST_2017 = 650;
/** Years over which bought dispensers are written off, where a file names none; inferred. */
export const WRITE_OFF_YEARS = 5;

/** Where a line of a benefits plan has its figures from. */
export const SOURCES = {
  run: {
    nb: "Simulert daglig drift i godkjenningsperioden",
    en: "Simulated daily operation in the approval period",
  },
  file: { nb: "Kommunens fil", en: "The municipality's file" },
  noBaseline: {
    nb: "Simulert daglig drift. Kommunens fil har ikke noe nullpunkt, så ingenting kan sammenlignes.",
    en: "Simulated daily operation. The municipality's file has no baseline, so nothing can be compared.",
  },
} as const satisfies Readonly<Record<string, BothTexts>>;

/** Measures of a benefits plan with their units. */
export const MEASURES = {
  visits: {
    measure: { nb: "Hjemmebesøk for å gi medisin", en: "Home visits to give medicine" },
    unit: { nb: "besøk per bruker og uke", en: "visits for each user and week" },
  },
  hours: {
    measure: { nb: "Tid til hjemmebesøk", en: "Time of home visits" },
    unit: { nb: "timer per år, alle brukere", en: "hours a year, all users" },
  },
  alerts: {
    measure: { nb: "Varsler til responssenteret", en: "Alerts to the response centre" },
    unit: { nb: "varsler per år", en: "alerts a year" },
  },
  missed: {
    measure: { nb: "Doser som ikke ble utlevert", en: "Doses that were not dispensed" },
    unit: { nb: "av 1000 doser", en: "of 1000 doses" },
  },
  saved: {
    measure: { nb: "Spart tid i hjemmetjenesten", en: "Time saved in home care" },
    unit: { nb: "kroner per år", en: "kroner a year" },
  },
  cost: {
    measure: {
      nb: "Leie, kjøp, service og pakking",
      en: "Lease, purchase, service and packing",
    },
    unit: { nb: "kroner per år", en: "kroner a year" },
  },
  net: {
    measure: { nb: "Gevinst etter kostnader", en: "Benefit after costs" },
    unit: { nb: "kroner per år", en: "kroner a year" },
  },
} as const satisfies Readonly<Record<string, { measure: BothTexts; unit: BothTexts }>>;
