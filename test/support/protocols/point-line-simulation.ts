import type { LinkChannel, LinkCounters, LinkEffect, LinkMessage } from "@dosekit/protocols";
import { damage, type FateStream } from "./fate-stream.ts";
import { taggedMessage, tagOf } from "./tagged-message.ts";

/** An end of a link, as far as a line sees it. */
export interface LinkEndUnderTest {
  readonly counters: Readonly<LinkCounters>;
  readonly deadlineMs: number | undefined;
  start(nowMs: number): readonly LinkEffect[];
  receive(bytes: Uint8Array, nowMs: number): readonly LinkEffect[];
  tick(nowMs: number): readonly LinkEffect[];
  send(message: LinkMessage, nowMs: number): readonly LinkEffect[];
}

/** How badly a line treats what it carries. */
export interface LineFaults {
  /** Chance of each byte to be turned or dropped. */
  readonly byteChance: number;
  /** Chance of each frame to be lost. */
  readonly lossChance: number;
  /** Chance of each frame to come twice. */
  readonly doubleChance: number;
  /** Longest extra delay of a frame, ms; order is kept. */
  readonly delayMsMax: number;
}

/** A line without faults. */
export const WHOLE_LINE: LineFaults = {
  byteChance: 0,
  lossChance: 0,
  doubleChance: 0,
  delayMsMax: 0,
};

/** One contact as an end saw it: the numbers of the messages that it took for sending. */
export interface SeenContact {
  readonly sent: number[];
  isOver: boolean;
}

/** What one end did and heard. */
export interface EndLog {
  readonly contacts: SeenContact[];
  /** Numbers of the messages that it handed over; -1 for a damaged one. */
  readonly heard: number[];
  readonly effects: LinkEffect["type"][];
  readonly failures: string[];
}

interface Arrival {
  readonly atMs: number;
  readonly to: 0 | 1;
  readonly bytes: Uint8Array;
}

/** A line with two ends on virtual time: end 0 is the gateway, end 1 the device. */
export class PointLineSimulation {
  readonly #fate: FateStream;
  readonly #make: readonly [() => LinkEndUnderTest, () => LinkEndUnderTest];
  readonly #channels: readonly [LinkChannel, LinkChannel] = ["cmd", "evt"];
  readonly logs: readonly [EndLog, EndLog] = [newLog(), newLog()];
  readonly #lastAtMs: [number, number] = [0, 0];
  readonly #ends: [LinkEndUnderTest, LinkEndUnderTest];
  #arrivals: Arrival[] = [];
  #tag = 0;
  nowMs = 0;
  faults: LineFaults;

  constructor(
    make: readonly [() => LinkEndUnderTest, () => LinkEndUnderTest],
    faults: LineFaults,
    fate: FateStream,
  ) {
    this.#make = make;
    this.#fate = fate;
    this.faults = faults;
    this.#ends = [make[0](), make[1]()];
    this.#carry(0, this.#ends[0].start(0));
    this.#carry(1, this.#ends[1].start(0));
  }

  /** An end as it is now. */
  end(end: 0 | 1): LinkEndUnderTest {
    return this.#ends[end];
  }

  /** Takes the power of an end away and gives it back at once. */
  restart(end: 0 | 1): void {
    const open = this.logs[end].contacts.at(-1);
    if (open !== undefined) open.isOver = true;
    this.#ends[end] = this.#make[end]();
    this.#carry(end, this.#ends[end].start(this.nowMs));
  }

  /** Sends a message from an end; gives its number, or `undefined` when it was not taken. */
  send(end: 0 | 1, length: number): number | undefined {
    const side = this.#ends[end];
    const before = side.counters.txMessages;
    const tag = ++this.#tag;
    const effects = side.send(taggedMessage(this.#channels[end], tag, length), this.nowMs);
    const isTaken = side.counters.txMessages > before;
    if (isTaken) this.logs[end].contacts.at(-1)?.sent.push(tag);
    this.#carry(end, effects);
    return isTaken ? tag : undefined;
  }

  /** Puts bytes on the line as if an end had sent them. */
  inject(from: 0 | 1, bytes: Uint8Array): void {
    this.#carry(from, [{ type: "write", bytes }]);
  }

  /** Lets time pass. */
  run(untilMs: number): void {
    for (;;) {
      const next = this.#next();
      if (next > untilMs) break;
      this.nowMs = Math.max(this.nowMs, next);
      this.#step();
    }
    this.nowMs = untilMs;
  }

  #next(): number {
    const deadlines = this.#ends.map(({ deadlineMs }) => deadlineMs ?? Number.POSITIVE_INFINITY);
    return Math.min(this.#arrivals[0]?.atMs ?? Number.POSITIVE_INFINITY, ...deadlines);
  }

  #step(): void {
    const [arrival] = this.#arrivals;
    if (arrival !== undefined && arrival.atMs <= this.nowMs) {
      this.#arrivals.shift();
      this.#carry(arrival.to, this.#ends[arrival.to].receive(arrival.bytes, this.nowMs));
      return;
    }
    for (const end of [0, 1] as const) {
      const { deadlineMs } = this.#ends[end];
      if (deadlineMs === undefined || deadlineMs > this.nowMs) continue;
      this.#carry(end, this.#ends[end].tick(this.nowMs));
    }
  }

  #carry(from: 0 | 1, effects: readonly LinkEffect[]): void {
    const log = this.logs[from];
    for (const effect of effects) {
      log.effects.push(effect.type);
      if (effect.type === "write") this.#put(from, effect.bytes);
      else if (effect.type === "up") log.contacts.push({ sent: [], isOver: false });
      else if (effect.type === "failed") log.failures.push(effect.failure);
      else if (effect.type === "message") log.heard.push(tagOf(effect.message));
      else if (effect.type === "down") {
        const open = log.contacts.at(-1);
        if (open !== undefined) open.isOver = true;
      }
    }
  }

  #put(from: 0 | 1, bytes: Uint8Array): void {
    const { byteChance, lossChance, doubleChance, delayMsMax } = this.faults;
    const to = from === 0 ? 1 : 0;
    if (this.#fate() < lossChance) return;
    const copies = this.#fate() < doubleChance ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      const delayMs = 1 + Math.floor(this.#fate() * delayMsMax);
      const atMs = Math.max(this.#lastAtMs[to], this.nowMs + delayMs);
      this.#lastAtMs[to] = atMs;
      this.#arrivals.push({ atMs, to, bytes: damage(bytes, this.#fate, byteChance) });
    }
    this.#arrivals.sort((left, right) => left.atMs - right.atMs);
  }
}

function newLog(): EndLog {
  return { contacts: [], heard: [], effects: [], failures: [] };
}
