import type { Violation } from "../checkers/checker.ts";
import type { RunDocument } from "../results/run-document.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import type { PackedReport } from "./report-account.ts";
import { ReportNumbers } from "./report-numbers.ts";
import { REPORT_TEXTS, type ReportTexts } from "./report-texts.ts";

/** Everything that a report is made from. */
export interface ReportInput {
  readonly document: RunDocument;
  readonly sums: PackedReport;
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
}

/** Adds words and numbers in the language of the report. */
export function reportContext(input: ReportInput): ReportContext {
  const { language } = input;
  return { ...input, texts: REPORT_TEXTS[language], numbers: new ReportNumbers(language) };
}
