import type { Frame } from "../framing/frame.ts";
import type { NakReason } from "./control-payloads.ts";
import { FRAME_OVERHEAD_BYTES, type LineEnd } from "./line-end.ts";
import type { ContactEnd, LinkEffect } from "./link-effect.ts";
import type { LinkSession } from "./link-session.ts";
import type { FullLinkSettings } from "./link-settings.ts";

/** What a contact on a line with two ends works with. */
export interface PointContactParts {
  readonly session: LinkSession;
  readonly line: LineEnd;
  readonly settings: FullLinkSettings;
  /** Whether this end asks for signs of life when the line is quiet. */
  readonly asksForLife: boolean;
}

/**
 * One contact on a line with two ends: when to send, to repeat, to ask and to give up.
 *
 * Invariants: with frames under way and a peer that takes them, the wait for an answer is armed;
 * every DATA frame is answered by an ACK, a NAK or a DATA frame, a damaged one by one NAK at most.
 *
 * @see OMDP-LNK-011 to OMDP-LNK-013, OMDP-LNK-022
 */
export class PointContact {
  readonly #parts: PointContactParts;
  #owesAck = false;
  #sentTimes = 0;
  #answerByMs: number | undefined;
  #askBusyAtMs: number | undefined;
  #nakHeeded = false;
  #heardAtMs: number;
  #askedTimes = 0;

  constructor(parts: PointContactParts, nowMs: number) {
    this.#parts = parts;
    this.#heardAtMs = nowMs;
  }

  /** When {@link tick} has work. */
  get deadlineMs(): number {
    const { silenceMs } = this.#parts.settings.timing;
    const waits = [this.#answerByMs, this.#askBusyAtMs, this.#askLifeAtMs];
    return Math.min(this.#heardAtMs + silenceMs, ...waits.filter((at) => at !== undefined));
  }

  get #askLifeAtMs(): number | undefined {
    if (!this.#parts.asksForLife) return undefined;
    const { keepAliveMs } = this.#parts.settings.timing;
    return this.#heardAtMs + keepAliveMs * (this.#askedTimes + 1);
  }

  /** Takes a DATA, ACK or NAK; gives why contact has to end, if so. */
  take(frame: Frame, nowMs: number, out: LinkEffect[]): ContactEnd | undefined {
    const { exchange, taker } = this.#parts.session;
    this.#heardAtMs = nowMs;
    this.#askedTimes = 0;
    if (exchange.heed(frame)) this.#moved(nowMs);
    this.#heedBusy(nowMs, out);
    if (frame.type === "NAK") this.#heedNak(nowMs, out);
    if (exchange.peerFlags.wantsAnswer) this.#owesAck = true;
    if (frame.type !== "DATA") return undefined;
    const verdict = exchange.judge(frame);
    if (verdict === "early") this.#refuse("sequence", nowMs, out);
    else this.#owesAck = true;
    return verdict === "next" ? taker.take(frame.payload, out) : undefined;
  }

  /** Bytes came that are no frame: asks for what may have been in them, once. */
  damaged(nowMs: number, out: LinkEffect[]): void {
    this.#refuse("damaged", nowMs, out);
  }

  /** Sends what may be sent, and the acknowledgement that is owed. */
  flush(nowMs: number, out: LinkEffect[]): void {
    const { line, session } = this.#parts;
    const { exchange } = session;
    const wasUnderWay = exchange.underWay;
    for (let frame = exchange.fresh(); frame !== undefined; frame = exchange.fresh()) {
      out.push(line.write(frame, nowMs));
      this.#owesAck = false;
    }
    if (exchange.underWay > wasUnderWay) {
      this.#await(this.#answerByMs === undefined ? 1 : this.#sentTimes, nowMs);
    }
    if (!this.#owesAck) return;
    this.#owesAck = false;
    out.push(line.write(exchange.ack(), nowMs));
  }

  /** Says whether this end takes DATA; the peer hears of it at once. */
  setBusy(isBusy: boolean): void {
    const { exchange } = this.#parts.session;
    if (exchange.isBusy === isBusy) return;
    exchange.setBusy(isBusy);
    this.#owesAck = true;
  }

  /** Does what is due; gives why contact has to end, if so. */
  tick(nowMs: number, out: LinkEffect[]): ContactEnd | undefined {
    const { line, settings, session } = this.#parts;
    const { exchange } = session;
    if (nowMs >= this.#heardAtMs + settings.timing.silenceMs) return "silence";
    if (isDue(this.#answerByMs, nowMs)) {
      line.counters.rxAckTimeouts++;
      if (this.#sentTimes >= settings.timing.tries) return "no-answer";
      this.#repeat(nowMs, out);
      this.#await(this.#sentTimes + 1, nowMs);
      this.#nakHeeded = false;
    }
    if (isDue(this.#askBusyAtMs, nowMs)) {
      this.#askBusyAtMs = nowMs + settings.timing.notReadyMs;
      out.push(line.write(exchange.ack({ wantsAnswer: true }), nowMs));
    }
    if (isDue(this.#askLifeAtMs, nowMs)) {
      this.#askedTimes++;
      out.push(line.write(exchange.ack({ wantsAnswer: true }), nowMs));
    }
    return undefined;
  }

  /** Frames were acknowledged: the peer is there, and the next ones have all their tries. */
  #moved(nowMs: number): void {
    this.#nakHeeded = false;
    this.#answerByMs = undefined;
    if (this.#parts.session.exchange.underWay > 0) this.#await(1, nowMs);
  }

  /** While the peer takes nothing no try is counted; when it does again, all is sent again. */
  #heedBusy(nowMs: number, out: LinkEffect[]): void {
    const { settings, session } = this.#parts;
    const { exchange } = session;
    if (exchange.peerFlags.isBusy) {
      this.#answerByMs = undefined;
      this.#askBusyAtMs ??= nowMs + settings.timing.notReadyMs;
      return;
    }
    if (this.#askBusyAtMs === undefined) return;
    this.#askBusyAtMs = undefined;
    if (exchange.underWay === 0) return;
    this.#repeat(nowMs, out);
    this.#await(1, nowMs);
  }

  /** A NAK brings the frames under way again, once until something moves. */
  #heedNak(nowMs: number, out: LinkEffect[]): void {
    this.#parts.line.counters.rxNaks++;
    if (this.#nakHeeded || this.#answerByMs === undefined) return;
    this.#nakHeeded = true;
    this.#repeat(nowMs, out);
    this.#await(this.#sentTimes, nowMs);
  }

  #repeat(nowMs: number, out: LinkEffect[]): void {
    const { line, session } = this.#parts;
    const { exchange } = session;
    for (const frame of exchange.repeat()) out.push(line.write(frame, nowMs));
  }

  #refuse(reason: NakReason, nowMs: number, out: LinkEffect[]): void {
    const { line, session } = this.#parts;
    const { exchange } = session;
    const nak = exchange.nak(reason);
    if (nak !== undefined) out.push(line.write(nak, nowMs));
  }

  /** Arms the wait for an answer: longer with each time, and by what the frames take on the line. */
  #await(sentTimes: number, nowMs: number): void {
    const { exchange, contact } = this.#parts.session;
    const { byteMs, timing } = this.#parts.settings;
    const own = exchange.bytesUnderWay + exchange.underWay * FRAME_OVERHEAD_BYTES;
    const lineMs = byteMs * (own + contact.payloadMax + FRAME_OVERHEAD_BYTES);
    this.#sentTimes = sentTimes;
    this.#answerByMs = nowMs + timing.ackMs * 2 ** (sentTimes - 1) + lineMs;
  }
}

function isDue(atMs: number | undefined, nowMs: number): boolean {
  return atMs !== undefined && nowMs >= atMs;
}
