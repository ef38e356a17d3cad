/** A message as the broker's library queues it; only what tells one from another is known here. */
export interface QueuedMessage {
  readonly brokerId?: string;
  readonly brokerCounter?: number;
  messageId?: number;
}

interface ClientQueue {
  /** By the name of the message inside the broker, in the order of arrival. */
  readonly byName: Map<string, QueuedMessage>;
  /** Names of the messages that are under way, by their number on the wire. */
  readonly nameById: Map<number, string>;
}

/**
 * Messages of quality 1 and 2 that wait for clients or are under way to them.
 *
 * Every operation takes the same time however many messages wait. The library's own memory looks
 * through the whole queue for each message, so that a burst to one gateway would take hours.
 */
export class OutgoingQueues {
  readonly #queues = new Map<string, ClientQueue>();

  /** Adds a message for a client. */
  add(clientId: string, message: QueuedMessage): void {
    const { messageId: _unassigned, ...waiting } = message;
    this.#queueOf(clientId).byName.set(nameOf(message), waiting);
  }

  /**
   * Notes the number under which a message is under way, or puts the next step of its delivery in
   * its place.
   *
   * @returns false when no such message waits for the client
   */
  update(clientId: string, message: QueuedMessage): boolean {
    const { byName, nameById } = this.#queueOf(clientId);
    const name = nameOf(message);
    const waiting = byName.get(name);
    if (waiting !== undefined) {
      if (message.messageId === undefined) return true;
      waiting.messageId = message.messageId;
      nameById.set(message.messageId, name);
      return true;
    }
    const sentAs = nameById.get(message.messageId ?? -1);
    if (sentAs === undefined) return false;
    byName.set(sentAs, message);
    return true;
  }

  /** Removes a message that arrived and gives it back; `undefined` when there is none. */
  remove(clientId: string, message: QueuedMessage): QueuedMessage | undefined {
    const { byName, nameById } = this.#queueOf(clientId);
    const name = nameById.get(message.messageId ?? -1) ?? nameOf(message);
    const found = byName.get(name);
    if (found === undefined) return undefined;
    byName.delete(name);
    if (found.messageId !== undefined) nameById.delete(found.messageId);
    return found;
  }

  /** Lists what waits for a client, oldest first. */
  waiting(clientId: string): readonly QueuedMessage[] {
    return [...(this.#queues.get(clientId)?.byName.values() ?? [])];
  }

  #queueOf(clientId: string): ClientQueue {
    const known = this.#queues.get(clientId);
    if (known !== undefined) return known;
    const fresh = { byName: new Map(), nameById: new Map() };
    this.#queues.set(clientId, fresh);
    return fresh;
  }
}

function nameOf({ brokerId = "", brokerCounter = 0 }: QueuedMessage): string {
  return `${brokerCounter}/${brokerId}`;
}
