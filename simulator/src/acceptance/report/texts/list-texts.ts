import type { BothTexts } from "../../criterion.ts";

/** Words of what was not tested, of assumptions, and of how to repeat a run. */
export const LIST_TEXTS = {
  notTested: { nb: "Hva som ikke er prøvd", en: "What was not tested" },
  notTestedIntro: {
    nb: "Det som står her, må kommunen prøve på annen måte eller godta at den ikke vet.",
    en: "What stands here the municipality has to test in another way, or accept that it does not know.",
  },
  notTestedTable: { nb: "Ikke prøvd, og hvorfor", en: "Not tested, and why" },
  what: { nb: "Hva", en: "What" },
  why: { nb: "Hvorfor", en: "Why" },
  nothing: { nb: "Listen er tom.", en: "The list is empty." },
  assumptions: { nb: "Forutsetninger", en: "Assumptions" },
  assumptionsIntro: {
    nb: "Det resultatet bygger på, og hvor sikkert hvert av dem er.",
    en: "What the result rests on, and how sure each of it is.",
  },
  assumptionTable: {
    nb: "Forutsetninger og hvor sikre de er",
    en: "Assumptions and how sure they are",
  },
  assumption: { nb: "Forutsetning", en: "Assumption" },
  confidence: { nb: "Hvor sikkert", en: "How sure" },
  repeat: { nb: "Versjoner, frø og kontrollsummer", en: "Versions, seeds and checksums" },
  repeatIntro: {
    nb: "Samme fil og samme frø gir samme rapport, bortsett fra datoen. Kommandoen gjentar hele kjøringen:",
    en: "The same file and the same seed give the same report, apart from its date. This command repeats the whole run:",
  },
  seed: { nb: "Frø", en: "Seed" },
  zone: { nb: "Tidssone", en: "Time zone" },
  zoneTable: { nb: "Tidssonetabell", en: "Table of time zones" },
  file: { nb: "Fil", en: "File" },
  version: { nb: "Versjon", en: "Version" },
  part: { nb: "Del", en: "Part" },
  versions: { nb: "Versjoner", en: "Versions" },
  manifest: { nb: "Filer som ble lest eller skrevet", en: "Files that were read or written" },
  traceHash: { nb: "Sporsum for daglig drift", en: "Trace hash of daily operation" },
} as const satisfies Readonly<Record<string, BothTexts>>;
