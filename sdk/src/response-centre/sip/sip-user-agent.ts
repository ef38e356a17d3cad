import type { GatewayTimers } from "../../client/gateway-timers.ts";
import { AnswerMemory } from "./answer-memory.ts";
import {
  beginTransaction,
  type ClientTransaction,
  stepTransaction,
  type TransactionEffect,
  type TransactionEvent,
} from "./client-transaction.ts";
import { chooseChallenge, digestAnswer } from "./digest-answer.ts";
import type { SipParsed } from "./parse-sip.ts";
import { branchOf, cseqOf, headersOf, type SipRequest, type SipResponse } from "./sip-message.ts";
import { answerTo, buildRequest, type SipContent, type SipIdentity } from "./sip-request.ts";
import { SIP_TIMING, type SipTiming, TIMEOUT_T1S } from "./sip-timing.ts";
import type { SipTransport } from "./sip-transport.ts";
import { writeSip } from "./write-sip.ts";

/** User and password for receivers that ask for them. */
export interface SipCredentials {
  readonly username: string;
  readonly password: string;
}

/** What became of a request. */
export type SipOutcome =
  | { readonly ok: true; readonly status: number; readonly body: string }
  | {
      readonly ok: false;
      readonly why: "timeout" | "transport" | "authentication" | "refused" | "too-large";
      /** The final status, where there was one. */
      readonly status?: number;
    };

/** What was counted since the user agent was made. */
export interface SipCounters {
  readonly sent: number;
  readonly repeated: number;
  readonly received: number;
  /** Bytes that are no message. */
  readonly malformed: number;
  /** Responses that answer nothing that was asked. */
  readonly stray: number;
  /** Requests that came again and were answered from memory. */
  readonly answeredAgain: number;
}

/** What a user agent is made of. */
export interface SipUserAgentOptions {
  /** Distinguishes the timers of several user agents. */
  readonly name: string;
  readonly transport: SipTransport;
  readonly identity: SipIdentity;
  readonly timers: GatewayTimers;
  readonly nowMs: () => number;
  /** Fresh random text of letters and digits, for branches, tags and nonces. */
  readonly randomToken: () => string;
  readonly credentials?: SipCredentials;
  readonly timing?: SipTiming;
  /** Takes the body of a MESSAGE; gives the status to answer with. */
  readonly onContent: (content: SipContent) => number;
}

interface Pending {
  readonly request: SipRequest;
  readonly bytes: Uint8Array;
  readonly attempt: number;
  readonly done: (outcome: SipOutcome) => void;
  transaction: ClientTransaction;
}

/** Largest request over UDP, bytes. @see RFC 3261 §18.1.1 */
const UDP_BYTES_MAX = 1_300;
/** A challenge is answered once, and once more when only the nonce was too old. */
const ATTEMPTS_MAX = 3;
const ANSWERS_MAX = 256;

/**
 * A SIP user agent in pager mode: sends and takes MESSAGE and OPTIONS to and from one receiver,
 * without dialogs, registration or calls. @see RFC 3428
 */
export class SipUserAgent {
  readonly #options: SipUserAgentOptions;
  readonly #timing: SipTiming;
  readonly #pending = new Map<string, Pending>();
  readonly #answers: AnswerMemory;
  readonly #counters = {
    sent: 0,
    repeated: 0,
    received: 0,
    malformed: 0,
    stray: 0,
    answeredAgain: 0,
  };
  #cseq = 0;

  constructor(options: SipUserAgentOptions) {
    this.#options = options;
    this.#timing = options.timing ?? SIP_TIMING;
    const keepMs = TIMEOUT_T1S * this.#timing.t1Ms;
    this.#answers = new AnswerMemory({ answersMax: ANSWERS_MAX, keepMs });
  }

  /** Shows what was counted. */
  counters(): SipCounters {
    return { ...this.#counters };
  }

  /** Begins to take messages. */
  open(): void {
    this.#options.transport.open({
      onMessage: (parsed, reply) => this.#onMessage(parsed, reply),
      onDown: () => {
        for (const branch of [...this.#pending.keys()]) {
          this.#step(branch, { kind: "transport-failed" });
        }
      },
    });
  }

  /** Ends; what waits for an answer ends as a failure of the transport. */
  close(): void {
    this.#options.transport.close();
    for (const branch of [...this.#pending.keys()]) {
      this.#step(branch, { kind: "transport-failed" });
      this.#end(branch);
    }
  }

  /** Sends MESSAGE or OPTIONS; `done` is called once, never from inside this call. */
  request(
    method: "MESSAGE" | "OPTIONS",
    content: SipContent | undefined,
    done: (outcome: SipOutcome) => void,
  ): void {
    const callId = this.#options.randomToken();
    const fromTag = this.#options.randomToken();
    const request = this.#build(method, { callId, fromTag }, content);
    this.#start(request, 1, done);
  }

  #build(
    method: "MESSAGE" | "OPTIONS",
    { callId, fromTag }: { callId: string; fromTag: string },
    content: SipContent | undefined,
  ): SipRequest {
    this.#cseq += 1;
    const { transport, identity, randomToken } = this.#options;
    const branch = `z9hG4bK${randomToken()}`;
    const place = { protocol: transport.protocol, sentBy: transport.sentBy };
    const numbers = { branch, callId, fromTag, cseq: this.#cseq };
    return buildRequest(method, identity, { ...place, ...numbers }, content);
  }

  #start(request: SipRequest, attempt: number, done: (outcome: SipOutcome) => void): void {
    const branch = branchOf(request) ?? "";
    const bytes = writeSip(request);
    const { transport, timers, name } = this.#options;
    if (!transport.reliable && bytes.length > UDP_BYTES_MAX) {
      timers.arm(`${name}:${branch}:F`, 0, () => done({ ok: false, why: "too-large" }));
      return;
    }
    const { next, effects } = beginTransaction(transport.reliable, this.#timing);
    this.#counters.sent += 1;
    this.#pending.set(branch, { request, bytes, attempt, done, transaction: next });
    this.#perform(branch, effects, undefined);
  }

  #step(branch: string, event: TransactionEvent, response?: SipResponse): void {
    const pending = this.#pending.get(branch);
    if (pending === undefined) return;
    const { next, effects } = stepTransaction(pending.transaction, event, this.#timing);
    pending.transaction = next;
    this.#counters.repeated += effects.filter(({ kind }) => kind === "send").length;
    this.#perform(branch, effects, response);
  }

  #perform(
    branch: string,
    effects: readonly TransactionEffect[],
    response: SipResponse | undefined,
  ): void {
    const pending = this.#pending.get(branch);
    if (pending === undefined) return;
    const { timers, transport } = this.#options;
    for (const effect of effects) {
      if (effect.kind === "send") transport.send(pending.bytes);
      else if (effect.kind === "arm") {
        const { timer } = effect;
        timers.arm(this.#timerName(branch, timer), effect.delayMs, () =>
          this.#step(branch, { kind: "timer", timer }),
        );
      } else if (effect.kind === "cancel") timers.cancel(this.#timerName(branch, effect.timer));
      else if (effect.kind === "failed") pending.done({ ok: false, why: effect.why });
      else if (effect.kind === "answered") this.#onFinal(pending, response);
      else this.#end(branch);
    }
  }

  #timerName(branch: string, timer: string): string {
    return `${this.#options.name}:${branch}:${timer}`;
  }

  #end(branch: string): void {
    for (const timer of ["E", "F", "K"])
      this.#options.timers.cancel(this.#timerName(branch, timer));
    this.#pending.delete(branch);
  }

  #onFinal(pending: Pending, response: SipResponse | undefined): void {
    if (response === undefined) return;
    const { status, body } = response;
    if (status === 401 || status === 407) this.#onChallenge(pending, response);
    else if (status < 300) pending.done({ ok: true, status, body });
    else pending.done({ ok: false, why: "refused", status });
  }

  #onChallenge({ request, attempt, done }: Pending, response: SipResponse): void {
    const { credentials, randomToken, transport } = this.#options;
    const proxy = response.status === 407;
    const name = proxy ? "proxy-authenticate" : "www-authenticate";
    const challenge = chooseChallenge(headersOf(response, name));
    const answerable =
      challenge !== undefined && attempt < ATTEMPTS_MAX && (attempt === 1 || challenge.stale);
    if (credentials === undefined || !answerable) {
      done({ ok: false, why: "authentication", status: response.status });
      return;
    }
    const value = digestAnswer({
      challenge,
      ...credentials,
      method: request.method,
      uri: request.uri,
      cnonce: randomToken(),
    });
    this.#cseq += 1;
    const branch = `z9hG4bK${randomToken()}`;
    const header = proxy ? "proxy-authorization" : "authorization";
    const via = `SIP/2.0/${transport.protocol} ${transport.sentBy};branch=${branch};rport`;
    const kept = request.headers.filter((item) => item.name !== header);
    const headers = kept.map((item) => {
      if (item.name === "via") return { ...item, value: via };
      return item.name === "cseq" ? { ...item, value: `${this.#cseq} ${request.method}` } : item;
    });
    this.#start({ ...request, headers: [...headers, { name: header, value }] }, attempt + 1, done);
  }

  #onMessage(parsed: SipParsed, reply: (bytes: Uint8Array) => void): void {
    if (!parsed.ok) {
      this.#counters.malformed += 1;
      return;
    }
    this.#counters.received += 1;
    const { message } = parsed;
    if (message.kind === "request") {
      this.#onRequest(message, reply);
      return;
    }
    const branch = branchOf(message) ?? "";
    const pending = this.#pending.get(branch);
    if (pending === undefined || cseqOf(message)?.method !== pending.request.method) {
      this.#counters.stray += 1;
      return;
    }
    this.#step(branch, { kind: "response", status: message.status }, message);
  }

  #onRequest(request: SipRequest, reply: (bytes: Uint8Array) => void): void {
    // ACK is never answered. @see RFC 3261 §17.1.1.3
    if (request.method === "ACK") return;
    const nowMs = this.#options.nowMs();
    const before = this.#answers.find(request, nowMs);
    if (before !== undefined) {
      this.#counters.answeredAgain += 1;
      reply(before);
      return;
    }
    const answer = writeSip(
      answerTo(request, this.#statusFor(request), this.#options.randomToken()),
    );
    this.#answers.keep(request, answer, nowMs);
    reply(answer);
  }

  #statusFor(request: SipRequest): number {
    if (request.method === "OPTIONS") return 200;
    if (request.method !== "MESSAGE") return 405;
    const type = headersOf(request, "content-type")[0] ?? "";
    return this.#options.onContent({ type, body: request.body });
  }
}
