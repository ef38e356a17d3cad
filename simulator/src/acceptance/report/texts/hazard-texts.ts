import type { BothTexts } from "../../criterion.ts";

/** Words of the hazard table and the risk matrix. */
export const HAZARD_TEXTS = {
  heading: { nb: "Risikovurdering", en: "Risk analysis" },
  intro: {
    nb: "Sannsynligheten er satt ut fra det som ble målt i daglig drift, med øvre grense (95 %): det som ikke ble sett, kan likevel skje. Konsekvens, risiko og tiltak er tomme felt som kommunen selv fyller ut. Tallene gjelder simulerte enheter.",
    en: "The probability follows from what was measured in daily operation, by its upper limit (95 %): what was not seen may still happen. Consequence, risk and measures are empty fields for the municipality to fill in. The numbers are those of simulated devices.",
  },
  notGraded: {
    nb: "Kjøringen er ufullstendig, så ingen sannsynlighet er satt.",
    en: "The run is partial, so no probability is graded.",
  },
  table: {
    nb: "Farer, målt sannsynlighet og barrierer",
    en: "Hazards, measured probability and barriers",
  },
  number: { nb: "Fare", en: "Hazard" },
  cause: { nb: "Årsak", en: "Cause" },
  effect: { nb: "Virkning", en: "Effect" },
  measured: { nb: "Målt", en: "Measured" },
  probability: {
    nb: "Sannsyn\u00adlighet (1\u2060–\u20605)",
    en: "Proba\u00adbility (1\u2060–\u20605)",
  },
  consequence: {
    nb: "Konse\u00adkvens (1\u2060–\u20605)",
    en: "Conse\u00adquence (1\u2060–\u20605)",
  },
  risk: { nb: "Risiko", en: "Risk" },
  barrier: { nb: "Barriere", en: "Barrier" },
  tests: { nb: "Prøvd av", en: "Tested by" },
  measures: { nb: "Tiltak, ansvarlig", en: "Measures, owner" },
  of: { nb: "av", en: "of" },
  notMeasured: { nb: "ikke målt", en: "not measured" },
  scale: { nb: "Skalaen for sannsynlighet", en: "The scale of probability" },
  grade: { nb: "Trinn", en: "Grade" },
  meaning: { nb: "Betydning", en: "Meaning" },
  scaleNote: {
    nb: "Trinnene er en forutsetning i dette prosjektet. Har kommunen sin egen skala, gjelder den.",
    en: "The grades are an assumption of this project. Where the municipality has a scale of its own, that one holds.",
  },
  matrix: {
    nb: "Risikomatrise: sannsynlighet × konsekvens",
    en: "Risk matrix: probability × consequence",
  },
  matrixNote: {
    nb: "Til venstre står farene som er målt til hvert trinn, med nummer fra tabellen over. Sett nummeret i ruten når konsekvensen er vurdert. L er lav, M middels og H høy risiko; kommunen kan flytte grensene.",
    en: "On the left stand the hazards that were measured to be of each grade, by their numbers in the table above. Write the number into the cell when the consequence is judged. L is low, M medium and H high risk; the municipality may move the bounds.",
  },
  probabilityHead: { nb: "Sannsynlighet", en: "Probability" },
  hazards: { nb: "farer", en: "hazards" },
} as const satisfies Readonly<Record<string, BothTexts>>;

/** Grades of probability and of consequence in words, 1 first. */
export const PROBABILITY_GRADES: readonly BothTexts[] = [
  { nb: "svært lite sannsynlig", en: "very unlikely" },
  { nb: "lite sannsynlig", en: "unlikely" },
  { nb: "mulig", en: "possible" },
  { nb: "sannsynlig", en: "likely" },
  { nb: "svært sannsynlig", en: "very likely" },
];
/** See {@link PROBABILITY_GRADES}. */
export const CONSEQUENCE_GRADES: readonly BothTexts[] = [
  { nb: "ubetydelig", en: "insignificant" },
  { nb: "mindre alvorlig", en: "minor" },
  { nb: "moderat", en: "moderate" },
  { nb: "alvorlig", en: "serious" },
  { nb: "svært alvorlig", en: "very serious" },
];

/** Says how often a grade is, from the limits of its two sides; `undefined` for none. */
export function gradeMeaning(rarer: string | undefined, oftener: string | undefined): BothTexts {
  if (oftener === undefined)
    return { nb: `sjeldnere enn 1 av ${rarer}`, en: `less than 1 of ${rarer}` };
  if (rarer === undefined)
    return { nb: `1 av ${oftener} eller oftere`, en: `1 of ${oftener} or more` };
  return {
    nb: `fra 1 av ${oftener} til 1 av ${rarer}`,
    en: `from 1 of ${oftener} to 1 of ${rarer}`,
  };
}

/** Letters of low, medium and high risk. */
export const RISK_LETTERS = { low: "L", medium: "M", high: "H" } as const;
