import type { LinkMessage } from "./link-channels.ts";
import { cutSegment } from "./segment.ts";

/**
 * The messages that wait to be sent, one after the other.
 *
 * Invariant: at most so many messages wait; the segments of one are never mixed with another's.
 */
export class MessageQueue {
  readonly #max: number;
  #waiting: LinkMessage[] = [];
  /** Bytes of the first message that were cut off already. */
  #cut = 0;

  /** @param max messages that may wait */
  constructor(max: number) {
    this.#max = max;
  }

  /** Tells whether nothing waits. */
  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Adds a message; `false` when too many wait. The bytes are the queue's from here on. */
  push(message: LinkMessage): boolean {
    if (this.#waiting.length >= this.#max) return false;
    this.#waiting.push(message);
    return true;
  }

  /** Takes the payload of the next DATA frame; `undefined` when nothing waits. */
  nextSegment(payloadMax: number): Uint8Array | undefined {
    const [message] = this.#waiting;
    if (message === undefined) return undefined;
    const { bytes, taken } = cutSegment(message, this.#cut, payloadMax);
    this.#cut += taken;
    if (this.#cut === message.payload.length) {
      this.#waiting.shift();
      this.#cut = 0;
    }
    return bytes;
  }
}
