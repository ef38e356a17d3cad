import { DROP_ADDRESS_MAX, type Frame } from "../framing/frame.ts";
import { decodeLinkError, decodeLinkTime } from "./control-payloads.ts";
import { agree, errorFrame, isSameHandshake, readIntroduction, resetAnswer } from "./handshake.ts";
import type { Introduction } from "./introduction.ts";
import { LineEnd, type LineListener } from "./line-end.ts";
import type { LinkMessage } from "./link-channels.ts";
import type { LinkCounters } from "./link-counters.ts";
import { type ContactEnd, type LinkEffect, NO_EFFECTS } from "./link-effect.ts";
import { countersAnswer, enqueue, type LinkSession, openSession } from "./link-session.ts";
import {
  type FullLinkSettings,
  fullSettings,
  LINK_VERSION,
  type LinkSettings,
} from "./link-settings.ts";

interface Session extends LinkSession {
  readonly reset: Introduction;
  heardAtMs: number;
}

/**
 * A device's end of a line that several devices share: it speaks only when it is asked, one frame
 * for each frame that was for it alone, so that no two ever speak at once.
 *
 * It keeps no time and does no I/O, as `DeviceLink`.
 *
 * @see OMDP-LNK-023, OMDP-LNK-028
 */
export class PolledDeviceLink {
  readonly #settings: FullLinkSettings;
  readonly #address: number;
  readonly #line: LineEnd;
  #session: Session | undefined;
  /** An RST that was answered and whose confirmation has not come. */
  #offer: Introduction | undefined;
  /** The handshake that was over last: its number is never used again. */
  #over: Introduction | undefined;
  #closeByMs: number | undefined;
  #isClosed = true;
  /** When the want of a contact is told, once for each outage; `undefined` when it has been. */
  #reportAtMs: number | undefined;
  /** Since the last contact the gateway spoke another version. */
  #sawVersion = false;
  /** What belongs to the bytes in hand. */
  #nowMs = 0;
  #out: LinkEffect[] = [];
  readonly #listener: LineListener = {
    onFrame: (frame) => this.#take(frame, this.#nowMs, this.#out),
    onRefused: (error) => {
      this.#sawVersion ||= error === "version";
    },
  };

  /**
   * @param address the device's own on its line, 1 to 126
   * @throws RangeError when a setting is out of range (a caller's bug)
   */
  constructor(settings: LinkSettings, address: number) {
    if (!Number.isInteger(address) || address < 1 || address > DROP_ADDRESS_MAX) {
      throw new RangeError(`address: found ${address}, allowed 1 to ${DROP_ADDRESS_MAX}`);
    }
    this.#settings = { ...fullSettings(settings), window: 1 };
    this.#address = address;
    const { payloadMax, timing } = this.#settings;
    const { idleFlushMs, gapMs } = timing;
    this.#line = new LineEnd({ payloadMax, idleFlushMs, gapMs, takes: "from-gateway", address });
  }

  /** What has been counted. */
  get counters(): Readonly<LinkCounters> {
    return this.#line.counters;
  }

  /** When {@link tick} has work; `undefined` when never. */
  get deadlineMs(): number | undefined {
    if (this.#isClosed) return undefined;
    if (this.#session === undefined) return this.#closeByMs ?? this.#reportAtMs;
    const silentAtMs = this.#session.heardAtMs + this.#settings.timing.silenceMs;
    return Math.min(silentAtMs, this.#closeByMs ?? silentAtMs);
  }

  /** Begins to listen. */
  start(nowMs: number): readonly LinkEffect[] {
    this.#isClosed = false;
    this.#reportAtMs = nowMs + this.#settings.timing.silenceMs;
    return [];
  }

  /** The line itself is gone: contact is over, and nothing happens until {@link start}. */
  lineLost(nowMs: number): readonly LinkEffect[] {
    const out: LinkEffect[] = [];
    if (this.#session !== undefined) this.#lose("line-lost", nowMs, out);
    this.#over = this.#offer ?? this.#over;
    this.#offer = undefined;
    this.#isClosed = true;
    if (this.#closeByMs !== undefined) out.push({ type: "closed" });
    return out;
  }

  /** Takes bytes of the line. */
  receive(bytes: Uint8Array, nowMs: number): readonly LinkEffect[] {
    if (this.#isClosed) return NO_EFFECTS;
    this.#nowMs = nowMs;
    if (!this.#line.read(bytes, nowMs, this.#listener)) return NO_EFFECTS;
    const out = this.#out;
    this.#out = [];
    return out;
  }

  /** Keeps a message until the gateway asks; without contact it is dropped and counted. */
  send(message: LinkMessage, _nowMs: number): readonly LinkEffect[] {
    enqueue(this.#session, message, this.#line.counters);
    return [];
  }

  /** Says whether this end takes messages from now on. */
  setBusy(isBusy: boolean, _nowMs: number): readonly LinkEffect[] {
    this.#session?.exchange.setBusy(isBusy);
    return [];
  }

  /** Does what is due. */
  tick(nowMs: number): readonly LinkEffect[] {
    const out: LinkEffect[] = [];
    const deadlineMs = this.deadlineMs;
    if (deadlineMs === undefined || nowMs < deadlineMs) return out;
    if (this.#closeByMs !== undefined) this.#finish(out);
    else if (this.#session === undefined) this.#reportFailure(out);
    else this.#lose("silence", nowMs, out);
    return out;
  }

  /** Ends after everything is acknowledged, at the latest after the closing time. */
  close(nowMs: number): readonly LinkEffect[] {
    const out: LinkEffect[] = [];
    if (this.#isClosed || this.#session === undefined) this.#finish(out);
    else this.#closeByMs = nowMs + this.#settings.timing.closeMs;
    return out;
  }

  #take(frame: Frame, nowMs: number, out: LinkEffect[]): void {
    const { counters } = this.#line;
    if (frame.type === "TIME") {
      const civilMs = decodeLinkTime(frame.payload);
      if (civilMs === undefined) counters.rxUnexpected++;
      else out.push({ type: "time", civilMs });
    } else if (frame.drop?.address !== this.#address) counters.rxUnexpected++;
    else if (frame.type === "ERR") this.#takeError(frame, nowMs, out);
    else {
      const answer = this.#answer(frame, nowMs, out);
      if (answer !== undefined) this.#write(answer, nowMs, out);
      if (answer?.type === "ERR" && this.#closeByMs !== undefined) this.#finish(out);
    }
  }

  /** Finds the one frame that answers a frame of the gateway. */
  #answer(frame: Frame, nowMs: number, out: LinkEffect[]): Frame | undefined {
    const { counters } = this.#line;
    if (frame.type === "RST") return this.#answerReset(frame, nowMs, out);
    if (frame.type === "COUNT") return countersAnswer(counters);
    if (frame.type === "RSTACK") this.#takeConfirmation(frame, nowMs, out);
    const session = this.#session;
    if (session === undefined) {
      counters.rxUnexpected++;
      const offer = this.#offer;
      return offer === undefined ? errorFrame("no-contact") : resetAnswer(this.#settings, offer);
    }
    session.heardAtMs = nowMs;
    if (frame.type !== "RSTACK") session.exchange.heed(frame);
    if (frame.type === "NAK") counters.rxNaks++;
    if (frame.type === "DATA" && session.exchange.judge(frame) === "next") {
      const end = session.taker.take(frame.payload, out);
      if (end !== undefined) {
        this.#lose(end, nowMs, out);
        return errorFrame("protocol");
      }
    }
    return this.#nextFrame(session);
  }

  #nextFrame({ exchange }: Session): Frame {
    const [again] = exchange.repeat();
    if (again !== undefined) return again;
    const fresh = exchange.fresh();
    if (fresh !== undefined) return fresh;
    const isDone = this.#closeByMs !== undefined && exchange.isIdle;
    return isDone ? errorFrame("closed") : exchange.ack();
  }

  #answerReset(frame: Frame, nowMs: number, out: LinkEffect[]): Frame | undefined {
    const read = readIntroduction(frame);
    if (!read.ok) {
      const isOther = read.error === "version";
      this.#line.counters[isOther ? "rxVersionErrors" : "rxUnexpected"]++;
      this.#sawVersion ||= isOther;
      return isOther ? errorFrame("version", LINK_VERSION) : undefined;
    }
    const reset = read.introduction;
    if (isSameHandshake(this.#over, reset)) {
      this.#line.counters.rxUnexpected++;
      return errorFrame("no-contact");
    }
    if (!isSameHandshake(this.#session?.reset ?? this.#offer, reset)) {
      if (this.#session !== undefined) this.#lose("reset", nowMs, out);
      this.#over = this.#offer ?? this.#over;
      this.#offer = reset;
    }
    return resetAnswer(this.#settings, reset);
  }

  #takeConfirmation(frame: Frame, nowMs: number, out: LinkEffect[]): void {
    const read = readIntroduction(frame);
    const offer = this.#offer;
    const isOurs = read.ok && read.introduction.answeredBootId === this.#settings.bootId;
    if (offer === undefined || !isOurs || !isSameHandshake(offer, read.introduction)) return;
    const contact = agree(this.#settings, offer);
    const session = openSession(contact, this.#settings, false, this.#line.counters);
    this.#session = { ...session, reset: offer, heardAtMs: nowMs };
    this.#offer = undefined;
    this.#reportAtMs = undefined;
    this.#sawVersion = false;
    out.push({ type: "up", contact });
  }

  #takeError(frame: Frame, nowMs: number, out: LinkEffect[]): void {
    this.#line.counters.rxErrors++;
    const error = decodeLinkError(frame.payload);
    this.#sawVersion ||= error === "version";
    if (this.#session !== undefined && error === "closed") this.#end("closed", nowMs, out);
  }

  /** Nobody asks: either nothing comes, or nothing that makes sense. */
  #reportFailure(out: LinkEffect[]): void {
    this.#reportAtMs = undefined;
    const isGarbage = this.#line.takeGarbage();
    const failure = this.#sawVersion ? "version" : isGarbage ? "garbage" : "silence";
    out.push({ type: "failed", failure });
  }

  #lose(reason: ContactEnd, nowMs: number, out: LinkEffect[]): void {
    this.#line.counters.contactsLost++;
    this.#end(reason, nowMs, out);
  }

  #end(reason: ContactEnd, nowMs: number, out: LinkEffect[]): void {
    this.#over = this.#session?.reset;
    this.#session = undefined;
    this.#reportAtMs = nowMs + this.#settings.timing.silenceMs;
    out.push({ type: "down", reason });
  }

  #finish(out: LinkEffect[]): void {
    this.#session = undefined;
    this.#isClosed = true;
    out.push({ type: "closed" });
  }

  #write(frame: Frame, nowMs: number, out: LinkEffect[]): void {
    const drop = { address: this.#address, from: "device" } as const;
    out.push(this.#line.write({ ...frame, drop }, nowMs));
  }
}
