/** Why a write did not become durable. */
export type StoreFailure = "full" | "worn" | "io";

/** Told once a write is durable, or why it is not; called at once by a synchronous store. */
export type StoreDone = (failure?: StoreFailure) => void;

/**
 * A device's non-volatile memory as a row of entries.
 *
 * After a power cut at any instant an entry that was reported durable is whole, and the entry
 * being written is whole, torn or absent; a reader tells a torn one by its checksum.
 */
export interface DurableStore {
  /** Reads what survived, oldest first; the last entry may be torn. */
  recover(): readonly Uint8Array[];
  /** Adds an entry; a second call waits for the first, in order. */
  append(entry: Uint8Array, done: StoreDone): void;
  /** Replaces all entries by one, atomically: after a power cut either the old row or the new. */
  replaceAll(entry: Uint8Array, done: StoreDone): void;
  /** Bytes that are still free. */
  freeBytes(): number;
}
