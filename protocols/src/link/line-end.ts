import {
  EVERY_DROP,
  encodeFrame,
  type Frame,
  type FrameErrorCode,
  type FrameResult,
} from "../framing/frame.ts";
import { FrameDecoder } from "../framing/frame-decoder.ts";
import { type LinkCounters, newLinkCounters, REFUSAL_COUNTERS } from "./link-counters.ts";
import type { LinkEffect } from "./link-effect.ts";

/** Bytes beside the payload that a frame takes on the line at the most. */
export const FRAME_OVERHEAD_BYTES = 18;

/** What an end of a line tells of what comes in. */
export interface LineListener {
  onFrame(frame: Frame): void;
  /** Bytes came that are no frame. */
  onRefused(error: FrameErrorCode): void;
}

/** How an end reads and writes. */
export interface LineEndOptions {
  readonly payloadMax: number;
  readonly idleFlushMs: number;
  /** Pause inside a frame after which what came of it is dropped; without it none is too long. */
  readonly gapMs?: number;
  /** What kind of frames belongs here: without an address, or with one from the other side. */
  readonly takes: "plain" | "from-gateway" | "from-device";
  /** The own address of a device on a shared line. */
  readonly address?: number;
}

/** Fewer bytes than this without a frame are a spike on the line; more are garbage. */
const GARBAGE_BYTES_MIN = 8;
/** Least time between two answers to frames of another version, ms. */
const VERSION_MS_MIN = 1_000;

const DEAF: LineListener = { onFrame: () => undefined, onRefused: () => undefined };

/** One end of a line: bytes to frames and back, with the counting that both need. */
export class LineEnd {
  readonly #options: LineEndOptions;
  readonly #decoder: FrameDecoder;
  readonly counters: LinkCounters = newLinkCounters();
  #writtenAtMs = Number.NEGATIVE_INFINITY;
  #versionToldAtMs = Number.NEGATIVE_INFINITY;
  #heardAtMs = Number.NEGATIVE_INFINITY;
  #bytesSinceFrame = 0;
  #listener: LineListener = DEAF;
  #hasTold = false;
  /** Made once: a shared line has many listeners, and most of what they hear is not for them. */
  readonly #onResult = (result: FrameResult) => this.#tell(result);

  constructor(options: LineEndOptions) {
    const { payloadMax, address } = options;
    this.#options = options;
    this.#decoder = new FrameDecoder(
      address === undefined ? { payloadMax } : { payloadMax, address },
    );
  }

  /** Tells whether bytes have come since the last frame, or the last call, that are none. */
  takeGarbage(): boolean {
    const isGarbage = this.#bytesSinceFrame >= GARBAGE_BYTES_MIN;
    this.#bytesSinceFrame = 0;
    return isGarbage;
  }

  /**
   * Tells whether the peer may be told again that it speaks another version. It may answer in
   * kind, and two ends that answer each other's answers would never stop.
   */
  mayTellVersion(nowMs: number): boolean {
    if (nowMs - this.#versionToldAtMs < VERSION_MS_MIN) return false;
    this.#versionToldAtMs = nowMs;
    return true;
  }

  /**
   * Takes bytes of the line and tells of each frame for this end, and of each refusal.
   *
   * @returns whether there was anything to tell
   */
  read(bytes: Uint8Array, nowMs: number, listener: LineListener): boolean {
    const { gapMs } = this.#options;
    // A poll whose end was lost must not be ended, and answered, by what is said much later.
    if (gapMs !== undefined && nowMs - this.#heardAtMs > gapMs) this.#decoder.discard();
    this.#heardAtMs = nowMs;
    const foreignBefore = this.#decoder.foreignFrames;
    this.#bytesSinceFrame += bytes.length;
    this.#listener = listener;
    this.#hasTold = false;
    this.#decoder.push(bytes, this.#onResult);
    const foreign = this.#decoder.foreignFrames - foreignBefore;
    if (foreign > 0) this.#bytesSinceFrame = 0;
    this.counters.rxForeign += foreign;
    return this.#hasTold;
  }

  /** Writes a frame; after a pause it begins with a 0x00. @see OMDP-LNK-002 */
  write(frame: Frame, nowMs: number): Extract<LinkEffect, { readonly type: "write" }> {
    const bytes = encodeFrame(frame);
    const isIdle = nowMs - this.#writtenAtMs > this.#options.idleFlushMs;
    this.#writtenAtMs = nowMs;
    this.counters.txFrames++;
    if (!isIdle) return { type: "write", bytes };
    const flushed = new Uint8Array(bytes.length + 1);
    flushed.set(bytes, 1);
    return { type: "write", bytes: flushed };
  }

  #tell(result: FrameResult): void {
    if (result.ok) this.#bytesSinceFrame = 0;
    if (!result.ok) {
      this.#hasTold = true;
      this.counters[REFUSAL_COUNTERS[result.error]]++;
      this.#listener.onRefused(result.error);
    } else if (this.#isForHere(result.frame)) {
      this.#hasTold = true;
      this.counters.rxFrames++;
      this.#listener.onFrame(result.frame);
    } else this.counters.rxForeign++;
  }

  #isForHere({ drop }: Frame): boolean {
    const { takes, address } = this.#options;
    if (drop === undefined || takes === "plain") return drop === undefined && takes === "plain";
    if (takes === "from-device") return drop.from === "device";
    return drop.from === "gateway" && (drop.address === address || drop.address === EVERY_DROP);
  }
}
