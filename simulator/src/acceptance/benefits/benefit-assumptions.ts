import type { BothTexts } from "../criterion.ts";
import type { ServiceFile } from "../service-schema.ts";
import { HOUR_COST_2017, WRITE_OFF_YEARS } from "./benefit-texts.ts";

/** Minutes of a visit where the file says nothing of it: the usual time of a round's stop; inferred. */
export const VISIT_MINUTES = 15;

/** Lists what a benefits plan takes for granted. */
export function benefitAssumptions(service: ServiceFile, seeds: number): readonly BothTexts[] {
  const { baseline } = service;
  return [
    ...(baseline === undefined ? [NO_BASELINE] : [measured(baseline.source)]),
    ...(baseline !== undefined && baseline.hourCost === undefined ? [HOUR_COST] : []),
    ...(service.stories.some(({ purchasePrice }) => purchasePrice !== undefined)
      ? [writtenOff(service.economics?.years)]
      : []),
    SAME_MINUTES,
    ALL_DEVICES,
    OPERATORS,
    rangeOver(seeds),
  ];
}

/** Why savings are not known where the file has no baseline. */
export const NO_BASELINE: BothTexts = {
  nb: "Filen har ikke noe nullpunkt (hva som ble målt før start). Da regnes ingen besparelse ut, og gevinsten etter kostnader er ikke kjent; bare kostnaden står der.",
  en: "The file has no baseline measured before start. No saving is worked out then, and the benefit after costs is not known; only the cost is told.",
};
const HOUR_COST: BothTexts = {
  nb: `En time i hjemmetjenesten koster ${HOUR_COST_2017} kroner: tallet i prosjektmandatet av 2017, ikke kommunens eget.`,
  en: `An hour of home care costs ${HOUR_COST_2017} kroner: the figure of the project mandate of 2017, not the municipality's own.`,
};
const SAME_MINUTES: BothTexts = {
  nb: "Besøk etter varsler og påfyllingsrunder tar like lang tid som et besøk før start, reisen medregnet.",
  en: "Visits after alerts and rounds that fill dispensers take as long as a visit before start, the way included.",
};
const ALL_DEVICES: BothTexts = {
  nb: "Tallene for et år er regnet ut fra dagene i godkjenningsperioden, som om alle enhetene var i drift hele året.",
  en: "Figures for a year follow from the days of the approval period, as if all devices were in use all year.",
};
const OPERATORS: BothTexts = {
  nb: "Lønn til responssenteret og opplæring er ikke regnet med.",
  en: "Wages of the response centre and training are not counted.",
};

function measured(source: string): BothTexts {
  return {
    nb: `Nullpunktet er målt før start. Kilde: ${source}`,
    en: `The baseline was measured before start. Source: ${source}`,
  };
}

function writtenOff(years: number | undefined): BothTexts {
  const length = years ?? WRITE_OFF_YEARS;
  const own = years === undefined;
  return {
    nb: `Kjøpte enheter skrives av over ${length} år${own ? " (anslag; filen nevner ikke noe tall)" : ""}.`,
    en: `Bought devices are written off over ${length} years${own ? " (inferred; the file names none)" : ""}.`,
  };
}

function rangeOver(seeds: number): BothTexts {
  return seeds === 1
    ? {
        nb: "Tallene er fra én kjøring, så spennet mellom kjøringer er ikke kjent.",
        en: "The figures are of one run, so the range between runs is not known.",
      }
    : {
        nb: `Minst og mest er over ${seeds} kjøringer med hvert sitt frø.`,
        en: `Least and most are over ${seeds} runs, each with a seed of its own.`,
      };
}
