import { resolve } from "node:path";
import { codecCases } from "../codec/codec-cases.ts";
import { type BundleCheck, checkBundle } from "../evidence/check-bundle.ts";
import { readBundle } from "../evidence/read-bundle.ts";
import { readPublicKey } from "../evidence/signature.ts";
import { KIT_EXIT } from "../files/kit-mistake.ts";
import { choiceProblems } from "../run/case-form.ts";
import { headProblems } from "../run/head-problems.ts";
import { rejudgeRun } from "../run/rejudge-run.ts";
import { rollUp } from "../run/roll-up.ts";
import type { RunRecord } from "../run/run-record.ts";
import type { ConformIo } from "./conform-io.ts";
import { textOf } from "./evidence.ts";
import { OWN_ADAPTERS } from "./known-adapters.ts";
import { runDocument } from "./run-document.ts";
import { runText } from "./run-texts.ts";

/** What `replay` was asked. */
export interface ReplayOptions {
  readonly json?: boolean;
  /** File of the public key that the evidence has to be signed with. */
  readonly signer?: string;
}

/** Evidence of a run that never ended: there is nothing yet that could have been changed. */
const UNFINISHED: BundleCheck = {
  manifestHash: "",
  signature: { state: "none" },
  problems: ["The run was cut off: these are the cases that had ended, without a manifest."],
};

/**
 * Judges a run again by its evidence, without the device, and says whether the evidence is as it
 * was written.
 *
 * @returns the exit code of the run; 1 when a verdict is another than the evidence says, or a file
 *   was changed; 4 for a run that was cut off
 * @throws KitMistake when the evidence can't be read
 */
export async function runReplay(
  path: string,
  { json = false, signer }: ReplayOptions,
  io: ConformIo,
): Promise<number> {
  const folder = resolve(io.cwd, path);
  const kept = readBundle(folder);
  const key = signer === undefined ? undefined : readPublicKey(textOf(signer, io.cwd), signer);
  const bundle = kept.isFinished ? checkBundle(folder, kept.record, key) : UNFINISHED;
  const { record, differences: changed } = rejudgeRun(kept.record);
  const differences = [...changed, ...(kept.isFinished ? wholeProblems(record) : [])];
  const summary = rollUp(record);
  if (json) {
    const document = runDocument("replay", record, summary, path);
    io.out(`${JSON.stringify({ ...document, differences, bundle })}\n`);
  } else {
    io.out(`${runText(record, summary)}${endText(differences, bundle)}`);
  }
  if (!kept.isFinished) return differences.length > 0 ? KIT_EXIT.failed : KIT_EXIT.inconclusive;
  const isSame = differences.length === 0 && bundle.problems.length === 0;
  return isSame ? summary.exitCode : KIT_EXIT.failed;
}

/** What of a whole run does not fit the rest of it. */
function wholeProblems(record: RunRecord): readonly string[] {
  const real = OWN_ADAPTERS.map(({ scheme }) => scheme);
  return [...headProblems(record, real), ...choiceProblems(record, codecCases(record.ics))];
}

function endText(differences: readonly string[], { problems, signature }: BundleCheck): string {
  const lines = [
    ...problems.map((text) => `! ${text}`),
    ...(problems.length === 0 ? ["Every file is as the manifest says."] : []),
    ...(signature.state === "good" ? ["It is signed, by the key beside the signature."] : []),
    ...differences.map((text) => `≠ ${text}`),
    ...(differences.length === 0 ? ["Every verdict is as the evidence says."] : []),
  ];
  return `${lines.join("\n")}\n`;
}
