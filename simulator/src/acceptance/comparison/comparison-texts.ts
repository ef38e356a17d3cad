import type { BothTexts } from "../criterion.ts";

/** Why numbers may not be set side by side without thought. */
export const COMPARISON_CAUTIONS = {
  partial: {
    nb: "Minst én kjøring ble avbrutt. Tallene er ufullstendige og beviser ingenting.",
    en: "At least one run was interrupted. The numbers are partial and prove nothing.",
  },
  municipalities: {
    nb: "Kjøringene gjelder ulike kommuner, med ulike vakter og frister.",
    en: "The runs are about different municipalities, with different shifts and limits.",
  },
  periods: {
    nb: "Kjøringene dekker ulike perioder.",
    en: "The runs cover different periods.",
  },
  versions: {
    nb: "Kjøringene er gjort med ulike versjoner av programmet.",
    en: "The runs were made with different versions of the program.",
  },
  shared: {
    nb: "I minst én kjøring delte flere produkter tjenesten. Oppringninger, utrykninger, falske varsler, regelbrudd, farer og hendelser kan da ikke deles på produkt og er utelatt for den kjøringen.",
    en: "In at least one run several products shared the service. Calls, visits, false alarms, broken rules, hazards and incidents can't be divided by product then and are left out for that run.",
  },
  seeds: {
    nb: "Produktene er ikke kjørt med de samme frøene, så de møtte ikke de samme menneskene og feilene.",
    en: "The products were not run with the same seeds, so they did not meet the same people and faults.",
  },
  oneSeed: {
    nb: "Bare ett frø er kjørt. Forskjeller kan være tilfeldige; kjør flere frø for å se spredningen.",
    en: "Only one seed was run. Differences may be chance; run more seeds to see how far they spread.",
  },
} as const satisfies Readonly<Record<string, BothTexts>>;

/** Words of the page that compares. */
export const COMPARISON_TEXTS = {
  title: { nb: "Sammenligning av medisindispensere", en: "Comparison of medication dispensers" },
  skip: { nb: "Til sammenligningen", en: "To the comparison" },
  purpose: { nb: "Hva sammenligningen er til", en: "What the comparison is for" },
  judgement: {
    nb: "Rammeavtalen overlater til hver kommune å vurdere faglig hvilket produkt som passer for brukeren. Denne siden støtter vurderingen: produktene står side om side for hver brukerhistorie, i alfabetisk rekkefølge. Det finnes med vilje ingen samlet poengsum og ingen rangering.",
    en: "The framework agreement leaves it to each municipality to judge professionally which product suits the user. This page supports that judgement: products stand side by side for each user story, in alphabetical order. On purpose there is no single score and no ranking.",
  },
  intervals: {
    nb: "Tall er medianen av kjøringene, med minste og største verdi. Overlapper to produkters verdier, er forskjellen ikke vist. Tallene gjelder simulerte enheter.",
    en: "Numbers are the median of the runs, with the least and the most. Where the values of two products overlap no difference is shown. The numbers are those of simulated devices.",
  },
  notAsked: {
    nb: "«Gjelder ikke» betyr at produktet ikke har det kravet spør etter. Velges det likevel for brukerhistorien, er kravet brutt.",
    en: "“Not applicable” means that the product has not what the criterion asks for. If it is chosen for the user story all the same, the criterion fails.",
  },
  cautions: { nb: "Vær oppmerksom på", en: "Mind that" },
  product: { nb: "Produkt", en: "Product" },
  seeds: { nb: "Frø", en: "Seeds" },
  devices: { nb: "Enheter", en: "Devices" },
  subjects: { nb: "hva som er kjørt", en: "what was run" },
  criteria: { nb: "krav", en: "criteria" },
  criterion: { nb: "Krav", en: "Criterion" },
  deviations: { nb: "avvik i hver kjøring", en: "deviations in each run" },
  class: { nb: "Klasse", en: "Class" },
  workload: { nb: "arbeidsmengde", en: "workload" },
  robustness: { nb: "robusthet", en: "robustness" },
  measure: { nb: "Mål", en: "Measure" },
  incidents: { nb: "hendelser", en: "incidents" },
  incident: { nb: "Hendelse", en: "Incident" },
  notMeasured: { nb: "ikke målt", en: "not measured" },
  passedOf: { nb: "bestått i", en: "passed in" },
  of: { nb: "av", en: "of" },
  runs: { nb: "Kjøringer", en: "Runs" },
  runsTable: { nb: "Hva som er sammenlignet", en: "What was compared" },
  file: { nb: "Fil", en: "File" },
  seed: { nb: "Frø", en: "Seed" },
  date: { nb: "Dato", en: "Date" },
  none: { nb: "Ingen kjøringer å sammenligne.", en: "No runs to compare." },
  chartWhat: {
    nb: "Bildene har for hvert produkt en linje fra minste til største verdi, med medianen som en sirkel. De samme tallene står i tabellene.",
    en: "Pictures have for each product a line from the least to the greatest value, with the median as a circle. The same numbers stand in the tables.",
  },
} as const satisfies Readonly<Record<string, BothTexts>>;
