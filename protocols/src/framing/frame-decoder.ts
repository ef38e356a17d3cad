import {
  decodeFrameWith,
  EVERY_DROP,
  FRAME_COPIED_MAX,
  FRAME_PAYLOAD_DEFAULT,
  FRAME_PAYLOAD_MAX,
  type FrameErrorCode,
  type FrameResult,
  frameSizeMax,
} from "./frame.ts";

/** How often each thing happened since the decoder was made. */
export type FrameCounters = Readonly<
  Record<"frames" | "empty" | "foreign" | FrameErrorCode, number>
>;

/** How a decoder reads. */
export interface FrameDecoderOptions {
  /** The greatest payload in bytes, 1 to 1,024; by default 512. */
  readonly payloadMax?: number;
  /**
   * Address of the one device on a shared line that reads: frames that are not for it, nor for
   * everyone, are passed over unread and counted as `foreign`.
   */
  readonly address?: number;
}

const DELIMITER = 0x00;
const ADDRESSED = 0x80;
/** Memory that longer payloads share: memory for each alone would cost more than its frame. */
const ROOM_BYTES = 1_024;

/**
 * Cuts a stream of bytes into frames.
 *
 * Invariants: memory is two buffers of fixed size, whatever arrives; every refusal is counted once;
 * after any damage the next 0x00 starts afresh; the cut of the stream into chunks changes nothing.
 * Payloads are never written to again, but those of more than 64 bytes may lie side by side in one
 * buffer of about 1 KiB: whoever keeps one for long keeps that, unless it makes a copy.
 *
 * @see OMDP-FRM-005 to OMDP-FRM-008
 */
export class FrameDecoder {
  readonly #payloadMax: number;
  readonly #address: number | undefined;
  readonly #buffer: Uint8Array;
  #room: Uint8Array;
  /** Bytes of the room that payloads lie in. */
  #taken = 0;
  readonly #counters: Record<keyof FrameCounters, number>;
  #filled = 0;
  #discarding = false;

  /** @throws RangeError when `payloadMax` is out of range (a caller's bug) */
  constructor(options: FrameDecoderOptions = {}) {
    const { payloadMax = FRAME_PAYLOAD_DEFAULT, address } = options;
    if (!Number.isInteger(payloadMax) || payloadMax < 1 || payloadMax > FRAME_PAYLOAD_MAX) {
      throw new RangeError(`payloadMax: found ${payloadMax}, allowed 1 to ${FRAME_PAYLOAD_MAX}`);
    }
    this.#payloadMax = payloadMax;
    this.#address = address;
    this.#buffer = new Uint8Array(frameSizeMax(payloadMax));
    this.#room = this.#newRoom();
    this.#counters = {
      frames: 0,
      empty: 0,
      foreign: 0,
      cobs: 0,
      short: 0,
      crc: 0,
      version: 0,
      type: 0,
      address: 0,
      length: 0,
      "too-long": 0,
    };
  }

  /** A copy of the counters as they are now. */
  get counters(): FrameCounters {
    return { ...this.#counters };
  }

  /** How many frames were passed over because they were for another address. */
  get foreignFrames(): number {
    return this.#counters.foreign;
  }

  /** Drops what has come of a frame that has not ended. */
  discard(): void {
    this.#filled = 0;
    this.#discarding = false;
  }

  /**
   * Takes bytes as they come, in chunks of any size.
   *
   * @param sink told of each frame and each refusal, in order, before this returns
   */
  push(chunk: Uint8Array, sink: (result: FrameResult) => void): void {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(DELIMITER, from);
      if (end < 0) break;
      this.#close(chunk, from, end, sink);
      from = end + 1;
    }
    if (from < chunk.length) this.#keep(chunk.subarray(from), sink);
  }

  /** Holds the beginning of a frame whose end has not come yet. */
  #keep(part: Uint8Array, sink: (result: FrameResult) => void): void {
    if (this.#discarding) return;
    if (this.#filled + part.length > this.#buffer.length) {
      this.#discarding = true;
      this.#report({ ok: false, error: "too-long" }, sink);
      return;
    }
    this.#buffer.set(part, this.#filled);
    this.#filled += part.length;
  }

  /** Ends a frame; one that is whole within the chunk is read where it lies. */
  #close(chunk: Uint8Array, from: number, end: number, sink: (result: FrameResult) => void): void {
    const isWhole = this.#filled === 0 && end - from <= this.#buffer.length;
    if (!isWhole && end > from) this.#keep(chunk.subarray(from, end), sink);
    const length = this.#filled;
    const discarded = this.#discarding;
    this.#filled = 0;
    this.#discarding = false;
    if (discarded) return;
    const stuffed = isWhole ? chunk.subarray(from, end) : this.#buffer.subarray(0, length);
    if (stuffed.length === 0) this.#counters.empty++;
    else if (this.#isForeign(stuffed)) this.#counters.foreign++;
    else this.#report(this.#judge(stuffed), sink);
  }

  /** Looks at the address without reading the frame: neither byte in front of it is ever 0x00. */
  #isForeign(stuffed: Uint8Array): boolean {
    if (this.#address === undefined || stuffed.length < 3) return false;
    const [distance = 0, first = 0, address = 0] = stuffed;
    if (distance < 3 || first < ADDRESSED) return false;
    return address !== this.#address && address !== EVERY_DROP;
  }

  #newRoom(): Uint8Array {
    return new Uint8Array(Math.max(ROOM_BYTES, this.#buffer.length));
  }

  #judge(stuffed: Uint8Array): FrameResult {
    if (this.#room.length - this.#taken < stuffed.length) {
      this.#room = this.#newRoom();
      this.#taken = 0;
    }
    const result = decodeFrameWith(stuffed, this.#room, this.#taken);
    if (result.ok && result.frame.payload.length > FRAME_COPIED_MAX) this.#taken += stuffed.length;
    // Short runs need less stuffing, so the buffer's end alone does not tell the payload's size.
    const tooLong = result.ok && result.frame.payload.length > this.#payloadMax;
    return tooLong ? { ok: false, error: "too-long" } : result;
  }

  #report(result: FrameResult, sink: (result: FrameResult) => void): void {
    this.#counters[result.ok ? "frames" : result.error]++;
    sink(result);
  }
}
