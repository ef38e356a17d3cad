import type { InboxRow } from "../inbox/inbox-row.ts";

/** Rows that one slow reader may have in memory. */
const TAP_ROWS_MAX = 256;

/**
 * The end of a pipe that rows of one device come out of. It holds a bounded number; what comes
 * beyond is left in the inbox, and the tap remembers from where on.
 */
export class RowTap {
  readonly #rows: InboxRow[] = [];
  #behindAfter: number | undefined;
  #wake: (() => void) | undefined;

  /** @param behindAfter position behind which the first rows are in the inbox, if any are */
  constructor(behindAfter: number | undefined) {
    this.#behindAfter = behindAfter;
  }

  /** Rows that it holds. */
  get size(): number {
    return this.#rows.length;
  }

  /** True when its reader has had all that there is, and waits. */
  get isIdle(): boolean {
    return this.#wake !== undefined && this.#rows.length === 0 && this.#behindAfter === undefined;
  }

  /** Takes a row that became durable. */
  offer(row: InboxRow): void {
    if (this.#behindAfter === undefined) {
      if (this.#rows.length < TAP_ROWS_MAX) this.#rows.push(row);
      else this.#behindAfter = row.position - 1;
    }
    this.wake();
  }

  /** Gives the oldest row that it holds. */
  take(): InboxRow | undefined {
    return this.#rows.shift();
  }

  /**
   * Once it is empty: the position behind which the next rows are in the inbox, if they are there.
   * From here on it takes rows again.
   */
  takeBehind(): number | undefined {
    const after = this.#behindAfter;
    this.#behindAfter = undefined;
    return after;
  }

  /** Ends as soon as there may be news. */
  news(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Ends the wait for news. */
  wake(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}
