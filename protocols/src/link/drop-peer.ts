import type { Frame } from "../framing/frame.ts";
import { decodeLinkCounters, decodeLinkError } from "./control-payloads.ts";
import { agree, errorFrame, readIntroduction, resetAnswer, resetFrame } from "./handshake.ts";
import type { Introduction } from "./introduction.ts";
import type { LinkMessage } from "./link-channels.ts";
import type { LinkCounters } from "./link-counters.ts";
import type { ContactEnd, LinkEffect, LinkFailure } from "./link-effect.ts";
import { countersRequest, enqueue, type LinkSession, openSession } from "./link-session.ts";
import type { FullLinkSettings } from "./link-settings.ts";
import type { Pollable } from "./poll-ring.ts";

/**
 * What the gateway of a shared line knows of one device: it says which frame to send when the
 * device has its turn, and takes the answer, or that there was none.
 */
export class DropPeer implements Pollable {
  readonly address: number;
  readonly #settings: FullLinkSettings;
  readonly #pollMs: number;
  readonly #counters: LinkCounters;
  #session: LinkSession | undefined;
  #handshake = 0;
  #dueAtMs = Number.NEGATIVE_INFINITY;
  #missedTurns = 0;
  #failures = 0;
  #failure: LinkFailure | undefined;
  #isBusy = false;
  #asksCounters = false;
  /** The device's answer to an RST, as long as it has to be confirmed. */
  #unconfirmed: Introduction | undefined;

  constructor(address: number, settings: FullLinkSettings, pollMs: number, counters: LinkCounters) {
    this.address = address;
    this.#settings = settings;
    this.#pollMs = pollMs;
    this.#counters = counters;
  }

  /** See {@link Pollable}. */
  get isAbsent(): boolean {
    return this.#session === undefined;
  }

  /** See {@link Pollable}. */
  get isHot(): boolean {
    if (this.#session === undefined) return false;
    const { exchange } = this.#session;
    const canSend = !exchange.isIdle && !exchange.peerFlags.isBusy;
    const isWanted = exchange.peerFlags.hasMore && !this.#isBusy;
    return (
      canSend ||
      isWanted ||
      this.#missedTurns > 0 ||
      this.#asksCounters ||
      this.#unconfirmed !== undefined
    );
  }

  /** See {@link Pollable}. */
  get dueAtMs(): number {
    return this.#dueAtMs;
  }

  /** Puts a message into the queue. */
  send(message: LinkMessage): void {
    enqueue(this.#session, message, this.#counters);
  }

  /** Says whether the gateway takes messages from now on, in later contacts too. */
  setBusy(isBusy: boolean): void {
    this.#isBusy = isBusy;
    this.#session?.exchange.setBusy(isBusy);
  }

  /** Wants the device's counters at its next turn. */
  askCounters(): void {
    this.#asksCounters = true;
  }

  /** Makes the frame of this turn. */
  turn(nowMs: number): Frame {
    this.#dueAtMs = nowMs + this.#pollMs;
    if (this.#session === undefined) return resetFrame(this.#settings, this.#handshake);
    if (this.#unconfirmed !== undefined) return resetAnswer(this.#settings, this.#unconfirmed);
    if (this.#asksCounters) {
      this.#asksCounters = false;
      return countersRequest();
    }
    const { exchange } = this.#session;
    const [again] = exchange.repeat();
    return again ?? exchange.fresh() ?? exchange.ack();
  }

  /** Takes a frame of the device. */
  take(frame: Frame, nowMs: number, out: LinkEffect[]): void {
    this.#missedTurns = 0;
    if (frame.type === "RSTACK") this.#takeAnswer(frame, nowMs, out);
    else if (frame.type === "ERR") this.#takeError(frame, nowMs, out);
    else if (frame.type === "COUNT") {
      out.push({ type: "counters", counters: decodeLinkCounters(frame.payload) });
    } else if (this.#session === undefined || frame.type === "RST" || frame.type === "TIME") {
      this.#counters.rxUnexpected++;
    } else this.#takeNumbered(this.#session, frame, nowMs, out);
  }

  /** The device had its turn and did not answer, or what came is no frame. */
  missed(failure: LinkFailure, nowMs: number, out: LinkEffect[]): void {
    const { tries, resetTries, retryFirstMs, retryLongestMs } = this.#settings.timing;
    if (this.#session !== undefined) {
      this.#counters.rxAckTimeouts++;
      this.#missedTurns++;
      if (this.#missedTurns >= tries) this.#lose("no-answer", nowMs, out);
      return;
    }
    this.#failures++;
    this.#counters.resetsFailed++;
    if (this.#failures === resetTries) {
      out.push({ type: "failed", failure: this.#failure ?? failure });
    }
    if (this.#failures < resetTries) return;
    const doublings = Math.min(30, this.#failures - resetTries);
    this.#dueAtMs = nowMs + Math.min(retryLongestMs, retryFirstMs * 2 ** doublings);
  }

  /** The line itself is gone: contact is over. */
  lineLost(nowMs: number, out: LinkEffect[]): void {
    if (this.#session !== undefined) this.#lose("line-lost", nowMs, out);
    this.#failures = 0;
    this.#dueAtMs = nowMs;
  }

  /** Ends the contact from this side; the frame tells the device. */
  close(): Frame | undefined {
    if (this.#session === undefined) return undefined;
    this.#session = undefined;
    return errorFrame("closed");
  }

  #takeNumbered(session: LinkSession, frame: Frame, nowMs: number, out: LinkEffect[]): void {
    const { exchange, taker } = session;
    this.#unconfirmed = undefined;
    exchange.heed(frame);
    if (frame.type !== "DATA" || exchange.judge(frame) !== "next") return;
    const end = taker.take(frame.payload, out);
    if (end !== undefined) this.#lose(end, nowMs, out);
  }

  #takeAnswer(frame: Frame, nowMs: number, out: LinkEffect[]): void {
    const read = readIntroduction(frame);
    if (!read.ok) {
      const isOther = read.error === "version";
      this.#counters[isOther ? "rxVersionErrors" : "rxUnexpected"]++;
      this.#refusedAs(isOther ? "version" : "garbage", nowMs, out);
      return;
    }
    const answer = read.introduction;
    const { bootId } = this.#settings;
    if (answer.answeredBootId !== bootId || answer.handshake !== this.#handshake) {
      this.#counters.rxUnexpected++;
    } else if (this.#session !== undefined && this.#session.contact.peerBootId !== answer.bootId) {
      this.#lose("peer-restarted", nowMs, out);
    } else {
      if (this.#session === undefined) this.#begin(answer, nowMs, out);
      this.#unconfirmed = answer;
    }
  }

  #begin(answer: Introduction, nowMs: number, out: LinkEffect[]): void {
    const contact = agree({ ...this.#settings, window: 1 }, answer);
    this.#session = openSession(contact, this.#settings, true, this.#counters);
    this.#session.exchange.setBusy(this.#isBusy);
    this.#failures = 0;
    this.#failure = undefined;
    this.#dueAtMs = nowMs;
    out.push({ type: "up", contact });
  }

  #takeError(frame: Frame, nowMs: number, out: LinkEffect[]): void {
    this.#counters.rxErrors++;
    const error = decodeLinkError(frame.payload);
    if (error === "version") this.#refusedAs("version", nowMs, out);
    if (this.#session === undefined) {
      // The device has used up this handshake.
      if (error === "no-contact") this.#handshake++;
      return;
    }
    if (error === "no-contact") this.#lose("peer-restarted", nowMs, out);
    else if (error === "protocol") this.#lose("protocol", nowMs, out);
    else if (error === "closed") {
      this.#session = undefined;
      this.#unconfirmed = undefined;
      this.#handshake++;
      out.push({ type: "down", reason: "closed" });
      this.#dueAtMs = nowMs + this.#settings.timing.retryFirstMs;
    }
  }

  #refusedAs(failure: LinkFailure, nowMs: number, out: LinkEffect[]): void {
    if (this.#session !== undefined) return;
    this.#failure = failure;
    this.missed(failure, nowMs, out);
  }

  #lose(reason: ContactEnd, nowMs: number, out: LinkEffect[]): void {
    this.#session = undefined;
    this.#unconfirmed = undefined;
    this.#handshake++;
    this.#missedTurns = 0;
    this.#dueAtMs = nowMs;
    this.#counters.contactsLost++;
    out.push({ type: "down", reason });
  }
}
