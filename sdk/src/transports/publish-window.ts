/** Sends one message; `done` is called once when the broker has it, or when it never will. */
export type Publish = (done: () => void) => void;

/** Messages that may wait for a place; more are dropped, as they would be without contact. */
const QUEUE_MAX = 20_000;

/**
 * Keeps the number of unacknowledged publishes within what the broker said it takes; a client that
 * sends more is thrown out.
 *
 * @see MQTT 5.0 §3.2.2.3.3 and §4.9
 */
export class PublishWindow {
  readonly #sizeMax: number;
  readonly #queue: Publish[] = [];
  #head = 0;
  #underWay = 0;
  #dropped = 0;
  #open = true;

  /** @param sizeMax the broker's Receive Maximum, 1 to 65,535 */
  constructor(sizeMax: number) {
    this.#sizeMax = sizeMax;
  }

  /** Messages that found no place to wait. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Sends a message as soon as there is a place, and drops it when too many wait. */
  add(publish: Publish): void {
    if (!this.#open) return;
    if (this.#queue.length - this.#head >= QUEUE_MAX) {
      this.#dropped += 1;
      return;
    }
    this.#queue.push(publish);
    this.#pump();
  }

  /** The connection is gone, and what waits with it. */
  close(): void {
    this.#open = false;
    this.#queue.length = 0;
  }

  #pump(): void {
    while (this.#open && this.#underWay < this.#sizeMax) {
      const publish = this.#queue[this.#head];
      if (publish === undefined) break;
      this.#head += 1;
      this.#underWay += 1;
      publish(() => {
        this.#underWay -= 1;
        this.#pump();
      });
    }
    if (this.#head === this.#queue.length) {
      this.#queue.length = 0;
      this.#head = 0;
    }
  }
}
