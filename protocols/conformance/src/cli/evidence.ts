import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { EvidenceFolder } from "../evidence/evidence-folder.ts";
import { readSigningKey, signManifest } from "../evidence/signature.ts";
import { KitMistake } from "../files/kit-mistake.ts";
import type { CaseRecord, RunRecord } from "../run/run-record.ts";

/** Keeps the evidence of a run while it goes on. */
export interface EvidenceKeeper {
  begin(begun: RunRecord): void;
  keepCase(one: CaseRecord): void;
  /** Writes what follows from all cases, and tells the folder. */
  finish(record: RunRecord): string;
}

/**
 * Makes ready to keep the evidence of a run, if that was asked for.
 *
 * @throws KitMistake when there is a key without a folder, or it can't be read
 */
export function evidenceOf(
  { out, sign }: { readonly out?: string; readonly sign?: string },
  cwd: string,
): EvidenceKeeper | undefined {
  const key = sign === undefined ? undefined : readSigningKey(textOf(sign, cwd), sign);
  if (out === undefined) {
    if (key === undefined) return undefined;
    throw new KitMistake({
      code: "usage.sign-nothing",
      field: "--sign",
      found: "no --out",
      allowed: "--out with the folder that is signed",
      message: "There is no evidence to sign.",
    });
  }
  const path = resolve(cwd, out);
  let folder: EvidenceFolder | undefined;
  return {
    begin: (begun) => {
      folder = new EvidenceFolder(path, begun);
    },
    keepCase: (one) => folder?.keepCase(one),
    finish: (record) => {
      folder?.finish(record, key && ((manifest) => signManifest(manifest, key)));
      return path;
    },
  };
}

/** Reads a file that an option names. @throws KitMistake when it can't be read */
export function textOf(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), "utf8");
  } catch (cause) {
    throw new KitMistake({
      code: "file.cannot-read",
      file,
      found: cause instanceof Error ? cause.message : String(cause),
      allowed: "a file that can be read",
      message: "A file can't be read.",
    });
  }
}
