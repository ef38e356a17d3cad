import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { BUNDLE } from "../evidence/bundle-files.ts";
import { derivedFiles } from "../evidence/derived-files.ts";
import { sha256Of } from "../evidence/manifest.ts";
import { bundleText, readBundle } from "../evidence/read-bundle.ts";
import { rollUp } from "../run/roll-up.ts";
import type { ConformIo } from "./conform-io.ts";
import { runDocument } from "./run-document.ts";
import { runText } from "./run-texts.ts";

/**
 * Tells what came of a run, as its evidence says, and makes the report and the statement anew; those
 * of a run that was cut off say so.
 *
 * @returns the exit code of the run
 * @throws KitMistake when the evidence can't be read
 */
export async function runReport(
  path: string,
  { json = false }: { readonly json?: boolean },
  io: ConformIo,
): Promise<number> {
  const folder = resolve(io.cwd, path);
  const { record } = readBundle(folder);
  const manifest = bundleText(folder, BUNDLE.manifest);
  const hash = manifest === undefined ? "there is no manifest" : sha256Of(manifest);
  for (const [file, text] of derivedFiles(record, hash)) writeFileSync(join(folder, file), text);
  const summary = rollUp(record);
  if (json) io.out(`${JSON.stringify(runDocument("run", record, summary, path))}\n`);
  else io.out(runText(record, summary));
  io.err(`The report is ${join(folder, BUNDLE.report)}.\n`);
  return summary.exitCode;
}
