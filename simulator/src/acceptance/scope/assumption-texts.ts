import type { AcceptanceResult } from "../result/acceptance-result.ts";
import type { ResultParts } from "./result-parts.ts";

/** Something that a result rests on. */
export type Assumption = AcceptanceResult["assumptions"][number] & {
  /** The part of a run that it is about; every run rests on it when absent. */
  readonly needs?: Exclude<keyof ResultParts, "partial">;
};

/** What results of every municipality rest on. */
export const GENERAL_ASSUMPTIONS: readonly Assumption[] = [
  {
    what: {
      nb: "Brukerhistoriene om Tone, Roar, Hans og Peder er rekonstruert; de opprinnelige tekstene er ikke kjent.",
      en: "The user stories of Tone, Roar, Hans and Peder are reconstructed; their original texts are not known.",
    },
    ...{ confidence: "inferred", needs: "criteria" },
  },
  {
    what: {
      nb: "Varsler og hendelser har de nasjonale kodene (VKP 0.9.0, et utkast).",
      en: "Alerts and events have the national codes (VKP 0.9.0, a draft).",
    },
    confidence: "found",
  },
  {
    what: {
      nb: "Hvordan brukerne oppfører seg, er satt slik at glemte doser og varsler for en hel flåte stemmer med det som er publisert (om lag 0,4 av 100 doser ikke tatt).",
      en: "How users behave is set so that missed doses and alerts of a whole fleet agree with what was published (about 0.4 of 100 doses not taken).",
    },
    ...{ confidence: "inferred", needs: "operation" },
  },
  {
    what: {
      nb: "Hvor ofte strøm, nett og mekanikk svikter i hverdagen, er antatt; en kommunes egne tall bør settes inn.",
      en: "How often power, network and mechanics fail in everyday life is inferred; a municipality's own figures are better.",
    },
    ...{ confidence: "inferred", needs: "operation" },
  },
  {
    what: {
      nb: "Hvor raskt operatører og hjemmetjenesten handler når de er ledige, er antatt; fristene er kommunens egne.",
      en: "How fast operators and home care act when they are free is inferred; the limits are the municipality's own.",
    },
    ...{ confidence: "inferred", needs: "operation" },
  },
  {
    what: {
      nb: "Basestasjoner har reservestrøm i 2 eller 4 timer.",
      en: "Base stations have 2 or 4 hours of backup power.",
    },
    ...{ confidence: "found", needs: "incidents" },
  },
  {
    what: {
      nb: "Tjenesteforløpet følger Larviks flyt fra juni 2016.",
      en: "The pathway follows Larvik's flow of June 2016.",
    },
    ...{ confidence: "found", needs: "pathways" },
  },
  {
    what: {
      nb: "Minst to er på vakt samtidig (IS-2552).",
      en: "At least two are on duty at the same time (IS-2552).",
    },
    ...{ confidence: "found", needs: "staffing" },
  },
  {
    what: {
      nb: "Trinnene for sannsynlighet i risikovurderingen er satt av dette prosjektet; matrisen på 5 × 5 er mandatets fra 2017.",
      en: "The grades of probability in the risk analysis are set by this project; the matrix of 5 by 5 is that of the 2017 mandate.",
    },
    ...{ confidence: "inferred", needs: "operation" },
  },
  {
    what: {
      nb: "En dose regnes som tatt ut når den forlot enheten; ingen vet om den ble svelget.",
      en: "A dose counts as retrieved when it left the device; nobody knows whether it was swallowed.",
    },
    confidence: "found",
  },
];
