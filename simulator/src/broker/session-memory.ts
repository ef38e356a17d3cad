import { Readable } from "node:stream";
import type { Aedes } from "aedes";
import { OutgoingQueues, type QueuedMessage } from "./outgoing-queues.ts";
import { type RetainedMessage, RetainedMessages } from "./retained-messages.ts";

/** The part of the library's memory that is replaced. */
interface SessionMemory {
  outgoingEnqueue(client: { readonly clientId: string }, message: QueuedMessage): Promise<void>;
  outgoingEnqueueCombi(
    clients: readonly { readonly clientId: string }[],
    message: QueuedMessage,
  ): Promise<void>;
  outgoingUpdate(client: { readonly id: string }, message: QueuedMessage): Promise<void>;
  outgoingClearMessageId(
    client: { readonly id: string },
    message: QueuedMessage,
  ): Promise<QueuedMessage | undefined>;
  outgoingStream(client: { readonly id: string }): Readable;
  storeRetained(message: RetainedMessage): Promise<void>;
  createRetainedStream(filter: string): Readable;
  createRetainedStreamCombi(filters: readonly string[]): Readable;
}

/**
 * Replaces the two parts of the library's memory whose cost grows with every message or topic that
 * it holds: queued messages and retained ones. Subscriptions and wills stay the library's.
 *
 * @param aedes a broker that has just been made and holds nothing yet
 */
export function replaceSessionMemory(aedes: Aedes): void {
  const queues = new OutgoingQueues();
  const retained = new RetainedMessages();
  const memory: SessionMemory = {
    outgoingEnqueue: async ({ clientId }, message) => queues.add(clientId, message),
    outgoingEnqueueCombi: async (clients, message) => {
      for (const { clientId } of clients) queues.add(clientId, message);
    },
    outgoingUpdate: async ({ id }, message) => {
      if (!queues.update(id, message)) throw new Error("no such packet");
    },
    outgoingClearMessageId: async ({ id }, message) => queues.remove(id, message),
    outgoingStream: ({ id }) => Readable.from(queues.waiting(id)),
    storeRetained: async (message) => retained.keep(message),
    createRetainedStream: (filter) => Readable.from(retained.selectedBy(filter)),
    createRetainedStreamCombi: (filters) =>
      Readable.from(filters.flatMap((filter) => retained.selectedBy(filter))),
  };
  if (!("persistence" in aedes)) throw new TypeError("this version of aedes keeps no memory");
  Object.assign(aedes.persistence as SessionMemory, memory);
}
