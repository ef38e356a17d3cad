import { branchOf, cseqOf, headerOf, type SipRequest } from "./sip-message.ts";

/** How many answers are remembered, and for how long (timer J, 64 T1). @see RFC 3261 §17.2.2 */
export interface AnswerMemoryLimits {
  readonly answersMax: number;
  readonly keepMs: number;
}

interface Remembered {
  readonly untilMs: number;
  readonly bytes: Uint8Array;
}

/**
 * The server side of requests: remembers what was answered, so that a request that comes again is
 * answered again and not acted upon again. Over a full memory the oldest answer is forgotten.
 */
export class AnswerMemory {
  readonly #limits: AnswerMemoryLimits;
  readonly #answers = new Map<string, Remembered>();

  constructor(limits: AnswerMemoryLimits) {
    this.#limits = limits;
  }

  /** Gives the answer that a request got before, if it comes again. */
  find(request: SipRequest, nowMs: number): Uint8Array | undefined {
    const remembered = this.#answers.get(keyOf(request));
    return remembered !== undefined && remembered.untilMs > nowMs ? remembered.bytes : undefined;
  }

  /** Remembers an answer. */
  keep(request: SipRequest, bytes: Uint8Array, nowMs: number): void {
    const key = keyOf(request);
    this.#answers.delete(key);
    this.#answers.set(key, { untilMs: nowMs + this.#limits.keepMs, bytes });
    for (const [old, { untilMs }] of this.#answers) {
      if (untilMs > nowMs && this.#answers.size <= this.#limits.answersMax) break;
      this.#answers.delete(old);
    }
  }
}

/** One transaction: branch and sender of the topmost Via, and the method. @see RFC 3261 §17.2.3 */
function keyOf(request: SipRequest): string {
  const sentBy = /^\S+\s+([^\s;]+)/.exec(headerOf(request, "via") ?? "")?.[1] ?? "";
  const number = cseqOf(request)?.number ?? 0;
  return JSON.stringify([branchOf(request) ?? "", sentBy, request.method, number]);
}
