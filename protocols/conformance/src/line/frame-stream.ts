import { decodeFrame, type FrameResult } from "@dosekit/protocols";

/** What stood on the line up to a 0x00, as it came. */
export interface LineRun {
  /** With the 0x00 that ended it, and those in front of it. */
  readonly bytes: Uint8Array;
  /** The frame, or why it is none. */
  readonly result: FrameResult;
}

const DELIMITER = 0x00;
/** More than any frame takes: a longer run is told as it is, and the rest passed over. */
const RUN_BYTES_MAX = 4_096;

/** Cuts what a peer sends into runs that end by 0x00; memory is bounded, whatever comes. */
export class FrameStream {
  #bytes: number[] = [];
  #hasContent = false;

  /** Takes bytes as they come; gives the runs that end in them. */
  push(chunk: Uint8Array): readonly LineRun[] {
    const runs: LineRun[] = [];
    for (const byte of chunk) {
      const hasRoom = this.#bytes.length < RUN_BYTES_MAX;
      if (hasRoom) this.#bytes.push(byte);
      if (byte !== DELIMITER) this.#hasContent = true;
      else if (this.#hasContent) runs.push(this.#end(hasRoom));
    }
    return runs;
  }

  #end(isWhole: boolean): LineRun {
    const bytes = Uint8Array.from(this.#bytes);
    this.#bytes = [];
    this.#hasContent = false;
    if (!isWhole) return { bytes, result: { ok: false, error: "too-long" } };
    const from = bytes.findIndex((byte) => byte !== DELIMITER);
    return { bytes, result: decodeFrame(bytes.subarray(from, -1)) };
  }
}
