import { rollUp } from "../run/roll-up.ts";
import type { RunRecord } from "../run/run-record.ts";
import { BUNDLE } from "./bundle-files.ts";
import { reportHtml } from "./report/report-page.ts";
import { statementHtml } from "./report/statement-page.ts";
import { statementText } from "./statement-text.ts";

/**
 * Makes the files of a bundle that follow from the others, each with its name: the same run and the
 * same manifest give the same bytes, so that a change by hand shows. Pure.
 *
 * @param manifestHash SHA-256 of the manifest, in hexadecimal
 */
export function derivedFiles(record: RunRecord, manifestHash: string): ReadonlyMap<string, string> {
  const about = { record, summary: rollUp(record), manifestHash };
  return new Map([
    [BUNDLE.report, reportHtml(about)],
    [BUNDLE.statement, statementHtml(about)],
    [BUNDLE.statementText, statementText(about)],
  ]);
}
