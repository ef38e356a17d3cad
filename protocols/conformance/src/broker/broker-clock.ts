/** What the broker waits by. */
export interface BrokerClock {
  /** A clock that never steps, in ms. */
  nowMs(): number;
  /** Calls back once; gives what stops it. */
  after(delayMs: number, call: () => void): () => void;
}

const TIMER_MS_MAX = 2 ** 31 - 1;

/** The clock and timers of this process; none keeps it alive. */
export const REAL_CLOCK: BrokerClock = {
  nowMs: () => performance.now(),
  after: (delayMs, call) => {
    const timer = setTimeout(call, Math.min(delayMs, TIMER_MS_MAX));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/**
 * A clock that stands still until it is moved, for waits that no test sits out: the delay of a last
 * will and the end of a session.
 */
export class ScriptedClock implements BrokerClock {
  #nowMs = 0;
  readonly #waiting = new Set<{ readonly atMs: number; readonly call: () => void }>();

  /** See {@link BrokerClock}. */
  nowMs(): number {
    return this.#nowMs;
  }

  /** See {@link BrokerClock}. */
  after(delayMs: number, call: () => void): () => void {
    const entry = { atMs: this.#nowMs + delayMs, call };
    this.#waiting.add(entry);
    return () => this.#waiting.delete(entry);
  }

  /** Moves the clock on and calls what is due, in order. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    for (;;) {
      const due = [...this.#waiting].filter(({ atMs }) => atMs <= untilMs);
      const next = due.sort((one, other) => one.atMs - other.atMs)[0];
      if (next === undefined) break;
      this.#waiting.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.call();
    }
    this.#nowMs = untilMs;
  }
}
