import {
  type Frame,
  isFromDevice,
  LINK_MESSAGE_MAX,
  linkChannelOf,
  MessageJoiner,
  readSegment,
} from "@dosekit/protocols";
import type { EndedMessage } from "./described-frame.ts";

/** One end that sends segments. */
interface Sender {
  joiner: MessageJoiner;
  seq: number;
}

/**
 * Puts the messages on a serial line together by reading along, whoever sent them.
 *
 * A capture may begin anywhere and lack frames: what can't be put together is passed over, and a
 * repeated frame is taken once. Memory is bounded by the number of addresses.
 */
export class SegmentReader {
  readonly #senders = new Map<string, Sender>();

  /** Takes a frame; tells the message that it ends. */
  take({ type, seq, payload, drop }: Frame): EndedMessage | undefined {
    const segment = type === "DATA" ? readSegment(payload) : undefined;
    const channel = segment === undefined ? undefined : linkChannelOf(segment.channel);
    if (segment === undefined || channel === undefined) return undefined;
    const key = `${drop?.address ?? 0} ${isFromDevice(channel) ? "up" : "down"}`;
    const known = this.#senders.get(key);
    if (known?.seq === seq && !(segment.isFirst && segment.isLast)) return undefined;
    const sender = known ?? { joiner: new MessageJoiner(LINK_MESSAGE_MAX), seq };
    // A first segment begins afresh, whatever became of the message before it.
    if (segment.isFirst) sender.joiner = new MessageJoiner(LINK_MESSAGE_MAX);
    sender.seq = seq;
    this.#senders.set(key, sender);
    const joined = sender.joiner.take(payload);
    return joined.ok ? joined.message : undefined;
  }
}
