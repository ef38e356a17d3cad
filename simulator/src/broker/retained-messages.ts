/** A message that the broker keeps for those who come later. */
export interface RetainedMessage {
  readonly topic: string;
  readonly payload: Uint8Array | string;
}

/**
 * The last retained message of each topic.
 *
 * A subscription to one topic finds its message at once; only a filter with wildcards looks at all
 * topics. The library's own memory looks at all of them each time.
 */
export class RetainedMessages {
  readonly #byTopic = new Map<string, RetainedMessage>();

  /** Keeps a message in place of the one before; an empty one only takes that away. */
  keep(message: RetainedMessage): void {
    if (message.payload.length === 0) this.#byTopic.delete(message.topic);
    else this.#byTopic.set(message.topic, { ...message });
  }

  /** Lists the messages that a topic filter selects. */
  selectedBy(filter: string): readonly RetainedMessage[] {
    if (!/[+#]/.test(filter)) {
      const message = this.#byTopic.get(filter);
      return message === undefined ? [] : [message];
    }
    const levels = filter.split("/");
    return [...this.#byTopic.values()].filter(({ topic }) => isSelected(topic, levels));
  }
}

/** Tells whether a topic is selected by the levels of a filter. @see MQTT 5.0 §4.7 */
function isSelected(topic: string, filter: readonly string[]): boolean {
  const levels = topic.split("/");
  const isHidden = topic.startsWith("$") && (filter[0] === "+" || filter[0] === "#");
  if (isHidden) return false;
  for (const [index, wanted] of filter.entries()) {
    if (wanted === "#") return true;
    if (index >= levels.length) return false;
    if (wanted !== "+" && wanted !== levels[index]) return false;
  }
  return levels.length === filter.length;
}
