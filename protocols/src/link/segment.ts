import { type LinkFlags, NO_FLAGS } from "./control-payloads.ts";
import { LINK_CHANNELS, type LinkMessage } from "./link-channels.ts";

const FIRST = 0x80;
const LAST = 0x40;
const BUSY = 0x20;
const HAS_MORE = 0x10;
const CHANNEL = 0x0f;
const HEAD_BYTES = 1;
const TOTAL_BYTES = 3;

/** A piece of a message, as one DATA frame carries it. @see OMDP-LNK-014 */
export interface Segment {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Number of the channel. */
  readonly channel: number;
  /** Bytes of the whole message; told by the first of several segments. */
  readonly totalBytes?: number;
  readonly data: Uint8Array;
}

/**
 * Cuts the next segment off a message.
 *
 * `[first:1 last:1 busy:1 more:1 channel:4][total:u24 in the first of several][data]`
 *
 * @param from bytes of the message that went before
 * @returns the payload of a DATA frame, and how many bytes of the message it has
 */
export function cutSegment(
  { channel, payload }: LinkMessage,
  from: number,
  payloadMax: number,
): { readonly bytes: Uint8Array; readonly taken: number } {
  const isFirst = from === 0;
  const isWhole = isFirst && payload.length + HEAD_BYTES <= payloadMax;
  const headBytes = HEAD_BYTES + (isFirst && !isWhole ? TOTAL_BYTES : 0);
  const taken = Math.min(payloadMax - headBytes, payload.length - from);
  const isLast = from + taken === payload.length;
  const bytes = new Uint8Array(headBytes + taken);
  bytes[0] = (isFirst ? FIRST : 0) + (isLast ? LAST : 0) + LINK_CHANNELS[channel];
  if (headBytes > HEAD_BYTES) {
    bytes[1] = payload.length >> 16;
    bytes[2] = payload.length >> 8;
    bytes[3] = payload.length;
  }
  bytes.set(payload.subarray(from, from + taken), headBytes);
  return { bytes, taken };
}

/** Gives a segment's payload with what the sender has to say beside. */
export function withFlags(segment: Uint8Array, { isBusy, hasMore }: LinkFlags): Uint8Array {
  const bytes = segment.slice();
  bytes[0] = (bytes[0] ?? 0) + (isBusy ? BUSY : 0) + (hasMore ? HAS_MORE : 0);
  return bytes;
}

/** Reads what the sender of a DATA frame says beside. */
export function segmentFlags(payload: Uint8Array): LinkFlags {
  const head = payload[0] ?? 0;
  return { ...NO_FLAGS, isBusy: (head & BUSY) !== 0, hasMore: (head & HAS_MORE) !== 0 };
}

/** Reads the payload of a DATA frame; `undefined` when it is cut short. */
export function readSegment(payload: Uint8Array): Segment | undefined {
  const [head, high = 0, middle = 0, low = 0] = payload;
  if (head === undefined) return undefined;
  const isFirst = (head & FIRST) !== 0;
  const isLast = (head & LAST) !== 0;
  const channel = head & CHANNEL;
  if (!isFirst || isLast) return { isFirst, isLast, channel, data: payload.subarray(HEAD_BYTES) };
  if (payload.length < HEAD_BYTES + TOTAL_BYTES) return undefined;
  const totalBytes = high * 65_536 + middle * 256 + low;
  const data = payload.subarray(HEAD_BYTES + TOTAL_BYTES);
  return { isFirst, isLast, channel, totalBytes, data };
}
