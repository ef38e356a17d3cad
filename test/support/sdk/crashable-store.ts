import {
  type CommitDone,
  type CommittedRow,
  type InboxBatch,
  type InboxContents,
  type InboxRow,
  type InboxStore,
  MemoryInboxStore,
  type SdkFault,
  type StoreResult,
} from "@dosekit/sdk";

/**
 * A store whose commits take time: they wait until the test flushes them, and a crash forgets
 * them. What was flushed survives in the same object.
 */
export class CrashableStore implements InboxStore {
  readonly #memory = new MemoryInboxStore();
  #waiting: { readonly batch: InboxBatch; readonly done: CommitDone } | undefined;
  #life = 0;

  /** The durable contents. */
  contents(): InboxContents {
    let contents: InboxContents | undefined;
    this.#memory.open((result) => {
      if (result.ok) contents = result.value;
    });
    if (contents === undefined) throw new Error("the memory store did not answer");
    return contents;
  }

  /** The durable rows. */
  rows(): readonly InboxRow[] {
    let rows: readonly InboxRow[] = [];
    this.#memory.read(0, Number.MAX_SAFE_INTEGER, (result) => {
      if (result.ok) rows = result.value;
    });
    return rows;
  }

  /** The durable cursor of a device. */
  cursor(deviceId: string): readonly CommittedRow[] {
    return this.contents().cursors.get(deviceId) ?? [];
  }

  get waiting(): boolean {
    return this.#waiting !== undefined;
  }

  /** Makes the commit under way durable and reports it; false when there is none. */
  flush(): boolean {
    const waiting = this.#waiting;
    if (waiting === undefined) return false;
    this.#waiting = undefined;
    this.#memory.commit(waiting.batch, waiting.done);
    return true;
  }

  /** The commit under way fails, and is not durable. */
  fail(fault: SdkFault): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.done(fault);
  }

  /** The process ends: nobody hears of the commit under way, which is durable or is not. */
  crash(commitSurvives: boolean): void {
    this.#life += 1;
    if (commitSurvives && this.#waiting !== undefined) {
      this.#memory.commit(this.#waiting.batch, () => {});
    }
    this.#waiting = undefined;
  }

  open(done: (result: StoreResult<InboxContents>) => void): void {
    this.#memory.open(done);
  }

  commit(batch: InboxBatch, done: CommitDone): void {
    if (this.#waiting !== undefined) throw new Error("two commits under way");
    const life = this.#life;
    const onDone: CommitDone = (fault) => {
      if (this.#life === life) done(fault);
    };
    this.#waiting = { batch, done: onDone };
  }

  read(
    after: number,
    limit: number,
    done: (result: StoreResult<readonly InboxRow[]>) => void,
  ): void {
    this.#memory.read(after, limit, done);
  }

  close(done: () => void): void {
    this.#memory.close(done);
  }
}
