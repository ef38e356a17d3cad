import type { InboxRow } from "@dosekit/sdk";

/**
 * An inbox that keeps a row no longer than it must: a row that every consumer has passed is gone at
 * once. It serves one reader, and others by position.
 */
export class ShortInbox {
  readonly #rows: InboxRow[] = [];
  readonly #positions = new Map<string, number>();
  readonly rowsMax: number;
  #newest = 0;

  constructor(rowsMax = 1_000_000) {
    this.rowsMax = rowsMax;
  }

  get newestPosition(): number {
    return this.#newest;
  }

  /** Rows that are still there. */
  get kept(): readonly InboxRow[] {
    return this.#rows;
  }

  consumers(): ReadonlyMap<string, number> {
    return this.#positions;
  }

  /** Puts a row behind all others. */
  put(row: InboxRow): void {
    this.#newest = row.position;
    this.#rows.push(row);
  }

  registerConsumer(name: string): number {
    const known = this.#positions.get(name);
    if (known !== undefined) return known;
    const position = (this.#rows[0]?.position ?? this.#newest + 1) - 1;
    this.#positions.set(name, position);
    return position;
  }

  consumed(name: string, position: number): void {
    if (position > this.#newest) throw new RangeError(`position ${position} is not there yet`);
    this.#positions.set(name, Math.max(this.registerConsumer(name), position));
    this.#forget();
  }

  forgetConsumer(name: string): void {
    this.#positions.delete(name);
    this.#forget();
  }

  async rowsBehind(position: number): Promise<readonly InboxRow[]> {
    return this.#rows.filter((row) => row.position > position).slice(0, 7);
  }

  /** Every row behind a consumer's position; ends with the last one. */
  async *events(consumer: string): AsyncGenerator<InboxRow, void, void> {
    let after = this.registerConsumer(consumer);
    for (;;) {
      const [row] = this.#rows.filter(({ position }) => position > after);
      if (row === undefined) return;
      yield row;
      after = row.position;
      this.consumed(consumer, after);
    }
  }

  #forget(): void {
    const passed = Math.min(...this.#positions.values());
    const left = this.#rows.findIndex(({ position }) => position > passed);
    this.#rows.splice(0, left < 0 ? this.#rows.length : left);
  }
}
