import type { LocalDate, PouchReading } from "@dosekit/protocols";

/** What a pharmacy prints on a pouch. */
export interface PouchPrint {
  readonly date: LocalDate;
  /** Local clock time as minutes since midnight. */
  readonly minuteOfDay: number;
  /** Stands for the person's name on the pouch; never a name or a number of one. */
  readonly patientKey: string;
}

/** A machine-readable code beside the print, where a pharmacy adds one. */
export interface PouchCode {
  /** Kind of code: `qr`, `datamatrix`, `code128`. */
  readonly symbology: string;
  readonly payload: string;
}

/** One pouch of a multidose roll, as it truly is. */
export interface RollPouch {
  /** Place in the roll as it was loaded, from 0. */
  readonly place: number;
  /** Absent on the blank pouches at the ends of a roll. */
  readonly print?: PouchPrint;
  readonly code?: PouchCode;
  readonly condition: "whole" | "smudged" | "torn";
  /** Doses in it: one, or none in a blank pouch. */
  readonly doses: 0 | 1;
  /** Dose that it was packed for; absent on a blank pouch. */
  readonly doseId?: string;
  /** When its dose may be taken, true time, ms; absent on a blank pouch. */
  readonly window?: { readonly earlyMs: number; readonly lateMs: number };
}

/** What a reader makes of a pouch for the person that its device was set up for. */
export type PouchParser = (pouch: RollPouch, ownPatientKey: string) => PouchReading;

/** Reads the printed text, as a camera does. */
export const readPrintedText: PouchParser = (pouch, own) => {
  const { condition, print } = pouch;
  if (condition === "torn") return { found: "torn" };
  if (print === undefined) return { found: "blank" };
  return condition === "smudged" ? { found: "unreadable" } : readingOf(print, own);
};

/**
 * Makes a reader of codes that looks at nothing else.
 *
 * @param parse understands a payload; `undefined` when it is not of this pharmacy
 */
export function codeReader(parse: (code: PouchCode) => PouchPrint | undefined): PouchParser {
  return ({ condition, code }, own) => {
    if (condition === "torn") return { found: "torn" };
    if (code === undefined) return { found: "blank" };
    const print = condition === "smudged" ? undefined : parse(code);
    return print === undefined ? { found: "unreadable" } : readingOf(print, own);
  };
}

function readingOf({ date, minuteOfDay, patientKey }: PouchPrint, own: string): PouchReading {
  return { found: "print", date, minuteOfDay, owner: patientKey === own ? "own" : "other" };
}
