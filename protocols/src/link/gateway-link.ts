import type { Frame, FrameErrorCode } from "../framing/frame.ts";
import { decodeLinkError, encodeLinkTime, type LinkErrorName } from "./control-payloads.ts";
import {
  agree,
  errorFrame,
  plain,
  readIntroduction,
  resetAnswer,
  resetFrame,
} from "./handshake.ts";
import type { Introduction } from "./introduction.ts";
import { FRAME_OVERHEAD_BYTES, LineEnd } from "./line-end.ts";
import type { LinkMessage } from "./link-channels.ts";
import type { LinkCounters } from "./link-counters.ts";
import { type ContactEnd, type LinkEffect, NO_EFFECTS } from "./link-effect.ts";
import {
  countersRequest,
  enqueue,
  type LinkSession,
  openSession,
  takeCount,
} from "./link-session.ts";
import {
  type FullLinkSettings,
  fullSettings,
  LINK_VERSION,
  type LinkSettings,
} from "./link-settings.ts";
import { PointContact } from "./point-contact.ts";

interface Session extends LinkSession {
  readonly traffic: PointContact;
}

/**
 * The gateway's end of a serial line with two ends.
 *
 * States: resetting (an RST waits for its RSTACK), pausing (the link is down, the next RST comes
 * later) and in contact. It keeps no time and does no I/O: time is passed in, {@link deadlineMs}
 * says when to call {@link tick}, and what is to be done comes back as effects.
 *
 * @see OMDP-LNK-001 to OMDP-LNK-022
 */
export class GatewayLink {
  readonly #settings: FullLinkSettings;
  readonly #line: LineEnd;
  #session: Session | undefined;
  #handshake = 0;
  /** When the RST is given up, or the next one is sent. */
  #resetAtMs: number | undefined;
  #isPausing = false;
  #failures = 0;
  #sawVersion = false;
  #isBusy = false;
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
    return this.#session?.traffic.deadlineMs ?? this.#resetAtMs;
  }

  /** Begins the first handshake. */
  start(nowMs: number): readonly LinkEffect[] {
    const out: LinkEffect[] = [];
    this.#isClosed = false;
    this.#failures = 0;
    this.#beginHandshake(nowMs, out);
    return out;
  }

  /** The line itself is gone: contact is over, and nothing happens until {@link start}. */
  lineLost(_nowMs: number): readonly LinkEffect[] {
    const wasInContact = this.#session !== undefined;
    this.#session = undefined;
    this.#isClosed = true;
    if (!wasInContact) return [];
    this.#line.counters.contactsLost++;
    return [{ type: "down", reason: "line-lost" }];
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
    return out;
  }

  /** Sends a message; without contact it is dropped and counted. The bytes are the link's then. */
  send(message: LinkMessage, nowMs: number): readonly LinkEffect[] {
    const out: LinkEffect[] = [];
    if (!enqueue(this.#session, message, this.#line.counters)) return out;
    this.#session?.traffic.flush(nowMs, out);
    return out;
  }

  /** Says whether this end takes messages from now on, in later contacts too. */
  setBusy(isBusy: boolean, nowMs: number): readonly LinkEffect[] {
    const out: LinkEffect[] = [];
    this.#isBusy = isBusy;
    this.#session?.traffic.setBusy(isBusy);
    this.#session?.traffic.flush(nowMs, out);
    return out;
  }

  /** Tells the device the time, without a promise that it arrives. */
  sendTime(civilMs: number, nowMs: number): readonly LinkEffect[] {
    if (this.#isClosed) return [];
    return [this.#line.write(plain("TIME", encodeLinkTime(civilMs)), nowMs)];
  }

  /** Asks for the device's counters, without a promise that they come. */
  askCounters(nowMs: number): readonly LinkEffect[] {
    if (this.#isClosed) return [];
    return [this.#line.write(countersRequest(), nowMs)];
  }

  /** Does what is due. */
  tick(nowMs: number): readonly LinkEffect[] {
    const out: LinkEffect[] = [];
    if (this.#isClosed) return out;
    const end = this.#session?.traffic.tick(nowMs, out);
    if (end !== undefined) this.#lose(end, nowMs, out);
    else if (this.#session !== undefined) this.#session.traffic.flush(nowMs, out);
    else if (this.#resetAtMs !== undefined && nowMs >= this.#resetAtMs) {
      if (this.#isPausing) this.#beginHandshake(nowMs, out);
      else this.#resetFailed(nowMs, out);
    }
    return out;
  }

  /** Says goodbye and does nothing more. */
  close(nowMs: number): readonly LinkEffect[] {
    const out: LinkEffect[] = [];
    if (this.#session !== undefined) out.push(this.#line.write(errorFrame("closed"), nowMs));
    this.#session = undefined;
    this.#isClosed = true;
    out.push({ type: "closed" });
    return out;
  }

  #take(frame: Frame, nowMs: number, out: LinkEffect[]): void {
    const { counters } = this.#line;
    if (frame.type === "RSTACK") this.#takeAnswer(frame, nowMs, out);
    else if (frame.type === "COUNT") takeCount(frame, this.#line, nowMs, out);
    else if (frame.type === "ERR") this.#takeError(decodeLinkError(frame.payload), nowMs, out);
    else if (frame.type === "RST" || frame.type === "TIME") counters.rxUnexpected++;
    else if (this.#session === undefined) counters.rxUnexpected++;
    else {
      const end = this.#session.traffic.take(frame, nowMs, out);
      if (end !== undefined) this.#lose(end, nowMs, out);
    }
  }

  #takeAnswer(frame: Frame, nowMs: number, out: LinkEffect[]): void {
    const read = readIntroduction(frame);
    if (!read.ok) {
      const isOther = read.error === "version";
      this.#line.counters[isOther ? "rxVersionErrors" : "rxUnexpected"]++;
      this.#sawVersion ||= isOther;
      return;
    }
    const answer = read.introduction;
    const { bootId } = this.#settings;
    if (answer.answeredBootId !== bootId || answer.handshake !== this.#handshake) {
      this.#line.counters.rxUnexpected++;
    } else if (this.#session !== undefined && this.#session.contact.peerBootId !== answer.bootId) {
      // The same handshake and another boot: the device restarted and heard an old RST.
      this.#lose("peer-restarted", nowMs, out);
    } else {
      if (this.#session === undefined) this.#begin(answer, nowMs, out);
      out.push(this.#line.write(resetAnswer(this.#settings, answer), nowMs));
    }
  }

  #begin(answer: Introduction, nowMs: number, out: LinkEffect[]): void {
    const [settings, line] = [this.#settings, this.#line];
    const contact = agree(settings, answer);
    const session = openSession(contact, settings, true, line.counters);
    session.exchange.setBusy(this.#isBusy);
    const traffic = new PointContact({ session, line, settings, asksForLife: true }, nowMs);
    this.#session = { ...session, traffic };
    this.#resetAtMs = undefined;
    this.#isPausing = false;
    this.#failures = 0;
    this.#sawVersion = false;
    out.push({ type: "up", contact });
  }

  #takeError(error: LinkErrorName | undefined, nowMs: number, out: LinkEffect[]): void {
    this.#line.counters.rxErrors++;
    if (error === "version") this.#sawVersion = true;
    const asksForReset = error === "no-contact" || error === "gave-up" || error === "protocol";
    if (this.#session === undefined) {
      if (asksForReset && this.#isPausing) this.#beginHandshake(nowMs, out);
      return;
    }
    if (error === "closed") {
      this.#session = undefined;
      out.push({ type: "down", reason: "closed" });
      this.#pause(nowMs);
    } else if (error === "no-contact") this.#lose("peer-restarted", nowMs, out);
    else if (error === "gave-up") this.#lose("peer-gave-up", nowMs, out);
    else if (error === "protocol") this.#lose("protocol", nowMs, out);
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

  #lose(reason: ContactEnd, nowMs: number, out: LinkEffect[]): void {
    this.#session = undefined;
    this.#line.counters.contactsLost++;
    out.push({ type: "down", reason });
    this.#beginHandshake(nowMs, out);
  }

  #beginHandshake(nowMs: number, out: LinkEffect[]): void {
    this.#handshake++;
    this.#isPausing = false;
    this.#sendReset(nowMs, out);
  }

  #sendReset(nowMs: number, out: LinkEffect[]): void {
    const { timing, byteMs, payloadMax } = this.#settings;
    const reset = resetFrame(this.#settings, this.#handshake);
    this.#resetAtMs = nowMs + timing.resetMs + byteMs * (payloadMax + 2 * FRAME_OVERHEAD_BYTES);
    out.push(this.#line.write(reset, nowMs));
  }

  /** The first attempts follow one another; then the link is down, and they come more rarely. */
  #resetFailed(nowMs: number, out: LinkEffect[]): void {
    this.#failures++;
    this.#line.counters.resetsFailed++;
    const { resetTries } = this.#settings.timing;
    if (this.#failures < resetTries) {
      this.#sendReset(nowMs, out);
      return;
    }
    const isGarbage = this.#line.takeGarbage();
    if (this.#failures === resetTries) {
      const failure = this.#sawVersion ? "version" : isGarbage ? "garbage" : "silence";
      out.push({ type: "failed", failure });
    }
    this.#pause(nowMs);
  }

  #pause(nowMs: number): void {
    const { retryFirstMs, retryLongestMs, resetTries } = this.#settings.timing;
    const doublings = Math.min(30, Math.max(0, this.#failures - resetTries));
    this.#isPausing = true;
    this.#resetAtMs = nowMs + Math.min(retryLongestMs, retryFirstMs * 2 ** doublings);
  }
}
