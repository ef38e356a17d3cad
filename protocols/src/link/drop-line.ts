import { EVERY_DROP, type Frame } from "../framing/frame.ts";
import { encodeLinkTime } from "./control-payloads.ts";
import { DropPeer } from "./drop-peer.ts";
import {
  checkAddresses,
  DROP_TIMING,
  type DropLineSettings,
  type DropTiming,
} from "./drop-settings.ts";
import { plain } from "./handshake.ts";
import { FRAME_OVERHEAD_BYTES, LineEnd } from "./line-end.ts";
import type { LinkMessage } from "./link-channels.ts";
import type { LinkCounters } from "./link-counters.ts";
import type { DropEffect, LinkEffect } from "./link-effect.ts";
import { type FullLinkSettings, fullSettings } from "./link-settings.ts";
import { PollRing } from "./poll-ring.ts";

/** What the gateway of a shared line asks for: bytes to write, or something about one device. */
export type DropLineEffect =
  | { readonly type: "write"; readonly bytes: Uint8Array }
  | { readonly type: "drop"; readonly address: number; readonly effect: DropEffect };

interface Turn {
  readonly peer: DropPeer;
  /** When the answer is over even if bytes go on coming. */
  readonly overAtMs: number;
  endsAtMs: number;
  isDamaged: boolean;
}

/**
 * The gateway's end of a line that several devices share. It asks one device after the other; each
 * may send one frame when it is asked, and nobody else speaks meanwhile.
 *
 * Invariants: a frame is sent only when no answer can be under way; every device is asked within a
 * bounded number of turns.
 *
 * @see OMDP-LNK-025 to OMDP-LNK-028
 */
export class DropLine {
  readonly #settings: FullLinkSettings;
  readonly #timing: DropTiming;
  readonly #line: LineEnd;
  readonly #peers: ReadonlyMap<number, DropPeer>;
  readonly #ring: PollRing<DropPeer>;
  #turn: Turn | undefined;
  #freeAtMs = Number.NEGATIVE_INFINITY;
  #civilMs: ((nowMs: number) => number) | undefined;
  #isClosed = true;

  /** @throws RangeError when a setting is out of range (a caller's bug) */
  constructor({ addresses, dropTiming, ...settings }: DropLineSettings) {
    checkAddresses(addresses);
    this.#settings = fullSettings(settings);
    this.#timing = { ...DROP_TIMING, ...dropTiming };
    const { payloadMax, timing } = this.#settings;
    const { idleFlushMs, gapMs } = timing;
    this.#line = new LineEnd({ payloadMax, idleFlushMs, gapMs, takes: "from-device" });
    const { pollMs } = this.#timing;
    this.#peers = new Map(
      addresses.map((address) => [
        address,
        new DropPeer(address, this.#settings, pollMs, this.#line.counters),
      ]),
    );
    this.#ring = new PollRing([...this.#peers.values()]);
  }

  /** What has been counted on the whole line. */
  get counters(): Readonly<LinkCounters> {
    return this.#line.counters;
  }

  /** When {@link tick} has work; `undefined` when never. */
  get deadlineMs(): number | undefined {
    if (this.#isClosed) return undefined;
    if (this.#turn !== undefined) return this.#turn.endsAtMs;
    if (this.#civilMs !== undefined) return this.#freeAtMs;
    const dueAtMs = this.#ring.dueAtMs;
    return dueAtMs === undefined ? undefined : Math.max(this.#freeAtMs, dueAtMs);
  }

  /** Begins to ask. */
  start(nowMs: number): readonly DropLineEffect[] {
    this.#isClosed = false;
    return this.tick(nowMs);
  }

  /** The line itself is gone: contacts are over, and nothing happens until {@link start}. */
  lineLost(nowMs: number): readonly DropLineEffect[] {
    const out: DropLineEffect[] = [];
    this.#turn = undefined;
    this.#isClosed = true;
    for (const peer of this.#peers.values()) {
      this.#tell(peer, out, (effects) => peer.lineLost(nowMs, effects));
    }
    return out;
  }

  /** Takes bytes of the line. */
  receive(bytes: Uint8Array, nowMs: number): readonly DropLineEffect[] {
    const out: DropLineEffect[] = [];
    if (this.#isClosed) return out;
    this.#prolong(nowMs);
    this.#line.read(bytes, nowMs, {
      onFrame: (frame) => this.#take(frame, nowMs, out),
      onRefused: () => {
        if (this.#turn !== undefined) this.#turn.isDamaged = true;
      },
    });
    this.#go(nowMs, out);
    return out;
  }

  /** Sends a message to a device; without contact it is dropped and counted. */
  send(address: number, message: LinkMessage, nowMs: number): readonly DropLineEffect[] {
    this.#peers.get(address)?.send(message);
    return this.#going(nowMs);
  }

  /** Says whether the gateway takes messages from now on. */
  setBusy(isBusy: boolean, nowMs: number): readonly DropLineEffect[] {
    for (const peer of this.#peers.values()) peer.setBusy(isBusy);
    return this.#going(nowMs);
  }

  /** Tells all devices the time, as soon as the line is free, without a promise that it arrives. */
  sendTime(civilMs: number, nowMs: number): readonly DropLineEffect[] {
    this.#civilMs = (laterMs) => civilMs + Math.round(laterMs - nowMs);
    return this.#going(nowMs);
  }

  /** Asks for a device's counters, without a promise that they come. */
  askCounters(address: number, nowMs: number): readonly DropLineEffect[] {
    this.#peers.get(address)?.askCounters();
    return this.#going(nowMs);
  }

  /** Does what is due. */
  tick(nowMs: number): readonly DropLineEffect[] {
    const out: DropLineEffect[] = [];
    if (this.#isClosed) return out;
    const turn = this.#turn;
    if (turn !== undefined && nowMs >= turn.endsAtMs) {
      this.#turn = undefined;
      if (turn.peer.isAbsent) this.#ring.missed();
      const isGarbage = turn.isDamaged || this.#line.takeGarbage();
      this.#tell(turn.peer, out, (effects) =>
        turn.peer.missed(isGarbage ? "garbage" : "silence", nowMs, effects),
      );
    }
    this.#go(nowMs, out);
    return out;
  }

  /** Says goodbye to every device, and does nothing more. */
  close(nowMs: number): readonly DropLineEffect[] {
    const out: DropLineEffect[] = [];
    for (const peer of this.#peers.values()) {
      const goodbye = peer.close();
      if (goodbye !== undefined && this.#turn === undefined) this.#write(peer, goodbye, nowMs, out);
    }
    this.#isClosed = true;
    return out;
  }

  #going(nowMs: number): readonly DropLineEffect[] {
    const out: DropLineEffect[] = [];
    if (!this.#isClosed) this.#go(nowMs, out);
    return out;
  }

  /** Begins the next turn if the line is free and somebody is to be asked. */
  #go(nowMs: number, out: DropLineEffect[]): void {
    if (this.#turn !== undefined || nowMs < this.#freeAtMs) return;
    if (this.#civilMs !== undefined) {
      this.#writeTime(this.#civilMs(nowMs), nowMs, out);
      return;
    }
    const peer = this.#ring.next(nowMs);
    if (peer === undefined) return;
    const sentBytes = this.#write(peer, peer.turn(nowMs), nowMs, out);
    const { answerWithinMs, latencyMs, quietMs } = this.#timing;
    const { byteMs, payloadMax } = this.#settings;
    const endsAtMs = nowMs + byteMs * sentBytes + answerWithinMs + latencyMs;
    const longestMs = byteMs * (payloadMax + FRAME_OVERHEAD_BYTES);
    const overAtMs = endsAtMs + longestMs + quietMs;
    this.#turn = { peer, endsAtMs, overAtMs, isDamaged: false };
  }

  /** While bytes of an answer come, nobody else is asked. */
  #prolong(nowMs: number): void {
    const turn = this.#turn;
    if (turn === undefined) return;
    turn.endsAtMs = Math.min(turn.overAtMs, Math.max(turn.endsAtMs, nowMs + this.#timing.quietMs));
  }

  #take(frame: Frame, nowMs: number, out: DropLineEffect[]): void {
    const peer = this.#peers.get(frame.drop?.address ?? 0);
    if (peer === undefined) {
      this.#line.counters.rxUnexpected++;
      return;
    }
    if (this.#turn?.peer === peer) {
      this.#turn = undefined;
      this.#freeAtMs = nowMs + this.#timing.turnaroundMs;
    }
    this.#tell(peer, out, (effects) => peer.take(frame, nowMs, effects));
  }

  #tell(peer: DropPeer, out: DropLineEffect[], act: (effects: LinkEffect[]) => void): void {
    const effects: LinkEffect[] = [];
    act(effects);
    for (const effect of effects) {
      if (effect.type !== "write") out.push({ type: "drop", address: peer.address, effect });
    }
  }

  #write(peer: DropPeer, frame: Frame, nowMs: number, out: DropLineEffect[]): number {
    const drop = { address: peer.address, from: "gateway" } as const;
    const write = this.#line.write({ ...frame, drop }, nowMs);
    out.push(write);
    return write.bytes.length;
  }

  #writeTime(civilMs: number, nowMs: number, out: DropLineEffect[]): void {
    this.#civilMs = undefined;
    const drop = { address: EVERY_DROP, from: "gateway" } as const;
    const write = this.#line.write({ ...plain("TIME", encodeLinkTime(civilMs)), drop }, nowMs);
    out.push(write);
    const lineMs = this.#settings.byteMs * write.bytes.length;
    this.#freeAtMs = nowMs + lineMs + this.#timing.turnaroundMs;
  }
}
