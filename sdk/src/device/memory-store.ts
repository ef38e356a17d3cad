import type { DurableStore, StoreDone } from "@dosekit/protocols";

/**
 * A device's non-volatile memory kept in the process: it survives a power cut of the device, not
 * the end of the process. Every write is durable when the call returns.
 */
export class MemoryStore implements DurableStore {
  readonly #capacityBytes: number;
  #rows: Uint8Array[] = [];
  #usedBytes = 0;

  /** @param capacityBytes room for all entries together; boundless by default */
  constructor(capacityBytes: number = Number.MAX_SAFE_INTEGER) {
    this.#capacityBytes = capacityBytes;
  }

  /** See `DurableStore.recover`. */
  recover(): readonly Uint8Array[] {
    return [...this.#rows];
  }

  /** See `DurableStore.append`. */
  append(entry: Uint8Array, done: StoreDone): void {
    if (entry.length > this.freeBytes()) {
      done("full");
      return;
    }
    this.#rows.push(entry.slice());
    this.#usedBytes += entry.length;
    done();
  }

  /** See `DurableStore.replaceAll`. */
  replaceAll(entry: Uint8Array, done: StoreDone): void {
    if (entry.length > this.#capacityBytes) {
      done("full");
      return;
    }
    this.#rows = [entry.slice()];
    this.#usedBytes = entry.length;
    done();
  }

  /** See `DurableStore.freeBytes`. */
  freeBytes(): number {
    return this.#capacityBytes - this.#usedBytes;
  }
}
