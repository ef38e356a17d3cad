import type { SdkFault } from "../errors.ts";
import type { StoreResult } from "../inbox/inbox-store.ts";

/** What one write changes; `undefined` takes a value away. All of it or nothing of it. */
export type TableChanges = ReadonlyMap<string, unknown>;

/**
 * Durable memory for small values by key, each of them plain JSON.
 *
 * After a crash at any instant a write that was reported durable is there whole. The owner has one
 * write under way at a time; one that failed may be tried again.
 */
export interface DurableTable {
  /** Opens the table and tells all that is in it. */
  open(done: (result: StoreResult<ReadonlyMap<string, unknown>>) => void): void;
  /** Makes changes durable. */
  write(changes: TableChanges, done: (fault?: SdkFault) => void): void;
  close(done: () => void): void;
}
