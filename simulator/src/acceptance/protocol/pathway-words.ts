import { PATHWAY_STEPS, type PathwayStepName } from "../result/pathway-result.ts";
import { pathwayId } from "./protocol-row.ts";
import type { ProtocolLanguage } from "./protocol-words.ts";

/** Steps of the pathway as a Norwegian protocol names them in the place of a criterion. */
const STEP_WORDS: Readonly<Record<PathwayStepName, string>> = {
  mapping: "kartlegging",
  configuration: "konfigurering",
  training: "opplæring",
  "two-week-test": "testperiode",
  "daily-use": "daglig bruk",
  "institution-stay": "institusjonsopphold",
  "holiday-municipality": "feriekommune",
  evaluation: "evaluering",
  collection: "innhenting",
  reset: "nullstilling",
};

const NORWEGIAN: ReadonlyMap<string, string> = new Map(
  PATHWAY_STEPS.map((step) => [pathwayId(step), `forløp: ${STEP_WORDS[step]}`]),
);
const ENGLISH: ReadonlyMap<string, string> = new Map(
  [...NORWEGIAN].map(([id, words]) => [keyOfWords(words), id]),
);

/** Names a criterion, or a step of the pathway, as a protocol prints it. */
export function printedCriterion(criterion: string, language: ProtocolLanguage): string {
  return language === "nb" ? (NORWEGIAN.get(criterion) ?? criterion) : criterion;
}

/** Reads what {@link printedCriterion} printed in either language, whatever the file's own is. */
export function readCriterion(cell: string): string {
  return ENGLISH.get(keyOfWords(cell)) ?? cell;
}

function keyOfWords(words: string): string {
  return words.normalize("NFC").toLowerCase().replaceAll(/\s/g, "");
}
