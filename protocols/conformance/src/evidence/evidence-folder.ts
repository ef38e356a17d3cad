import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { environmentMistake, KitMistake } from "../files/kit-mistake.ts";
import type { CaseRecord, RunRecord } from "../run/run-record.ts";
import { BUNDLE, traceFileOf } from "./bundle-files.ts";
import { derivedFiles } from "./derived-files.ts";
import { type ManifestLine, manifestText, sha256Of } from "./manifest.ts";
import { jsonText, ownFiles } from "./own-files.ts";
import { traceText } from "./trace-lines.ts";

/** Signs the text of a manifest; what it gives is kept beside it. */
export type SignManifest = (manifest: string) => string;

/**
 * The folder in which the evidence of one run is kept.
 *
 * Every case is written as it ends, so that a run that is cut off, by whatever, leaves what it had.
 */
export class EvidenceFolder {
  readonly #folder: string;
  readonly #written = new Map<string, string>();

  /**
   * Makes the folder and notes in it what the run is begun with.
   *
   * @param begun the run without any case
   * @throws KitMistake when it can't be written, or holds something else already
   */
  constructor(folder: string, begun: RunRecord) {
    this.#folder = folder;
    try {
      mkdirSync(join(folder, BUNDLE.traces), { recursive: true });
    } catch (cause) {
      throw unwritable(cause);
    }
    if (existsSync(join(folder, BUNDLE.results)) || existsSync(join(folder, BUNDLE.begun))) {
      throw new KitMistake({
        code: "out.not-empty",
        field: "--out",
        found: folder,
        allowed: "a folder that holds no evidence yet",
        message: "Evidence is never written over.",
      });
    }
    if (readdirSync(join(folder, BUNDLE.traces)).length > 0) {
      throw new KitMistake({
        code: "out.not-empty",
        field: "--out",
        found: join(folder, BUNDLE.traces),
        allowed: "a folder that holds no evidence yet",
        message: "Evidence is never written over.",
      });
    }
    this.#write(BUNDLE.begun, jsonText(begun));
  }

  /** Keeps a case. @throws KitMistake when it can't be written */
  keepCase(one: CaseRecord): void {
    const text = traceText(one);
    const file = traceFileOf(one);
    this.#write(file, text);
    this.#written.set(file, sha256Of(text));
  }

  /**
   * Writes what follows from all cases: results, manifest, signature, report and statement.
   *
   * @returns SHA-256 of the manifest
   * @throws KitMistake when it can't be written
   */
  finish(record: RunRecord, sign?: SignManifest): string {
    // A statement that is wrong fails cases that had ended before: what is final is written again.
    for (const one of record.cases) {
      if (this.#written.get(traceFileOf(one)) !== sha256Of(traceText(one))) this.keepCase(one);
    }
    const files = ownFiles(record);
    for (const [file, text] of files) this.#write(file, text);
    const manifest = manifestText([...this.#traceLines(record), ...linesOf(files)]);
    this.#write(BUNDLE.manifest, manifest);
    if (sign !== undefined) this.#write(BUNDLE.signature, sign(manifest));
    const hash = sha256Of(manifest);
    for (const [file, text] of derivedFiles(record, hash)) this.#write(file, text);
    rmSync(join(this.#folder, BUNDLE.begun), { force: true });
    return hash;
  }

  #traceLines({ cases }: RunRecord): readonly ManifestLine[] {
    return cases.map((one) => {
      const file = traceFileOf(one);
      return { file, sha256: this.#written.get(file) ?? "" };
    });
  }

  #write(file: string, text: string): void {
    const path = join(this.#folder, ...file.split("/"));
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    } catch (cause) {
      throw unwritable(cause);
    }
  }
}

function linesOf(files: ReadonlyMap<string, string>): readonly ManifestLine[] {
  return [...files].map(([file, text]) => ({ file, sha256: sha256Of(text) }));
}

function unwritable(cause: unknown): KitMistake {
  return environmentMistake({
    code: "out.cannot-write",
    field: "--out",
    found: cause instanceof Error ? cause.message : String(cause),
    allowed: "a folder that may be written",
    message: "The evidence can't be written.",
  });
}
