import type { CaseRecord } from "../run/run-record.ts";

/*
 * A bundle is a folder. The manifest names every file that a verdict rests on by its SHA-256. The
 * report and the statement carry the manifest's own hash on their first page, so they can't be in it:
 * they follow from the rest, and whoever checks a bundle makes them again and compares.
 */

/** Names of the files of a bundle. */
export const BUNDLE = {
  /** The run and the verdicts, without what went over the wire. */
  results: "results.json",
  junit: "junit.xml",
  ics: "ics.json",
  waivers: "waivers.json",
  versions: "versions.json",
  /** One file for each case: its wire log, and what its checks were asked about. */
  traces: "traces",
  manifest: "MANIFEST.sha256",
  signature: "MANIFEST.sig.json",
  report: "report.html",
  statement: "statement.html",
  statementText: "statement.txt",
  /** Only while a run goes on, or when it was cut off: the run without its cases. */
  begun: "begun.json",
} as const;

/** Place of a case's trace in the bundle, with `/` between folder and name on every system. */
export function traceFileOf({ role, id }: Pick<CaseRecord, "role" | "id">): string {
  const name = id.replaceAll(/[^a-z0-9-]/g, (sign) =>
    sign === "/" ? "." : `_${sign.charCodeAt(0).toString(16)}`,
  );
  return `${BUNDLE.traces}/${role}.${name}.jsonl`;
}
