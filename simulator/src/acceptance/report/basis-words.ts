/**
 * What the shipped criteria rest on, in bokmål; the criteria say it in English. What a municipality
 * writes of its own criteria stands as it wrote it.
 */
const BASIS_WORDS: Readonly<Record<string, string>> = {
  "function published": "funksjonen er publisert",
  "function published; 15 minutes inferred": "funksjonen er publisert; 15 minutter er antatt",
  "hazard from the manual": "fare nevnt i brukerveiledningen",
  "hazard of the stand-in product": "fare ved et lignende produkt",
  inferred: "antatt",
  "inferred from backup of base stations and from press":
    "antatt ut fra reservestrøm på basestasjoner og presseomtale",
  "locked store, inferred": "låst lager, antatt",
  "national codes 2.1, 2.2 and 1.11": "nasjonale koder 2.1, 2.2 og 1.11",
  "national profiles": "nasjonale profiler",
  "pathway of 2016": "tjenesteforløpet fra 2016",
  published: "publisert",
  "published and national codes; another person inferred":
    "publisert og nasjonale koder; annen person er antatt",
  "published, in part inferred": "publisert, delvis antatt",
  "published; 60 seconds inferred; national codes 1.1 and 1.9":
    "publisert; 60 sekunder er antatt; nasjonale koder 1.1 og 1.9",
  "stand-in product": "et lignende produkt",
  "this project; national codes, SCAIP and VKP": "dette prosjektet; nasjonale koder, SCAIP og VKP",
};

/** Says what a criterion rests on in the language of the report, where that is known. */
export function basisText(basis: string, language: "nb" | "en"): string {
  if (language === "en" || !Object.hasOwn(BASIS_WORDS, basis)) return basis;
  return BASIS_WORDS[basis] ?? basis;
}
