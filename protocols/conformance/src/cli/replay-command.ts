import { resolve } from "node:path";
import { KIT_EXIT } from "../files/kit-mistake.ts";
import { rejudgeRun } from "../run/rejudge-run.ts";
import { rollUp } from "../run/roll-up.ts";
import type { ConformIo } from "./conform-io.ts";
import { recordInEvidence } from "./evidence.ts";
import { runDocument } from "./run-document.ts";
import { runText } from "./run-texts.ts";

/**
 * Judges a run again by its evidence, without the device.
 *
 * @returns the exit code of the run; 1 when a verdict is another than the evidence says
 * @throws KitMistake when the evidence can't be read
 */
export async function runReplay(
  path: string,
  { json = false }: { readonly json?: boolean },
  io: ConformIo,
): Promise<number> {
  const kept = await recordInEvidence(resolve(io.cwd, path));
  const { record, differences } = rejudgeRun(kept);
  const summary = rollUp(record);
  if (json) {
    io.out(`${JSON.stringify({ ...runDocument("replay", record, summary), differences })}\n`);
  } else {
    const end =
      differences.length === 0
        ? "Every verdict is as the evidence says.\n"
        : `${differences.map((text) => `≠ ${text}`).join("\n")}\n`;
    io.out(`${runText(record, summary)}${end}`);
  }
  return differences.length > 0 ? KIT_EXIT.failed : summary.exitCode;
}
