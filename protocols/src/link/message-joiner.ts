import { type LinkMessage, linkChannelOf } from "./link-channels.ts";
import { readSegment, type Segment } from "./segment.ts";

/** What became of a segment: the message that it ends, nothing yet, or why it is none. */
export type JoinResult =
  | { readonly ok: true; readonly message?: LinkMessage }
  | { readonly ok: false; readonly error: "segment" | "channel" };

/** Room that a message begins with; it grows with what truly comes. */
const ROOM_FIRST_BYTES = 2_048;
const PART: JoinResult = { ok: true };
const BROKEN: JoinResult = { ok: false, error: "segment" };

/**
 * Puts the segments of one message after the other together again.
 *
 * Invariants: memory is at most that of the longest message, and at most about twice what has come
 * of it; a message is handed over whole and once; one on an unknown channel is passed over.
 *
 * @see OMDP-LNK-015
 */
export class MessageJoiner {
  readonly #messageMax: number;
  #open: { readonly channel: number; readonly totalBytes: number } | undefined;
  #room = new Uint8Array();
  #filled = 0;

  /** @param messageMax longest message that is taken, in bytes */
  constructor(messageMax: number) {
    this.#messageMax = messageMax;
  }

  /** Takes the payload of the next DATA frame; after `segment` nothing can be made of the rest. */
  take(payload: Uint8Array): JoinResult {
    const segment = readSegment(payload);
    if (segment === undefined || segment.isFirst !== (this.#open === undefined)) return BROKEN;
    if (segment.isFirst && segment.isLast) return this.#whole(segment.channel, segment.data);
    if (segment.data.length === 0) return BROKEN;
    return segment.isFirst ? this.#begin(segment) : this.#go(segment);
  }

  #begin({ channel, totalBytes = 0, data }: Segment): JoinResult {
    if (totalBytes > this.#messageMax || data.length >= totalBytes) return BROKEN;
    this.#open = { channel, totalBytes };
    this.#room = new Uint8Array(Math.min(totalBytes, Math.max(ROOM_FIRST_BYTES, data.length)));
    this.#filled = 0;
    this.#add(data, totalBytes);
    return PART;
  }

  #go({ channel, isLast, data }: Segment): JoinResult {
    const open = this.#open;
    const end = this.#filled + data.length;
    if (open === undefined || open.channel !== channel || end > open.totalBytes) return BROKEN;
    if (isLast !== (end === open.totalBytes)) return BROKEN;
    this.#add(data, open.totalBytes);
    if (!isLast) return PART;
    const whole = this.#room.subarray(0, this.#filled);
    this.#open = undefined;
    this.#room = new Uint8Array();
    return this.#whole(channel, whole);
  }

  #whole(number: number, payload: Uint8Array): JoinResult {
    if (payload.length > this.#messageMax) return BROKEN;
    const channel = linkChannelOf(number);
    if (channel === undefined) return { ok: false, error: "channel" };
    return { ok: true, message: { channel, payload } };
  }

  #add(data: Uint8Array, totalBytes: number): void {
    const end = this.#filled + data.length;
    if (end > this.#room.length) {
      const grown = new Uint8Array(Math.min(totalBytes, Math.max(end, this.#room.length * 2)));
      grown.set(this.#room.subarray(0, this.#filled));
      this.#room = grown;
    }
    this.#room.set(data, this.#filled);
    this.#filled = end;
  }
}
