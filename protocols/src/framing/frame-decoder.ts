import {
  decodeFrame,
  FRAME_PAYLOAD_DEFAULT,
  FRAME_PAYLOAD_MAX,
  type FrameErrorCode,
  type FrameResult,
  frameSizeMax,
} from "./frame.ts";

/** How often each thing happened since the decoder was made. */
export type FrameCounters = Readonly<Record<"frames" | "empty" | FrameErrorCode, number>>;

const DELIMITER = 0x00;

/**
 * Cuts a stream of bytes into frames.
 *
 * Invariants: memory is one fixed buffer, whatever arrives; every refusal is counted once; after
 * any damage the next 0x00 starts afresh; the cut of the stream into chunks changes nothing.
 *
 * @see OMDP-FRM-005 to OMDP-FRM-008
 */
export class FrameDecoder {
  readonly #payloadMax: number;
  readonly #buffer: Uint8Array;
  readonly #counters: Record<keyof FrameCounters, number>;
  #filled = 0;
  #discarding = false;

  /**
   * @param options `payloadMax` is the greatest payload in bytes, 1 to 1,024, by default 512
   * @throws RangeError when `payloadMax` is out of range (a caller's bug)
   */
  constructor(options: { readonly payloadMax?: number } = {}) {
    const { payloadMax = FRAME_PAYLOAD_DEFAULT } = options;
    if (!Number.isInteger(payloadMax) || payloadMax < 1 || payloadMax > FRAME_PAYLOAD_MAX) {
      throw new RangeError(`payloadMax: found ${payloadMax}, allowed 1 to ${FRAME_PAYLOAD_MAX}`);
    }
    this.#payloadMax = payloadMax;
    this.#buffer = new Uint8Array(frameSizeMax(payloadMax));
    this.#counters = {
      frames: 0,
      empty: 0,
      cobs: 0,
      short: 0,
      crc: 0,
      version: 0,
      type: 0,
      length: 0,
      "too-long": 0,
    };
  }

  /** A copy of the counters as they are now. */
  get counters(): FrameCounters {
    return { ...this.#counters };
  }

  /**
   * Takes bytes as they come, in chunks of any size.
   *
   * @param sink told of each frame and each refusal, in order, before this returns
   */
  push(chunk: Uint8Array, sink: (result: FrameResult) => void): void {
    for (const byte of chunk) {
      if (byte === DELIMITER) this.#close(sink);
      else this.#take(byte, sink);
    }
  }

  #take(byte: number, sink: (result: FrameResult) => void): void {
    if (this.#discarding) return;
    if (this.#filled === this.#buffer.length) {
      this.#discarding = true;
      this.#report({ ok: false, error: "too-long" }, sink);
      return;
    }
    this.#buffer[this.#filled++] = byte;
  }

  #close(sink: (result: FrameResult) => void): void {
    const length = this.#filled;
    const discarded = this.#discarding;
    this.#filled = 0;
    this.#discarding = false;
    if (discarded) return;
    if (length === 0) this.#counters.empty++;
    else this.#report(this.#judge(length), sink);
  }

  #judge(length: number): FrameResult {
    const result = decodeFrame(this.#buffer.subarray(0, length));
    // Short runs need less stuffing, so the buffer's end alone does not tell the payload's size.
    const tooLong = result.ok && result.frame.payload.length > this.#payloadMax;
    return tooLong ? { ok: false, error: "too-long" } : result;
  }

  #report(result: FrameResult, sink: (result: FrameResult) => void): void {
    this.#counters[result.ok ? "frames" : result.error]++;
    sink(result);
  }
}
