import { SdkError } from "../errors.ts";
import type { Inbox } from "../inbox/inbox.ts";
import type { InboxRow } from "../inbox/inbox-row.ts";

const PAGE_ROWS = 200;

/** Wakes those who wait for the next row. */
export class RowSignal {
  #waiting: (() => void)[] = [];

  /** Ends as soon as {@link wake} is called. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Ends every wait. */
  wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

/**
 * Hands a consumer every row behind its position, waits for new ones, and ends with the inbox.
 *
 * A row counts as consumed when the next one is asked for; after a break or a crash the row that
 * was in hand comes again. Whoever consumes must bear that.
 */
export async function* streamRows(
  inbox: Inbox,
  consumer: string,
  signal: RowSignal,
): AsyncGenerator<InboxRow, void, void> {
  let after = inbox.registerConsumer(consumer);
  while (inbox.state !== "closed") {
    const news = signal.next();
    const rows = await readPage(inbox, after);
    if (rows.length === 0) await news;
    for (const row of rows) {
      yield row;
      after = row.position;
      inbox.consumed(consumer, after);
    }
  }
}

/** Reads a page of rows behind a position; none when the inbox has closed. */
export function readPage(inbox: Inbox, after: number): Promise<readonly InboxRow[]> {
  return new Promise((resolve, reject) => {
    inbox.read(after, PAGE_ROWS, (result) => {
      if (result.ok) resolve(result.value);
      else if (result.fault.code === "inbox-closed") resolve([]);
      else reject(new SdkError(result.fault));
    });
  });
}
