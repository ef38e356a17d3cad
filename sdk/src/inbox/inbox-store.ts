import type { DeviceId } from "@dosekit/protocols";
import type { SdkFault } from "../errors.ts";
import type { CommittedRow } from "./device-cursor.ts";
import type { InboxRow } from "./inbox-row.ts";

/** What a store holds when it is opened; the rows themselves are read on demand. */
export interface InboxContents {
  /** Position of the oldest row that is kept; one more than the newest when there is none. */
  readonly firstPosition: number;
  /** Position of the newest row ever written; 0 before the first. */
  readonly lastPosition: number;
  /** Where each device stands. */
  readonly cursors: ReadonlyMap<DeviceId, readonly CommittedRow[]>;
  /** Last position that each consumer is done with. */
  readonly consumers: ReadonlyMap<string, number>;
  /** Newest desired configuration of each device, as the message that carries it. */
  readonly desired: ReadonlyMap<DeviceId, Uint8Array>;
}

/** What one commit changes; all of it or nothing of it. */
export interface InboxBatch {
  /** New rows, positions ascending without a gap from the newest one on. */
  readonly rows: readonly InboxRow[];
  /** Where devices stand once these rows are in. */
  readonly cursors: ReadonlyMap<DeviceId, readonly CommittedRow[]>;
  /** Last position that consumers are done with; a consumer at a position below 0 goes away. */
  readonly consumers: ReadonlyMap<string, number>;
  /** Desired configurations; one of no bytes at all goes away. */
  readonly desired: ReadonlyMap<DeviceId, Uint8Array>;
  /** Rows up to this position go away. */
  readonly removeThrough?: number;
}

/** Told once a commit is durable, or why it is not; a synchronous store calls it at once. */
export type CommitDone = (fault?: SdkFault) => void;

/** What a store gives back, or why it can't. */
export type StoreResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: SdkFault };

/**
 * Durable memory of a gateway.
 *
 * After a crash at any instant a commit that was reported durable is there whole, and any other one
 * is there whole or not at all. The owner has one commit under way at a time; a commit that failed
 * may be tried again with the same content.
 */
export interface InboxStore {
  /** Opens the store and tells what is in it. */
  open(done: (result: StoreResult<InboxContents>) => void): void;
  /** Makes a batch durable. */
  commit(batch: InboxBatch, done: CommitDone): void;
  /** Reads up to `limit` rows behind position `after`, in order. */
  read(
    after: number,
    limit: number,
    done: (result: StoreResult<readonly InboxRow[]>) => void,
  ): void;
  /** Closes the store; what was committed stays. */
  close(done: () => void): void;
}
