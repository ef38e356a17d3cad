import type { TableLanguage } from "../results/run-texts.ts";

/** Words that `dosekit accept` prints about a run. */
export interface AcceptWords {
  readonly verdict: string;
  readonly partial: string;
  readonly openDeviations: (class_: string, count: number) => string;
  readonly criteria: string;
  readonly thresholds: string;
  readonly incidents: string;
  readonly pathways: string;
  readonly operators: (shift: string, planned: number, needed: number) => string;
  /** Said of a shift in which the limits hold with no number of operators. */
  readonly unreachable: (shift: string, planned: number) => string;
  readonly undecided: string;
  readonly more: (count: number) => string;
  readonly warning: string;
  readonly seed: string;
  readonly files: Readonly<Record<"result" | "report" | "pdf" | "events", string>>;
  readonly notPrinted: string;
  /** Said of test protocols for real devices: that one was written, or is there, and what to do. */
  readonly devices: {
    readonly written: (path: string) => string;
    readonly there: (path: string) => string;
    readonly how: (file: string) => string;
  };
}

/** These words by language. */
export const ACCEPT_WORDS: Readonly<Record<TableLanguage, AcceptWords>> = {
  no: {
    verdict: "Resultat",
    partial: "AVBRUTT: resultatet er ikke fullstendig og kan ikke godkjenne noe.",
    openDeviations: (class_, count) => `Åpne avvik, klasse ${class_}: ${count}`,
    criteria: "Kriterier",
    thresholds: "Terskler i daglig drift",
    incidents: "Hendelser",
    pathways: "Tjenesteforløp",
    operators: (shift, planned, needed) =>
      `Operatører på vakten «${shift}»: ${planned} planlagt, ${needed} trengs`,
    unreachable: (shift, planned) =>
      `Operatører på vakten «${shift}»: ${planned} planlagt; fristene holdt ikke, uansett hvor mange`,
    undecided: "Ikke avgjort",
    more: (count) => `og ${count} til`,
    warning: "Advarsel",
    seed: "Frø",
    files: { result: "Resultatfil", report: "Rapport", pdf: "PDF", events: "Hendelsesfil" },
    notPrinted: "PDF ble ikke laget",
    devices: {
      written: (path) => `Testprotokoll for en virkelig enhet: ${path}`,
      there: (path) => `Testprotokollen for en virkelig enhet finnes fra før: ${path}`,
      how: (file) =>
        `Resten må en person prøve. Fyll ut, før opp filen under protokoller i ${file}, og kjør igjen.`,
    },
  },
  en: {
    verdict: "Verdict",
    partial: "INTERRUPTED: the result is not whole and can approve nothing.",
    openDeviations: (class_, count) => `Open deviations, class ${class_}: ${count}`,
    criteria: "Criteria",
    thresholds: "Thresholds of daily operation",
    incidents: "Incidents",
    pathways: "Pathways",
    operators: (shift, planned, needed) =>
      `Operators of the shift “${shift}”: ${planned} planned, ${needed} needed`,
    unreachable: (shift, planned) =>
      `Operators of the shift “${shift}”: ${planned} planned; the limits did not hold, however many`,
    undecided: "Not decided",
    more: (count) => `and ${count} more`,
    warning: "Warning",
    seed: "Seed",
    files: { result: "Result file", report: "Report", pdf: "PDF", events: "Event file" },
    notPrinted: "No PDF was made",
    devices: {
      written: (path) => `Test protocol for a real device: ${path}`,
      there: (path) => `The test protocol for a real device is there already: ${path}`,
      how: (file) =>
        `A person has to try the rest. Fill it in, name it under protocols in ${file}, and run again.`,
    },
  },
};
