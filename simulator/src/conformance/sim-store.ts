import type { DurableStore, StoreDone } from "@dosekit/protocols";
import { MemoryStore } from "@dosekit/sdk/device";

/** One byte that is no entry. */
const NO_ENTRY = Uint8Array.of(0);

/** Storage of a device under test, which a fixture can read, spoil, and have forget. */
export class SimStore implements DurableStore {
  readonly #inner: MemoryStore;
  readonly #isHoarding: boolean;
  readonly #erased: Uint8Array[] = [];
  #isSpoiled = false;
  #marked: readonly Uint8Array[] = [];

  /** @param isHoarding whether what is erased stays in its image */
  constructor(inner: MemoryStore = new MemoryStore(), isHoarding = false) {
    this.#inner = inner;
    this.#isHoarding = isHoarding;
  }

  /** All that somebody would find who reads the chip. */
  image(): readonly Uint8Array[] {
    return [...this.#erased, ...this.#inner.recover()];
  }

  /** See `DurableStore`. */
  recover(): readonly Uint8Array[] {
    return this.#inner.recover();
  }

  /** See `DurableStore`. */
  append(entry: Uint8Array, done: StoreDone): void {
    if (this.#isSpoiled) done("io");
    else this.#inner.append(entry, done);
  }

  /** See `DurableStore`. */
  replaceAll(entry: Uint8Array, done: StoreDone): void {
    if (this.#isHoarding) this.#erased.push(...this.#inner.recover());
    if (this.#isSpoiled) done("io");
    else this.#inner.replaceAll(entry, done);
  }

  /** See `DurableStore`. */
  freeBytes(): number {
    return this.#inner.freeBytes();
  }

  /** Has every write fail, or work again. */
  spoil(isSpoiled: boolean): void {
    this.#isSpoiled = isSpoiled;
  }

  /** Notes what is there now. */
  mark(): void {
    this.#marked = this.#inner.recover();
  }

  /** Loses all that was confirmed since the mark. */
  forget(): void {
    this.replaceBy(this.#marked);
  }

  /** Holds other entries from now on. */
  replaceBy([first = NO_ENTRY, ...others]: readonly Uint8Array[]): void {
    this.#inner.replaceAll(first, () => undefined);
    for (const row of others) this.#inner.append(row, () => undefined);
  }
}
