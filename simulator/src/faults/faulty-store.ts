import type { DurableStore, StoreDone, StoreFailure } from "@dosekit/protocols";
import type { ScheduledEvent, Scheduler } from "../clock/scheduler.ts";
import type { RandomStream } from "../random/random-stream.ts";
import type { FlashWear, WriteFate } from "./fault.ts";

/** Time that a synced write takes, ms; inferred from page program and verify of serial flash. */
export const WRITE_MS = 8;

/** Where a faulty store runs and what it keeps its entries in. */
export interface FaultyStoreSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  /** Keeps what became durable; must be synchronous. */
  readonly inner: DurableStore;
  /** Whoever writes changes no entry afterwards, so that none has to be copied. */
  readonly isShared?: boolean;
  /** Time that a write takes, ms; {@link WRITE_MS} when absent. */
  readonly writeMs?: number;
  /** Draws which writes fail on worn flash; without it none does. */
  readonly random?: RandomStream;
}

/** How worn a flash is. */
export type WearLevel = Pick<FlashWear, "failPermille" | "slowMs">;

/** A flash as it left the factory. */
const UNWORN: WearLevel = { failPermille: 0, slowMs: 0 };

/** One byte that is no entry. */
const NO_ENTRY = Uint8Array.of(0);

interface PendingWrite {
  readonly entry: Uint8Array;
  readonly whole: boolean;
  readonly done: StoreDone;
}

/**
 * A device's memory whose writes take time, so that power can go in the middle of one, and which
 * can be made to fail, or to confirm what it does not keep.
 *
 * Invariants: writes become durable one after the other in the order of the calls; after a power
 * cut no call of before is answered any more.
 */
export class FaultyStore implements DurableStore {
  readonly #scheduler: Scheduler;
  readonly #lane: number;
  readonly #inner: DurableStore;
  readonly #writeMs: number;
  readonly #isShared: boolean;
  readonly #waiting: PendingWrite[] = [];
  #timer: ScheduledEvent | undefined;
  #failure: StoreFailure | undefined;
  readonly #random: RandomStream | undefined;
  readonly #onWritten = () => this.#finish();
  #wear = UNWORN;
  #onWrite: (() => void) | undefined;
  #liesAbout = 0;
  /** What was there before each of the last confirmed writes, while the store lies. */
  #before: readonly (readonly Uint8Array[])[] = [];

  constructor(setup: FaultyStoreSetup) {
    this.#scheduler = setup.scheduler;
    this.#lane = setup.lane;
    this.#inner = setup.inner;
    this.#writeMs = setup.writeMs ?? WRITE_MS;
    this.#isShared = setup.isShared === true;
    this.#random = setup.random;
  }

  /** See `DurableStore.recover`. */
  recover(): readonly Uint8Array[] {
    return this.#inner.recover();
  }

  /** See `DurableStore.append`. */
  append(entry: Uint8Array, done: StoreDone): void {
    this.#enqueue({ entry, whole: false, done });
  }

  /** See `DurableStore.replaceAll`. */
  replaceAll(entry: Uint8Array, done: StoreDone): void {
    this.#enqueue({ entry, whole: true, done });
  }

  /** See `DurableStore.freeBytes`. */
  freeBytes(): number {
    return this.#inner.freeBytes();
  }

  /** Makes every write fail for this reason, or work again with `undefined`. */
  failWith(failure: StoreFailure | undefined): void {
    this.#failure = failure;
  }

  /** Makes writes slow and unsure, or as good as new with `undefined`. */
  wear(level: WearLevel | undefined): void {
    this.#wear = level ?? UNWORN;
  }

  /** Makes it confirm writes that {@link forget} throws away, the last `commits` ones; 0: none. */
  lieAbout(commits: number): void {
    this.#liesAbout = commits;
    this.#before = [];
  }

  /**
   * Throws away the last writes that it lied about, once.
   *
   * @returns whether there were any
   */
  forget(): boolean {
    const [rows] = this.#before;
    this.lieAbout(0);
    if (rows === undefined) return false;
    const [first = NO_ENTRY, ...others] = rows;
    this.#inner.replaceAll(first, () => undefined);
    for (const row of others) this.#inner.append(row, () => undefined);
    return true;
  }

  /** Tells once, when the next write begins; `undefined` takes the request back. */
  onNextWrite(told: (() => void) | undefined): void {
    this.#onWrite = told;
  }

  /** Says whether a write is under way. */
  isWriting(): boolean {
    return this.#waiting.length > 0;
  }

  /**
   * Takes the power away: the write under way meets its fate, those behind it never were.
   *
   * @param cutAt how much of a torn entry was written, 0 to 1
   * @returns the entry that became durable without anybody being told, if it did
   */
  losePower(fate: WriteFate, cutAt: number): Uint8Array | undefined {
    const [writing] = this.#waiting.splice(0);
    if (this.#timer !== undefined) this.#scheduler.cancel(this.#timer);
    this.#timer = undefined;
    this.#onWrite = undefined;
    if (writing === undefined || fate === "lost" || this.#failure !== undefined) return undefined;
    if (fate === "torn") {
      // A replacement is atomic: torn half-way, the old row is still there.
      if (!writing.whole) this.#tear(writing.entry, cutAt);
      return undefined;
    }
    let failed = false;
    this.#commit(writing, (failure) => {
      failed = failure !== undefined;
    });
    return failed ? undefined : writing.entry;
  }

  #tear(entry: Uint8Array, cutAt: number): void {
    const kept = Math.min(entry.length - 1, Math.floor(entry.length * cutAt));
    this.#inner.append(entry.slice(0, kept), () => undefined);
  }

  #enqueue(write: PendingWrite): void {
    const { entry, whole, done } = write;
    this.#waiting.push(this.#isShared ? write : { entry: entry.slice(), whole, done });
    if (this.#waiting.length === 1) this.#start();
    const told = this.#onWrite;
    this.#onWrite = undefined;
    told?.();
  }

  /** A store without room says so before it writes anything. */
  #start(): void {
    const takesMs = this.#failure === "full" ? 0 : this.#writeMs + this.#wear.slowMs;
    const dueMs = this.#scheduler.nowMs() + takesMs;
    this.#timer = this.#scheduler.at(dueMs, this.#lane, this.#onWritten);
  }

  #finish(): void {
    this.#timer = undefined;
    const write = this.#waiting.shift();
    if (this.#waiting.length > 0) this.#start();
    if (write === undefined) return;
    const failure = this.#failure ?? (this.#isWornOut() ? "io" : undefined);
    if (failure !== undefined) write.done(failure);
    else this.#commit(write, write.done);
  }

  #isWornOut(): boolean {
    const { failPermille } = this.#wear;
    return failPermille > 0 && this.#random?.chance(failPermille / 1_000) === true;
  }

  #commit(write: PendingWrite, done: StoreDone): void {
    if (this.#liesAbout > 0) {
      this.#before = [...this.#before, this.#inner.recover()].slice(-this.#liesAbout);
    }
    if (write.whole) this.#inner.replaceAll(write.entry, done);
    else this.#inner.append(write.entry, done);
  }
}
