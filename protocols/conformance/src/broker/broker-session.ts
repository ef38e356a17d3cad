import type { IPublishPacket, ISubscription } from "mqtt-packet";
import { matchesFilter } from "./topic-filter.ts";

/** A message on its way through the broker. */
export interface BrokerMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1;
  readonly retain: boolean;
  readonly properties?: NonNullable<IPublishPacket["properties"]>;
}

/** Messages that one session keeps for a peer that is away; beyond they are lost and counted. */
export const SESSION_MESSAGES_MAX = 1_000;
const MESSAGE_IDS = 65_535;

/** A message that was sent and is not acknowledged. */
export interface UnderWay {
  readonly messageId: number;
  readonly message: BrokerMessage;
}

/**
 * What the broker keeps of one client id over connections: subscriptions, messages that wait and
 * messages under way.
 */
export class BrokerSession {
  readonly clientId: string;
  readonly #subscriptions = new Map<string, ISubscription>();
  readonly #waiting: BrokerMessage[] = [];
  readonly #underWay = new Map<number, BrokerMessage>();
  #lastId = 0;
  #lost = 0;

  constructor(clientId: string) {
    this.clientId = clientId;
  }

  /** Messages that found no room. */
  get lost(): number {
    return this.#lost;
  }

  /** What was sent and is not acknowledged, oldest first. */
  get underWay(): readonly UnderWay[] {
    return [...this.#underWay].map(([messageId, message]) => ({ messageId, message }));
  }

  /** Takes a subscription. @returns whether the filter is new */
  subscribe(subscription: ISubscription): boolean {
    const isNew = !this.#subscriptions.has(subscription.topic);
    this.#subscriptions.set(subscription.topic, subscription);
    return isNew;
  }

  /** Ends a subscription. @returns whether there was one */
  unsubscribe(filter: string): boolean {
    return this.#subscriptions.delete(filter);
  }

  /** Finds the strongest subscription that a topic falls under. */
  subscriptionTo(topic: string): ISubscription | undefined {
    const fitting = [...this.#subscriptions.values()].filter((one) =>
      matchesFilter(one.topic, topic),
    );
    return fitting.sort((one, other) => other.qos - one.qos)[0];
  }

  /** Keeps a message until it can be sent. */
  keep(message: BrokerMessage): void {
    if (this.#waiting.length < SESSION_MESSAGES_MAX) this.#waiting.push(message);
    else this.#lost += 1;
  }

  /** Takes the next message out that may be sent now. */
  takeNext(windowMax: number): BrokerMessage | undefined {
    const [next] = this.#waiting;
    if (next === undefined) return undefined;
    if (next.qos > 0 && this.#underWay.size >= windowMax) return undefined;
    this.#waiting.shift();
    return next;
  }

  /** Notes a message of quality 1 as under way. @returns its packet identifier */
  begin(message: BrokerMessage): number {
    do this.#lastId = (this.#lastId % MESSAGE_IDS) + 1;
    while (this.#underWay.has(this.#lastId));
    this.#underWay.set(this.#lastId, message);
    return this.#lastId;
  }

  /** Notes that the peer acknowledged a message. @returns whether it was under way */
  acknowledge(messageId: number): boolean {
    return this.#underWay.delete(messageId);
  }
}
