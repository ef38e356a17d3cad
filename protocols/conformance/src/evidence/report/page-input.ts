import type { RunSummary } from "../../run/roll-up.ts";
import type { RunRecord } from "../../run/run-record.ts";

/** What the pages of a bundle are made from. */
export interface PageInput {
  readonly record: RunRecord;
  readonly summary: RunSummary;
  /** SHA-256 of the manifest, in hexadecimal. */
  readonly manifestHash: string;
}
