/** The turns of a gateway on a shared line: one each so often. */
export class LineTurns {
  readonly #everyMs: number;
  readonly #take: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(everyMs: number, take: () => void) {
    this.#everyMs = everyMs;
    this.#take = take;
  }

  /** Begins; ignored when it has. */
  begin(): void {
    this.#timer ??= setInterval(this.#take, this.#everyMs);
  }

  /** Ends. */
  end(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
