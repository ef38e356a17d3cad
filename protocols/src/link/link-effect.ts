import type { LinkMessage } from "./link-channels.ts";
import type { LinkCounters } from "./link-counters.ts";

/** Whom an end is in contact with, and what both agreed on. */
export interface LinkContact {
  /** The name that the peer gave: of a device its id. */
  readonly peerName: string;
  /** Number of the peer's boot. */
  readonly peerBootId: number;
  /** Bytes that a frame's payload may have, both ways. */
  readonly payloadMax: number;
  /** DATA frames that may be under way, both ways. */
  readonly window: number;
  /** Longest message that the peer takes, in bytes. */
  readonly peerMessageMax: number;
}

/**
 * Why a contact ended.
 *
 * - `no-answer`: a frame was sent as often as is allowed and never acknowledged
 * - `silence`: nothing was heard for too long
 * - `reset`: the gateway began anew
 * - `peer-restarted`: the peer knows nothing of the contact
 * - `peer-gave-up`: the peer found no answer
 * - `protocol`: the peer broke the rules of messages
 * - `closed`: the peer said goodbye
 * - `line-lost`: the line itself is gone, as when its port was pulled
 */
export type ContactEnd =
  | "no-answer"
  | "silence"
  | "reset"
  | "peer-restarted"
  | "peer-gave-up"
  | "protocol"
  | "closed"
  | "line-lost";

/**
 * What an outage looks like from this end.
 *
 * - `silence`: nothing comes
 * - `garbage`: bytes come and no frame is in them, as when the speed of the line is wrong
 * - `version`: the peer speaks another version of frames or link
 */
export type LinkFailure = "silence" | "garbage" | "version";

/** What one end of a link asks its host to do or to know, in this order. */
export type LinkEffect =
  /** Bytes for the line, to be written whole and in order. */
  | { readonly type: "write"; readonly bytes: Uint8Array }
  /** Contact is there; what is sent from now on belongs to it. */
  | { readonly type: "up"; readonly contact: LinkContact }
  /** Contact has ended; what was not acknowledged may or may not have arrived. */
  | { readonly type: "down"; readonly reason: ContactEnd }
  /** Attempts to get into contact fail; told once for each outage. */
  | { readonly type: "failed"; readonly failure: LinkFailure }
  | { readonly type: "message"; readonly message: LinkMessage }
  /** The gateway's time, ms since 1970 UTC. */
  | { readonly type: "time"; readonly civilMs: number }
  /** The peer's counters, as far as both ends know them. */
  | { readonly type: "counters"; readonly counters: Partial<LinkCounters> }
  /** The end has said goodbye and does nothing more. */
  | { readonly type: "closed" };

/** Nothing at all happened; a host that gets this very list has nothing to look at. */
export const NO_EFFECTS: readonly never[] = [];

/** What a link tells about its peer, without what is to be written. */
export type DropEffect = Exclude<LinkEffect, { readonly type: "write" }>;
