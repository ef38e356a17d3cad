import type { DurableStore, StoreDone } from "@dosekit/protocols";

/** Stands for an entry. */
const TOKEN = Uint8Array.of(0);

/** Storage of a bare device: it knows how many entries it holds, and nothing of what they say. */
export class BareStore implements DurableStore {
  readonly #capacity: number;
  #entries = 0;

  /** @param capacity entries that there is room for */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** See `DurableStore.recover`. */
  recover(): readonly Uint8Array[] {
    return Array.from({ length: this.#entries }, () => TOKEN);
  }

  /** See `DurableStore.append`. */
  append(_entry: Uint8Array, done: StoreDone): void {
    if (this.#entries >= this.#capacity) {
      done("full");
      return;
    }
    this.#entries += 1;
    done();
  }

  /** See `DurableStore.replaceAll`. */
  replaceAll(_entry: Uint8Array, done: StoreDone): void {
    this.#entries = 1;
    done();
  }

  /** See `DurableStore.freeBytes`. */
  freeBytes(): number {
    return this.#capacity - this.#entries;
  }
}
