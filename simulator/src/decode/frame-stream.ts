import { FRAME_PAYLOAD_MAX, FrameDecoder, type FrameErrorCode } from "@dosekit/protocols";
import { type DescribedFrame, describedFrame, refusedFrame } from "./described-frame.ts";
import { SegmentReader } from "./segment-reader.ts";

/** Takes each frame, and each run of bytes that is none. */
export type FrameSink = (frame: DescribedFrame) => void;

/** Reads one direction of a serial line, in pieces cut anywhere. */
export class FrameStream {
  readonly #decoder = new FrameDecoder({ payloadMax: FRAME_PAYLOAD_MAX });
  readonly #messages = new SegmentReader();
  #isInside = false;

  /** Takes the next bytes. */
  push(bytes: Uint8Array, sink: FrameSink): void {
    if (bytes.length === 0) return;
    this.#isInside = bytes.at(-1) !== 0;
    this.#decoder.push(bytes, (result) => {
      if (!result.ok) sink(refusedFrame(result.error));
      else sink(describedFrame(result.frame, this.#messages.take(result.frame)));
    });
  }

  /** Whether a frame has begun and not ended. */
  get isInside(): boolean {
    return this.#isInside;
  }

  /** Ends the stream: what was not ended by its delimiter is judged as it is. */
  end(sink: FrameSink): void {
    if (this.#isInside) this.push(Uint8Array.of(0), sink);
  }
}

/** How many frames there were, and how many runs of bytes were refused for what. */
export interface FrameCounts {
  readonly frames: number;
  readonly refused: Readonly<Partial<Record<FrameErrorCode, number>>>;
}

/** Counts frames as they are described. */
export class FrameTally {
  #frames = 0;
  readonly #refused: Partial<Record<FrameErrorCode, number>> = {};

  /** Counts one. */
  add(frame: DescribedFrame): void {
    if ("error" in frame) this.#refused[frame.error] = (this.#refused[frame.error] ?? 0) + 1;
    else this.#frames += 1;
  }

  /** What was counted so far. */
  counts(): FrameCounts {
    return { frames: this.#frames, refused: { ...this.#refused } };
  }
}
