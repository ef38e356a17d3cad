import type { DurableStore, StoreDone, StoreFailure } from "@dosekit/protocols";
import { MemoryStore } from "@dosekit/sdk/device";

interface HeldWrite {
  readonly entry: Uint8Array;
  readonly replaces: boolean;
  readonly done: StoreDone;
}

/** What a power cut does to the write that is under way: `torn` keeps so many of its bytes. */
export type CutFate = "lost" | "kept" | { readonly torn: number };

/** A store whose writes end when the test says so, and which survives power cuts in the middle. */
export class HeldStore implements DurableStore {
  readonly #inner: MemoryStore;
  #writes: HeldWrite[] = [];
  /** Told when a write begins. */
  onWrite: (() => void) | undefined;

  constructor(inner: MemoryStore = new MemoryStore()) {
    this.#inner = inner;
  }

  get underWay(): number {
    return this.#writes.length;
  }

  recover(): readonly Uint8Array[] {
    return this.#inner.recover();
  }

  append(entry: Uint8Array, done: StoreDone): void {
    this.#writes.push({ entry, replaces: false, done });
    this.onWrite?.();
  }

  replaceAll(entry: Uint8Array, done: StoreDone): void {
    this.#writes.push({ entry, replaces: true, done });
    this.onWrite?.();
  }

  freeBytes(): number {
    return this.#inner.freeBytes();
  }

  /** Ends the oldest write, well or with a failure. */
  settle(failure?: StoreFailure): void {
    const write = this.#writes.shift();
    if (write === undefined) return;
    if (failure !== undefined) write.done(failure);
    else this.#keep(write, write.done);
  }

  /** Ends every write, those included that begin meanwhile. */
  settleAll(): void {
    while (this.#writes.length > 0) this.settle();
  }

  /** Throws away the last entries of those that are durable, whole ones, as a lying store does. */
  forget(entries: number): void {
    const rows = this.#inner.recover();
    if (entries === 0) return;
    const [first = Uint8Array.of(0), ...others] = rows.slice(0, Math.max(0, rows.length - entries));
    this.#inner.replaceAll(first, () => undefined);
    for (const row of others) this.#inner.append(row, () => undefined);
  }

  /** The power goes: the write under way meets its fate and nobody is told. */
  cut(fate: CutFate): void {
    const [write] = this.#writes.splice(0);
    if (write === undefined || fate === "lost") return;
    if (fate === "kept") this.#keep(write, () => undefined);
    else if (!write.replaces) this.#inner.append(write.entry.slice(0, fate.torn), () => undefined);
  }

  #keep({ entry, replaces }: HeldWrite, done: StoreDone): void {
    if (replaces) this.#inner.replaceAll(entry, done);
    else this.#inner.append(entry, done);
  }
}
