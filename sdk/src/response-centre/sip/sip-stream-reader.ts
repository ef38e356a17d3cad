import {
  headEnd,
  parseSipHead,
  SIP_LIMITS,
  type SipParsed,
  type SipParseError,
  withBody,
} from "./parse-sip.ts";
import type { SipMessage } from "./sip-message.ts";

const CR = 13;
const LF = 10;

/**
 * Cuts a stream (TCP, TLS) into messages by their Content-Length.
 *
 * A stream whose framing is lost can't be read on: after the first error nothing more comes, and
 * its owner closes the connection. At most one message's largest size is held. @see RFC 3261 §18.3
 */
export class SipStreamReader {
  #held = new Uint8Array();
  #head: { readonly message: SipMessage; readonly bodyBytes: number } | undefined;
  #broken = false;
  #fault: SipParsed | undefined;

  /** True once the framing is lost. */
  get broken(): boolean {
    return this.#broken;
  }

  /** Takes bytes, and gives the messages that are whole; an error is the last thing it gives. */
  push(bytes: Uint8Array): readonly SipParsed[] {
    if (this.#broken) return [];
    const joined = new Uint8Array(this.#held.length + bytes.length);
    joined.set(this.#held);
    joined.set(bytes, this.#held.length);
    this.#held = joined;
    const found: SipParsed[] = [];
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      found.push(next);
      if (this.#broken) break;
    }
    // A view would keep the whole of what was joined alive.
    this.#held = this.#held.slice();
    return found;
  }

  #next(): SipParsed | undefined {
    this.#head ??= this.#takeHead();
    const head = this.#head;
    if (head === undefined) return this.#fault;
    if (this.#held.length < head.bodyBytes) return undefined;
    const parsed = withBody(head.message, this.#held.subarray(0, head.bodyBytes));
    this.#held = this.#held.subarray(head.bodyBytes);
    this.#head = undefined;
    return parsed;
  }

  #takeHead(): { readonly message: SipMessage; readonly bodyBytes: number } | undefined {
    // Line breaks between messages keep a connection alive. @see RFC 5626 §3.5.1
    let start = 0;
    while (this.#held[start] === CR || this.#held[start] === LF) start += 1;
    this.#held = this.#held.subarray(start);
    const end = headEnd(this.#held);
    if (end === undefined) {
      if (this.#held.length >= SIP_LIMITS.headBytes) this.#break("head-too-large");
      return undefined;
    }
    const head = parseSipHead(this.#held.subarray(0, end));
    if (!head.ok) return this.#break(head.error);
    // On a stream nothing else tells where the body ends.
    if (head.bodyBytes === undefined) return this.#break("content-length");
    if (head.bodyBytes > SIP_LIMITS.bodyBytes) return this.#break("body-too-large");
    this.#held = this.#held.subarray(end);
    return { message: head.head, bodyBytes: head.bodyBytes };
  }

  #break(error: SipParseError): undefined {
    this.#broken = true;
    this.#held = new Uint8Array();
    this.#fault = { ok: false, error };
    return undefined;
  }
}
