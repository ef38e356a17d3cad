import type { TableLanguage } from "../results/run-texts.ts";

/** Words of `dosekit accept init`. */
export interface InitWords {
  /** Name of the file that it writes when none is given. */
  readonly file: string;
  readonly allowed: string;
  readonly done: (file: string, protocols: readonly string[]) => readonly string[];
}

/** These words by language. */
export const INIT_WORDS: Readonly<Record<TableLanguage, InitWords>> = {
  no: {
    file: "akseptanse.yaml",
    allowed: "mulig svar",
    done: (file, protocols) => [
      `Filen er skrevet: ${file}`,
      ...protocols.map((path) => `Testprotokoll: ${path}`),
      "Protokollene åpnes i Excel eller et skriveprogram. Fyll ut sett, i orden, tester og dato.",
      `Kjør så: dosekit accept run ${file}`,
    ],
  },
  en: {
    file: "acceptance.yaml",
    allowed: "possible answer",
    done: (file, protocols) => [
      `The file is written: ${file}`,
      ...protocols.map((path) => `Test protocol: ${path}`),
      "The protocols open in Excel or any editor. Fill in seen, ok, tester and date.",
      `Then run: dosekit accept run ${file}`,
    ],
  },
};
