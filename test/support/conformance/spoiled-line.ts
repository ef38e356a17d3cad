import { decodeFrame, encodeFrame, type Frame } from "@dosekit/protocols";
import type { BytePort } from "@dosekit/sdk";

/** Ways to put in frames of one's own. */
export interface LineBack {
  readonly toPeer: (frame: Frame) => void;
  readonly toSelf: (frame: Frame) => void;
}

/** What a spoiled line does to frames that pass; `undefined` is swallowed. */
export interface LineSpoiler {
  /** What the one under test sends. */
  readonly up?: (frame: Frame, back: LineBack) => Frame | undefined;
  /** What it gets. */
  readonly down?: (frame: Frame, back: LineBack) => Frame | undefined;
  /** Bytes that it gets and that are no frame, up to their 0x00. */
  readonly damaged?: (bytes: Uint8Array, back: LineBack) => Uint8Array;
  /** Bytes that it sends, last of all. */
  readonly bytesUp?: (bytes: Uint8Array, frame: Frame) => Uint8Array;
}

/** Puts a spoiler between a link and its line. Frames come to the link whole and one by one. */
export function spoiledLine(port: BytePort, spoiler: LineSpoiler): BytePort {
  const hear: { tell: (bytes: Uint8Array) => void; rest: number[] } = {
    tell: () => undefined,
    rest: [],
  };
  const back: LineBack = {
    toPeer: (frame) => port.write(encodeFrame(frame)),
    toSelf: (frame) => hear.tell(encodeFrame(frame)),
  };
  const pass = (bytes: Uint8Array) => {
    const read = decodeFrame(bytes.subarray(0, -1));
    if (!read.ok) {
      hear.tell(spoiler.damaged?.(bytes, back) ?? bytes);
      return;
    }
    const left = spoiler.down === undefined ? read.frame : spoiler.down(read.frame, back);
    if (left !== undefined) hear.tell(encodeFrame(left));
  };
  return {
    name: port.name,
    baud: port.baud,
    open: (listener) => {
      hear.tell = (bytes) => listener.onBytes(bytes);
      port.open({
        ...listener,
        onOpen: () => listener.onOpen(),
        onClosed: (fault) => listener.onClosed(fault),
        onBytes: (bytes) => {
          for (const byte of bytes) {
            hear.rest.push(byte);
            if (byte === 0) pass(Uint8Array.from(hear.rest.splice(0)));
          }
        },
      });
    },
    write: (bytes) => {
      const from = bytes[0] === 0 ? 1 : 0;
      const read = decodeFrame(bytes.subarray(from, -1));
      if (!read.ok) throw new Error("our own end wrote what is no frame");
      const left = spoiler.up === undefined ? read.frame : spoiler.up(read.frame, back);
      if (left === undefined) return;
      const same = left === read.frame ? bytes : encodeFrame(left);
      port.write(spoiler.bytesUp?.(same, left) ?? same);
    },
    close: () => port.close(),
  };
}
