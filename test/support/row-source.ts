import type { InboxRow } from "@dosekit/sdk";

/**
 * An inbox of rows that are all there: hands them out from behind what is committed, and ends after
 * the last one. A row is committed when the next one is asked for.
 */
export class RowSource {
  readonly #rows: readonly InboxRow[];
  #committed = 0;

  constructor(rows: readonly InboxRow[]) {
    this.#rows = rows;
  }

  /** Position of the last row that was committed. */
  get committed(): number {
    return this.#committed;
  }

  /** See `GatewayClient.events`. */
  async *events(): AsyncGenerator<InboxRow, void, void> {
    for (const row of this.#rows.filter(({ position }) => position > this.#committed)) {
      yield row;
      this.#committed = row.position;
    }
  }
}
