import type { Frame } from "../framing/frame.ts";
import { decodeLinkCounters, encodeLinkCounters } from "./control-payloads.ts";
import { Exchange } from "./exchange.ts";
import { plain } from "./handshake.ts";
import type { LineEnd } from "./line-end.ts";
import type { LinkMessage } from "./link-channels.ts";
import type { LinkCounters } from "./link-counters.ts";
import type { LinkContact, LinkEffect } from "./link-effect.ts";
import type { FullLinkSettings } from "./link-settings.ts";
import { MessageQueue } from "./message-queue.ts";
import { MessageTaker } from "./message-taker.ts";

/** What one contact has, whatever the kind of line: its numbers, its queue, its messages. */
export interface LinkSession {
  readonly contact: LinkContact;
  readonly queue: MessageQueue;
  readonly exchange: Exchange;
  readonly taker: MessageTaker;
}

/** Begins a contact; all numbers start at 0. */
export function openSession(
  contact: LinkContact,
  settings: FullLinkSettings,
  isGateway: boolean,
  counters: LinkCounters,
): LinkSession {
  const queue = new MessageQueue(settings.queueMax);
  const exchange = new Exchange(contact, queue, counters);
  const taker = new MessageTaker(settings.messageMax, isGateway, counters);
  counters.contacts++;
  return { contact, queue, exchange, taker };
}

/** Puts a message into a session's queue; one that can't be sent is dropped and counted. */
export function enqueue(
  session: LinkSession | undefined,
  message: LinkMessage,
  counters: LinkCounters,
): boolean {
  const fits = message.payload.length <= (session?.contact.peerMessageMax ?? 0);
  if (session === undefined || !fits || !session.queue.push(message)) {
    counters.txDropped++;
    return false;
  }
  counters.txMessages++;
  return true;
}

/** Makes the frame that asks for the peer's counters. */
export function countersRequest(): Frame {
  return plain("COUNT", new Uint8Array());
}

/** Makes the frame that tells the own counters. */
export function countersAnswer(counters: LinkCounters): Frame {
  return plain("COUNT", encodeLinkCounters(counters));
}

/** Takes a COUNT on a line with two ends: answers a request, or hands over what the peer counted. */
export function takeCount(frame: Frame, line: LineEnd, nowMs: number, out: LinkEffect[]): void {
  if (frame.payload.length === 0) {
    out.push(line.write(countersAnswer(line.counters), nowMs));
  } else out.push({ type: "counters", counters: decodeLinkCounters(frame.payload) });
}
