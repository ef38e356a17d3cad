import { resolve } from "node:path";
import type { Fleet } from "../fleet/read-fleet.ts";
import { failingHomes } from "../replay/failing-homes.ts";
import { writeFailureFile } from "../replay/failure-file.ts";
import { findingsOf } from "../replay/finding.ts";
import { programVersions } from "../replay/program-versions.ts";
import { EXIT } from "../results/error-document.ts";
import { replayCommand } from "../results/repeat-command.ts";
import type { FailureNote, RunDocument } from "../results/run-document.ts";
import type { RunRecord } from "../results/run-recorder.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import { exitCodeOf } from "../results/run-verdict.ts";

/** A run of which the failure is kept. */
export interface FailedRun {
  readonly fleet: Fleet;
  readonly record: RunRecord;
  /** Command that repeats the whole run. */
  readonly command: string;
}

/** Writes the file of a run that failed; does nothing for any other. */
export function keptFailure(
  document: RunDocument,
  { fleet, record, command }: FailedRun,
  { path, cwd }: { readonly path?: string; readonly cwd: string },
): FailureNote | undefined {
  const [first, ...others] = findingsOf(record);
  if (exitCodeOf(document) !== EXIT.failed || first === undefined) return undefined;
  const { seed } = fleet.run;
  const file =
    path ?? `dosekit-failure-${seed.replaceAll(/[^A-Za-z0-9_-]/g, "-").slice(0, 60)}.json`;
  writeFailureFile(resolve(cwd, file), {
    ...{ v: 1, file: "failure", seed, command, findings: [first, ...others] },
    ...{ versions: programVersions(), tzTable: fleet.tzTable },
    spec: failingHomes(fleet.run, [first, ...others]),
  });
  return { file, replay: replayCommand(file) };
}

/** Says where the failure is, and how it is run again. */
export function failureLines(
  { file, replay }: FailureNote,
  language: TableLanguage,
): readonly string[] {
  return language === "no"
    ? [`Feilen er lagret: ${file}`, `Kjør feilen igjen og forkort den: ${replay}`]
    : [`The failure is kept: ${file}`, `Run the failure again and shrink it: ${replay}`];
}
