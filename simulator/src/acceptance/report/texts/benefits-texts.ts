import type { BothTexts } from "../../criterion.ts";

/** Words of the benefits plan. */
export const BENEFITS_TEXTS = {
  heading: { nb: "Gevinstplan", en: "Benefits plan" },
  none: {
    nb: "Gevinster ble ikke regnet ut i denne kjøringen.",
    en: "Benefits were not worked out in this run.",
  },
  intro: {
    nb: "Nullpunktet er det kommunen målte før start. Uten nullpunkt står feltet tomt; ingenting er gjettet. Resultatet er medianen over frøene, med minste og største verdi.",
    en: "The baseline is what the municipality measured before start. Without one the field is empty; nothing is guessed. The result is the median over the seeds, with the least and the most.",
  },
  table: {
    nb: "Gevinster: mål, nullpunkt og resultat",
    en: "Benefits: measure, baseline and result",
  },
  measure: { nb: "Mål", en: "Measure" },
  unit: { nb: "Enhet", en: "Unit" },
  baseline: { nb: "Nullpunkt", en: "Baseline" },
  result: { nb: "Resultat", en: "Result" },
  range: { nb: "Fra og til", en: "Least and most" },
  source: { nb: "Kilde", en: "Source" },
  notMeasured: { nb: "ikke målt", en: "not measured" },
  notKnown: { nb: "ikke kjent (ikke noe nullpunkt)", en: "not known (no baseline)" },
  saved: { nb: "Spart for hvert år", en: "Saved each year" },
  cost: {
    nb: "Kostnad for hvert år (leie eller avskrivning, service, pakking)",
    en: "Cost of each year (lease or write-off, service, packing)",
  },
  net: { nb: "Netto for hvert år", en: "Net of each year" },
  kroner: { nb: "kr", en: "NOK" },
  to: { nb: "til", en: "to" },
  assumptions: { nb: "Forutsetninger", en: "Assumptions" },
} as const satisfies Readonly<Record<string, BothTexts>>;
