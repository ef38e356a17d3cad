import { readRunFile, writeRunFile } from "../run/run-file.ts";
import type { RunRecord } from "../run/run-record.ts";

/**
 * Keeps the evidence of a run in a folder.
 *
 * @returns the path of what was written
 * @throws KitMistake when it can't be written
 */
export function keepEvidence(record: RunRecord, folder: string): Promise<string> {
  return Promise.resolve(writeRunFile(record, folder));
}

/**
 * Reads the record out of the evidence of a run.
 *
 * @throws KitMistake when it can't be read, or is none
 */
export function recordInEvidence(path: string): Promise<RunRecord> {
  return Promise.resolve(readRunFile(path));
}
