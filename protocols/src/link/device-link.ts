import type { Frame, FrameErrorCode } from "../framing/frame.ts";
import { decodeLinkError, decodeLinkTime } from "./control-payloads.ts";
import { agree, errorFrame, isSameHandshake, readIntroduction, resetAnswer } from "./handshake.ts";
import type { Introduction } from "./introduction.ts";
import { LineEnd } from "./line-end.ts";
import type { LinkMessage } from "./link-channels.ts";
import type { LinkCounters } from "./link-counters.ts";
import { type ContactEnd, type LinkEffect, NO_EFFECTS } from "./link-effect.ts";
import { enqueue, type LinkSession, openSession, takeCount } from "./link-session.ts";
import {
  type FullLinkSettings,
  fullSettings,
  LINK_VERSION,
  type LinkSettings,
} from "./link-settings.ts";
import { PointContact } from "./point-contact.ts";

interface Session extends LinkSession {
  readonly reset: Introduction;
  readonly traffic: PointContact;
}

/**
 * The device's end of a serial line with two ends.
 *
 * States: without contact it says so now and then until the gateway sends an RST; it answers and
 * waits until the gateway confirms; in contact it exchanges messages until frames stay unanswered,
 * nothing is heard, or the gateway begins anew.
 * It keeps no time and does no I/O: time is passed in, {@link deadlineMs} says when to call
 * {@link tick}, and what is to be done comes back as effects.
 *
 * @see OMDP-LNK-001 to OMDP-LNK-022
 */
export class DeviceLink {
  readonly #settings: FullLinkSettings;
  readonly #line: LineEnd;
  #session: Session | undefined;
  /** An RST that was answered and whose confirmation has not come. */
  #offer: Introduction | undefined;
  /** The handshake that was over last: its number is never used again. */
  #over: Introduction | undefined;
  #helloAtMs: number | undefined;
  #hellos = 0;
  /** Since the last contact, or the last report, the gateway spoke another version. */
  #sawVersion = false;
  #closeByMs: number | undefined;
  #isClosed = true;

  /** @throws RangeError when a setting is out of range (a caller's bug) */
  constructor(settings: LinkSettings) {
    this.#settings = fullSettings(settings);
    const { payloadMax, timing } = this.#settings;
    this.#line = new LineEnd({ payloadMax, idleFlushMs: timing.idleFlushMs, takes: "plain" });
  }

  /** What has been counted. */
  get counters(): Readonly<LinkCounters> {
    return this.#line.counters;
  }

  /** When {@link tick} has work; `undefined` when never. */
  get deadlineMs(): number | undefined {
    if (this.#isClosed) return undefined;
    const waits = [this.#closeByMs, this.#helloAtMs, this.#session?.traffic.deadlineMs];
    return Math.min(...waits.filter((at) => at !== undefined));
  }

  /** Begins: says that there is no contact. */
  start(nowMs: number): readonly LinkEffect[] {
    this.#isClosed = false;
    this.#hellos = 0;
    const out: LinkEffect[] = [];
    this.#hello("no-contact", nowMs, out);
    return out;
  }

  /** The line itself is gone: contact is over, and nothing happens until {@link start}. */
  lineLost(nowMs: number): readonly LinkEffect[] {
    const out: LinkEffect[] = [];
    if (this.#session !== undefined) {
      this.#line.counters.contactsLost++;
      this.#end("line-lost", nowMs, out);
    }
    this.#over = this.#offer ?? this.#over;
    this.#offer = undefined;
    this.#isClosed = true;
    if (this.#closeByMs !== undefined) out.push({ type: "closed" });
    return out;
  }

  /** Takes bytes of the line. */
  receive(bytes: Uint8Array, nowMs: number): readonly LinkEffect[] {
    const out: LinkEffect[] = [];
    if (this.#isClosed) return NO_EFFECTS;
    const hasHeard = this.#line.read(bytes, nowMs, {
      onFrame: (frame) => this.#take(frame, nowMs, out),
      onRefused: (error) => this.#refused(error, nowMs, out),
    });
    if (!hasHeard) return NO_EFFECTS;
    this.#session?.traffic.flush(nowMs, out);
    this.#closeIfDone(nowMs, out);
    return out;
  }

  /** Sends a message; without contact it is dropped and counted. The bytes are the link's then. */
  send(message: LinkMessage, nowMs: number): readonly LinkEffect[] {
    const out: LinkEffect[] = [];
    if (!enqueue(this.#session, message, this.#line.counters)) return out;
    this.#session?.traffic.flush(nowMs, out);
    return out;
  }

  /** Says whether this end takes messages from now on. */
  setBusy(isBusy: boolean, nowMs: number): readonly LinkEffect[] {
    const out: LinkEffect[] = [];
    this.#session?.traffic.setBusy(isBusy);
    this.#session?.traffic.flush(nowMs, out);
    return out;
  }

  /** Does what is due. */
  tick(nowMs: number): readonly LinkEffect[] {
    const out: LinkEffect[] = [];
    if (this.#isClosed) return out;
    if (this.#closeByMs !== undefined && nowMs >= this.#closeByMs) {
      this.#sayGoodbye(nowMs, out);
      return out;
    }
    const end = this.#session?.traffic.tick(nowMs, out);
    if (end !== undefined) this.#lose(end, nowMs, out);
    else if (this.#helloAtMs !== undefined && nowMs >= this.#helloAtMs) {
      this.#line.counters.resetsFailed++;
      this.#reportFailure(out);
      this.#helloAgain(nowMs, out);
    }
    this.#session?.traffic.flush(nowMs, out);
    return out;
  }

  /** Says goodbye as soon as everything is acknowledged, at the latest after the closing time. */
  close(nowMs: number): readonly LinkEffect[] {
    const out: LinkEffect[] = [];
    if (this.#isClosed) return [{ type: "closed" }];
    this.#closeByMs = nowMs + this.#settings.timing.closeMs;
    this.#closeIfDone(nowMs, out);
    return out;
  }

  #take(frame: Frame, nowMs: number, out: LinkEffect[]): void {
    const { counters } = this.#line;
    if (frame.type === "RST") this.#takeReset(frame, nowMs, out);
    else if (frame.type === "COUNT") takeCount(frame, this.#line, nowMs, out);
    else if (frame.type === "ERR") this.#takeError(frame, nowMs, out);
    else if (frame.type === "RSTACK") this.#takeConfirmation(frame, nowMs, out);
    else if (frame.type === "TIME") {
      const civilMs = decodeLinkTime(frame.payload);
      if (civilMs === undefined) counters.rxUnexpected++;
      else out.push({ type: "time", civilMs });
    } else this.#takeNumbered(frame, nowMs, out);
  }

  #takeNumbered(frame: Frame, nowMs: number, out: LinkEffect[]): void {
    if (this.#session === undefined) {
      this.#line.counters.rxUnexpected++;
      out.push(this.#line.write(this.#offerFrame() ?? errorFrame("no-contact"), nowMs));
      return;
    }
    const end = this.#session.traffic.take(frame, nowMs, out);
    if (end !== undefined) this.#lose(end, nowMs, out);
  }

  #takeReset(frame: Frame, nowMs: number, out: LinkEffect[]): void {
    const read = readIntroduction(frame);
    if (!read.ok) {
      const isOther = read.error === "version";
      this.#line.counters[isOther ? "rxVersionErrors" : "rxUnexpected"]++;
      this.#sawVersion ||= isOther;
      if (isOther) out.push(this.#line.write(errorFrame("version", LINK_VERSION), nowMs));
      return;
    }
    const reset = read.introduction;
    if (isSameHandshake(this.#over, reset)) {
      this.#line.counters.rxUnexpected++;
      return;
    }
    if (!isSameHandshake(this.#session?.reset ?? this.#offer, reset)) {
      this.#offerContact(reset, nowMs, out);
    }
    out.push(this.#line.write(resetAnswer(this.#settings, reset), nowMs));
  }

  /** A new handshake ends whatever was before it. */
  #offerContact(reset: Introduction, nowMs: number, out: LinkEffect[]): void {
    if (this.#session !== undefined) {
      this.#line.counters.contactsLost++;
      this.#end("reset", nowMs, out);
    }
    this.#over = this.#offer ?? this.#over;
    this.#offer = reset;
    this.#hellos = 0;
    this.#helloAtMs = nowMs + this.#settings.timing.resetMs;
  }

  #takeConfirmation(frame: Frame, nowMs: number, out: LinkEffect[]): void {
    const read = readIntroduction(frame);
    const offer = this.#offer;
    const isOurs = read.ok && read.introduction.answeredBootId === this.#settings.bootId;
    if (offer === undefined || !isOurs || !isSameHandshake(offer, read.introduction)) {
      this.#line.counters.rxUnexpected++;
    } else this.#begin(offer, nowMs, out);
  }

  #offerFrame(): Frame | undefined {
    return this.#offer === undefined ? undefined : resetAnswer(this.#settings, this.#offer);
  }

  #begin(reset: Introduction, nowMs: number, out: LinkEffect[]): void {
    const { counters } = this.#line;
    const [settings, line] = [this.#settings, this.#line];
    const contact = agree(settings, reset);
    const session = openSession(contact, settings, false, counters);
    const traffic = new PointContact({ session, line, settings, asksForLife: false }, nowMs);
    this.#session = { ...session, reset, traffic };
    this.#offer = undefined;
    this.#helloAtMs = undefined;
    this.#hellos = 0;
    this.#sawVersion = false;
    out.push({ type: "up", contact });
  }

  #takeError(frame: Frame, nowMs: number, out: LinkEffect[]): void {
    this.#line.counters.rxErrors++;
    const error = decodeLinkError(frame.payload);
    this.#sawVersion ||= error === "version";
    if (this.#session !== undefined && error === "closed") this.#end("closed", nowMs, out);
  }

  #refused(error: FrameErrorCode, nowMs: number, out: LinkEffect[]): void {
    const { traffic } = this.#session ?? {};
    if (error === "version") {
      this.#sawVersion = true;
      if (!this.#line.mayTellVersion(nowMs)) return;
      out.push(this.#line.write(errorFrame("version", LINK_VERSION), nowMs));
    } else if (error === "type") out.push(this.#line.write(errorFrame("unknown-type"), nowMs));
    else traffic?.damaged(nowMs, out);
  }

  /** Contact is lost: the gateway is told, so that it begins anew. */
  #lose(reason: ContactEnd, nowMs: number, out: LinkEffect[]): void {
    this.#line.counters.contactsLost++;
    this.#end(reason, nowMs, out);
    if (this.#closeByMs !== undefined) return;
    this.#hello(reason === "protocol" ? "protocol" : "gave-up", nowMs, out);
  }

  #end(reason: ContactEnd, nowMs: number, out: LinkEffect[]): void {
    this.#over = this.#session?.reset;
    this.#session = undefined;
    this.#helloAtMs = nowMs + this.#settings.timing.retryLongestMs;
    out.push({ type: "down", reason });
  }

  /** Nothing came: repeats the offer a few times, then begins afresh. */
  #helloAgain(nowMs: number, out: LinkEffect[]): void {
    const offer = this.#offerFrame();
    if (offer !== undefined && this.#hellos < this.#settings.timing.resetTries) {
      this.#rearmHello(nowMs);
      out.push(this.#line.write(offer, nowMs));
      return;
    }
    this.#over = this.#offer ?? this.#over;
    this.#offer = undefined;
    this.#hello("no-contact", nowMs, out);
  }

  #hello(error: "no-contact" | "gave-up" | "protocol", nowMs: number, out: LinkEffect[]): void {
    this.#rearmHello(nowMs);
    out.push(this.#line.write(errorFrame(error), nowMs));
  }

  #rearmHello(nowMs: number): void {
    const { resetMs, retryLongestMs } = this.#settings.timing;
    this.#helloAtMs = nowMs + Math.min(retryLongestMs, resetMs * 2 ** this.#hellos);
    this.#hellos = Math.min(this.#hellos + 1, 30);
  }

  #reportFailure(out: LinkEffect[]): void {
    if (this.#hellos !== this.#settings.timing.resetTries) return;
    const isGarbage = this.#line.takeGarbage();
    const failure = this.#sawVersion ? "version" : isGarbage ? "garbage" : "silence";
    this.#sawVersion = false;
    out.push({ type: "failed", failure });
  }

  #closeIfDone(nowMs: number, out: LinkEffect[]): void {
    if (this.#closeByMs === undefined || this.#isClosed) return;
    if (this.#session === undefined || this.#session.exchange.isIdle) this.#sayGoodbye(nowMs, out);
  }

  #sayGoodbye(nowMs: number, out: LinkEffect[]): void {
    if (this.#session !== undefined) out.push(this.#line.write(errorFrame("closed"), nowMs));
    this.#session = undefined;
    this.#isClosed = true;
    out.push({ type: "closed" });
  }
}
