import { resolve } from "node:path";
import { rollUp } from "../run/roll-up.ts";
import type { ConformIo } from "./conform-io.ts";
import { recordInEvidence } from "./evidence.ts";
import { runDocument } from "./run-document.ts";
import { runText } from "./run-texts.ts";

/**
 * Tells what came of a run, as its evidence says.
 *
 * @returns the exit code of the run
 * @throws KitMistake when the evidence can't be read
 */
export async function runReport(
  path: string,
  { json = false }: { readonly json?: boolean },
  io: ConformIo,
): Promise<number> {
  const record = await recordInEvidence(resolve(io.cwd, path));
  const summary = rollUp(record);
  if (json) io.out(`${JSON.stringify(runDocument("run", record, summary, path))}\n`);
  else io.out(runText(record, summary));
  return summary.exitCode;
}
