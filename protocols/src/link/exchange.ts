import type { Frame, FrameType } from "../framing/frame.ts";
import {
  decodeLinkFlags,
  encodeLinkAck,
  encodeLinkNak,
  type LinkFlags,
  type NakReason,
  NO_FLAGS,
} from "./control-payloads.ts";
import type { LinkCounters } from "./link-counters.ts";
import type { MessageQueue } from "./message-queue.ts";
import { segmentFlags, withFlags } from "./segment.ts";

/** What two ends agreed on for one contact, as far as frames are numbered by it. */
export interface ExchangeTerms {
  readonly payloadMax: number;
  readonly window: number;
}

/**
 * What a DATA frame turned out to be: the next one, one that was taken already, one that came too
 * early, or one that comes while this end takes none.
 */
export type DataVerdict = "next" | "duplicate" | "early" | "busy";

const NUMBERS = 256;

/**
 * The numbered frames of one contact, both ways: what is under way, what comes next.
 *
 * Invariants: DATA is taken in the order of its numbers, each number once; at most a window of
 * frames is under way; only frames under way can be acknowledged; a number gets at most one NAK.
 *
 * @see OMDP-LNK-008 to OMDP-LNK-011
 */
export class Exchange {
  readonly #terms: ExchangeTerms;
  readonly #queue: MessageQueue;
  readonly #counters: LinkCounters;
  /** Number of the oldest frame under way. */
  #base = 0;
  /** Segments under way, oldest first. */
  #underWay: Uint8Array[] = [];
  #expected = 0;
  #nakSent = false;
  #peerFlags = NO_FLAGS;
  #isBusy = false;

  constructor(terms: ExchangeTerms, queue: MessageQueue, counters: LinkCounters) {
    this.#terms = terms;
    this.#queue = queue;
    this.#counters = counters;
  }

  /** Frames that were sent and not acknowledged. */
  get underWay(): number {
    return this.#underWay.length;
  }

  /** Bytes of their payloads. */
  get bytesUnderWay(): number {
    return this.#underWay.reduce((sum, { length }) => sum + length, 0);
  }

  /** Tells whether nothing is under way or waits. */
  get isIdle(): boolean {
    return this.#underWay.length === 0 && this.#queue.isEmpty;
  }

  /** What the peer said last beside its frames. */
  get peerFlags(): LinkFlags {
    return this.#peerFlags;
  }

  /** Tells whether this end takes no DATA for now. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Says whether this end takes DATA from now on. */
  setBusy(isBusy: boolean): void {
    this.#isBusy = isBusy;
  }

  /**
   * Takes the acknowledgement and the flags that every DATA, ACK and NAK has.
   *
   * @returns whether frames under way were acknowledged
   */
  heed({ type, ack, payload }: Frame): boolean {
    this.#peerFlags = type === "DATA" ? segmentFlags(payload) : decodeLinkFlags(payload);
    const acknowledged = forward(this.#base, ack);
    if (acknowledged > this.#underWay.length) {
      this.#counters.rxBadAcks++;
      return false;
    }
    this.#underWay.splice(0, acknowledged);
    this.#base = ack;
    return acknowledged > 0;
  }

  /** Judges a DATA frame by its number; a frame that is `next` counts as taken from here on. */
  judge({ seq }: Frame): DataVerdict {
    const ahead = forward(this.#expected, seq);
    if (ahead >= NUMBERS / 2) {
      this.#counters.rxDuplicates++;
      return "duplicate";
    }
    if (ahead > 0) {
      this.#counters.rxOutOfSequence++;
      return "early";
    }
    if (this.#isBusy) {
      this.#counters.rxBusyDrops++;
      return "busy";
    }
    this.#expected = (this.#expected + 1) % NUMBERS;
    this.#nakSent = false;
    return "next";
  }

  /** Makes the next new DATA frame; `undefined` when nothing waits or the window is full. */
  fresh(): Frame | undefined {
    if (this.#underWay.length >= this.#terms.window || this.#peerFlags.isBusy) return undefined;
    const segment = this.#queue.nextSegment(this.#terms.payloadMax);
    if (segment === undefined) return undefined;
    this.#underWay.push(segment);
    return this.#data(this.#underWay.length - 1, segment);
  }

  /** Makes the frames under way once more, oldest first. */
  repeat(): readonly Frame[] {
    if (this.#peerFlags.isBusy) return [];
    this.#counters.txRepeats += this.#underWay.length;
    return this.#underWay.map((segment, index) => this.#data(index, segment));
  }

  /** Makes an ACK. */
  ack(flags: Partial<LinkFlags> = {}): Frame {
    return this.#control("ACK", encodeLinkAck({ ...this.#ownFlags(), ...flags }));
  }

  /** Makes a NAK, unless the number that is expected had one already. */
  nak(reason: NakReason): Frame | undefined {
    if (this.#nakSent) return undefined;
    this.#nakSent = true;
    this.#counters.txNaks++;
    return this.#control("NAK", encodeLinkNak(this.#ownFlags(), reason));
  }

  #data(index: number, segment: Uint8Array): Frame {
    const seq = (this.#base + index) % NUMBERS;
    const payload = withFlags(segment, this.#ownFlags());
    return { type: "DATA", seq, ack: this.#expected, payload };
  }

  #control(type: FrameType, payload: Uint8Array): Frame {
    return { type, seq: 0, ack: this.#expected, payload };
  }

  #ownFlags(): LinkFlags {
    return { isBusy: this.#isBusy, wantsAnswer: false, hasMore: !this.#queue.isEmpty };
  }
}

/** How many steps it takes from one number to another, 0 to 255. */
function forward(from: number, to: number): number {
  return (to - from + NUMBERS) % NUMBERS;
}
