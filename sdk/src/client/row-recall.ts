import type { Inbox } from "../inbox/inbox.ts";
import type { InboxRow } from "../inbox/inbox-row.ts";

const PAGE_ROWS = 500;

/**
 * Goes through the newest rows that the inbox keeps, oldest of them first, so that what records told
 * is known again after a start. Rows that become durable meanwhile are gone through in their turn.
 */
export class RowRecall {
  readonly #inbox: Inbox;
  readonly #take: (row: InboxRow) => void;
  readonly #rowsMax: number;
  #after = 0;
  #isOver = true;

  /** @param rowsMax how many rows of before are gone through at the most */
  constructor(inbox: Inbox, rowsMax: number, take: (row: InboxRow) => void) {
    this.#inbox = inbox;
    this.#rowsMax = rowsMax;
    this.#take = take;
  }

  /** Begins, once the inbox is open. */
  begin(): void {
    const { durablePosition, rowCount } = this.#inbox;
    this.#after = durablePosition - Math.min(this.#rowsMax, rowCount);
    this.#isOver = false;
    this.#readOn();
  }

  /** Whether it has come to the end: a row that becomes durable from then on is not taken here. */
  get isOver(): boolean {
    return this.#isOver;
  }

  #readOn(): void {
    const limit = Math.min(PAGE_ROWS, this.#inbox.durablePosition - this.#after);
    if (limit <= 0) {
      this.#isOver = true;
      return;
    }
    this.#inbox.read(this.#after, limit, (result) => {
      const rows = result.ok ? result.value : [];
      for (const row of rows) this.#take(row);
      // A store that does not give its rows leaves them unknown, and nothing else.
      this.#isOver = rows.length === 0;
      this.#after = rows.at(-1)?.position ?? this.#after;
      if (!this.#isOver) this.#readOn();
    });
  }
}
