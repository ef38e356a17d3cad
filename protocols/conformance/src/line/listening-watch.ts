/** How often the watch looks, ms. */
const EVERY_MS = 4;

/**
 * Tells since when what is heard now may have lain unheard.
 *
 * A process that gets no processor for a while hears late what came meanwhile, and all of it at once.
 * Whoever judges how far apart two things came has to know that: the time of hearing is the latest
 * time of coming, and {@link sinceMs} the earliest.
 */
export class ListeningWatch {
  readonly #nowMs: () => number;
  #users = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Beginnings of the last two rounds in which all was heard that had come before. */
  #last: number;
  #before: number;

  /** @param nowMs a clock that never steps, in ms */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#last = nowMs();
    this.#before = this.#last;
  }

  /** Begins to watch, for one more user; gives what ends it, once. */
  begin(): () => void {
    this.#users += 1;
    if (this.#users === 1) this.#start();
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#users -= 1;
      if (this.#users === 0) clearTimeout(this.#timer);
    };
  }

  /** Earliest time, on the clock of the watch, at which something heard now can have come. */
  sinceMs(): number {
    // One round more than need be: bytes of a port take a round from the system to the one who reads.
    return this.#before;
  }

  #start(): void {
    this.#last = this.#nowMs();
    this.#before = this.#last;
    this.#next();
  }

  #next(): void {
    this.#timer = setTimeout(() => {
      const startMs = this.#nowMs();
      // Runs once the system was asked what has come, so that nothing older is unheard behind it.
      setImmediate(() => {
        this.#before = this.#last;
        this.#last = startMs;
        if (this.#users > 0) this.#next();
      });
    }, EVERY_MS);
    this.#timer.unref();
  }
}
