/** Ends one attempt when its time is over, or when everything ends; holds on to nothing after. */
export class TimeLimit {
  readonly #own = new AbortController();
  readonly #outer: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  readonly #onOuter = () => this.#own.abort();
  #passed = false;

  constructor(limitMs: number, outer: AbortSignal) {
    this.#outer = outer;
    this.#timer = setTimeout(() => {
      this.#passed = true;
      this.#own.abort();
    }, limitMs);
    if (outer.aborted) this.#own.abort();
    else outer.addEventListener("abort", this.#onOuter, { once: true });
  }

  /** Aborts at the limit, and with the outer signal. */
  get signal(): AbortSignal {
    return this.#own.signal;
  }

  /** True once the time was over. */
  get passed(): boolean {
    return this.#passed;
  }

  /** The attempt is over: the timer and the outer signal are let go. */
  end(): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener("abort", this.#onOuter);
  }
}
