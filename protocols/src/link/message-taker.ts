import { isFromDevice } from "./link-channels.ts";
import type { LinkCounters } from "./link-counters.ts";
import type { ContactEnd, LinkEffect } from "./link-effect.ts";
import { MessageJoiner } from "./message-joiner.ts";

/** Takes the payloads of DATA frames in their order and hands over the messages in them. */
export class MessageTaker {
  readonly #joiner: MessageJoiner;
  readonly #counters: LinkCounters;
  readonly #isGateway: boolean;

  /** @param messageMax longest message that this end takes, in bytes */
  constructor(messageMax: number, isGateway: boolean, counters: LinkCounters) {
    this.#joiner = new MessageJoiner(messageMax);
    this.#counters = counters;
    this.#isGateway = isGateway;
  }

  /** Takes the next payload; gives why contact has to end when it can't be the next. */
  take(payload: Uint8Array, out: LinkEffect[]): ContactEnd | undefined {
    const joined = this.#joiner.take(payload);
    if (!joined.ok && joined.error === "segment") {
      this.#counters.rxSegmentErrors++;
      return "protocol";
    }
    if (!joined.ok) this.#counters.rxUnknownChannels++;
    else if (joined.message !== undefined) {
      if (isFromDevice(joined.message.channel) === this.#isGateway) {
        this.#counters.rxMessages++;
        out.push({ type: "message", message: joined.message });
      } else this.#counters.rxUnknownChannels++;
    }
    return undefined;
  }
}
