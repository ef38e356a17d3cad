import type { LinkChannel, LinkMessage } from "./link-channels.ts";
import { cutSegment } from "./segment.ts";

/** Channels whose messages mean the same however often they come: each names what it is about. */
const REPEATABLE: ReadonlySet<LinkChannel> = new Set(["evt", "rsp", "cmd", "ack"]);

/**
 * The messages that wait to be sent, one after the other.
 *
 * Whoever waits for an answer says the same again after a while, which on a slow line may be before
 * it was sent at all. So a message that waits already, byte for byte, does not wait twice; on other
 * channels that holds for the newest message alone, since there the last word counts.
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
    if (this.#waits(message)) return true;
    if (this.#waiting.length >= this.#max) return false;
    this.#waiting.push(message);
    return true;
  }

  #waits({ channel, payload }: LinkMessage): boolean {
    const onChannel = this.#waiting.filter((waiting) => waiting.channel === channel);
    const equals = REPEATABLE.has(channel) ? onChannel : onChannel.slice(-1);
    return equals.some((waiting) => isSame(waiting.payload, payload));
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

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
