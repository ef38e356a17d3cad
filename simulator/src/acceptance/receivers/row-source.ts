import type { InboxRow } from "@dosekit/sdk";

/**
 * Hands out rows as an inbox does, to each consumer from the first on, and keeps consumers waiting
 * after the last until the end. It knows how far each has come: a consumer has handled a row once it
 * asks for the next.
 */
export class RowSource {
  readonly #rows: readonly InboxRow[];
  readonly #handled = new Map<string, number>();
  readonly #ended: Promise<void>;
  #end: () => void = () => undefined;

  constructor(rows: readonly InboxRow[]) {
    this.#rows = rows;
    this.#ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** See `RowStream`. */
  async *events(consumer: string): AsyncGenerator<InboxRow, void, void> {
    for (const [at, row] of this.#rows.entries()) {
      this.#handled.set(consumer, at);
      yield row;
    }
    this.#handled.set(consumer, this.#rows.length);
    await this.#ended;
  }

  /** Tells whether these consumers have handled all rows. */
  isHandledBy(consumers: readonly string[]): boolean {
    return consumers.every((one) => this.#handled.get(one) === this.#rows.length);
  }

  /** Lets consumers that wait for more go. */
  end(): void {
    this.#end();
  }
}
