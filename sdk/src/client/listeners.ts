/** Functions that are told of something; one that throws keeps nothing from the others. */
export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>();
  readonly #onThrow: (cause: unknown) => void;

  /** @param onThrow told of what a listener threw */
  constructor(onThrow: (cause: unknown) => void) {
    this.#onThrow = onThrow;
  }

  /** How many there are. */
  get size(): number {
    return this.#listeners.size;
  }

  /** Adds a listener; returns what takes it away. */
  add(listener: (value: T) => void): () => void {
    // A function of its own, so that the same listener may be added twice.
    const own = (value: T) => listener(value);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /** Tells all of them. */
  tell(value: T): void {
    for (const listener of this.#listeners) {
      try {
        // One that is async may be given too: its failure must not end the process.
        const returned: unknown = listener(value);
        if (returned instanceof Promise) returned.catch(this.#onThrow);
      } catch (cause) {
        this.#onThrow(cause);
      }
    }
  }
}
