/** Rows that one JSON document lists at the most. */
export const LISTED_MAX = 20_000;

/** How rows of one kind are shown. */
export interface ListingForm<Row> {
  readonly textOf: (row: Row) => string;
  readonly isRefused: (row: Row) => boolean;
  /** Writes for people; without it rows are kept for a document. */
  readonly write?: (text: string) => void;
}

/** Rows as they are found: written at once for people, or kept for a document up to a bound. */
export class Listing<Row> {
  readonly #form: ListingForm<Row>;
  readonly #rows: Row[] = [];
  #omitted = 0;
  #hasRefused = false;

  constructor(form: ListingForm<Row>) {
    this.#form = form;
  }

  /** Takes the next row. */
  add(row: Row): void {
    const { textOf, isRefused, write } = this.#form;
    this.#hasRefused ||= isRefused(row);
    if (write !== undefined) write(textOf(row));
    else if (this.#rows.length < LISTED_MAX) this.#rows.push(row);
    else this.#omitted += 1;
  }

  /** The rows that were kept. */
  get rows(): readonly Row[] {
    return this.#rows;
  }

  /** Rows that were not kept. */
  get omitted(): number {
    return this.#omitted;
  }

  /** Whether any row showed something that a receiver refuses. */
  get hasRefused(): boolean {
    return this.#hasRefused;
  }
}
