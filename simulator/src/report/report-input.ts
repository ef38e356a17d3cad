import type { Violation } from "../checkers/checker.ts";
import { LocalCalendar } from "../results/local-calendar.ts";
import type { RunDocument } from "../results/run-document.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import type { PackedReport } from "./report-account.ts";
import { ReportNumbers } from "./report-numbers.ts";
import { REPORT_TEXTS, type ReportTexts } from "./report-texts.ts";

/** Everything that a report is made from. */
export interface ReportInput {
  readonly document: RunDocument;
  readonly sums: PackedReport;
  /** Zone in whose local time the report tells when something was. */
  readonly zone: string;
  /** Every device of the run. */
  readonly devices: readonly { readonly deviceId: string }[];
  readonly language: TableLanguage;
  /** Command that repeats the devices' run on virtual time. */
  readonly repeatCommand: string;
  /** The first cases in which a rule did not hold. */
  readonly violations: readonly Violation[];
  readonly droppedTelemetry: number;
  /** Further lines about how the run went. */
  readonly notes: readonly string[];
}

/** What every section of a report is written from. */
export interface ReportContext extends ReportInput {
  readonly texts: ReportTexts;
  readonly numbers: ReportNumbers;
  /** Writes an instant in local time; a dash for none. */
  readonly time: (instant: string | null | undefined) => string;
}

/** Adds words and numbers in the language of the report. */
export function reportContext(input: ReportInput): ReportContext {
  const { language } = input;
  const numbers = new ReportNumbers(language);
  const calendar = new LocalCalendar(input.zone);
  const time = (instant: string | null | undefined) => {
    if (instant === undefined || instant === null) return "–";
    const ms = Date.parse(instant);
    return `${numbers.date(calendar.dayOf(ms))} ${calendar.clockOf(ms)}`;
  };
  return { ...input, texts: REPORT_TEXTS[language], numbers, time };
}
