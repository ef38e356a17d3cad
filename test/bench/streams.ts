import { DEFAULT_LIMITS, encodeFrame, FrameDecoder, scanStrict } from "@dosekit/protocols";
import type { Work } from "./stopwatch.ts";

const CHUNK_BYTES = 4_096;
const CLEAN_BYTES = 1_000_000;
const HOSTILE_BYTES = 500_000;
const OUTER_ITEMS = 16;

/** A stream in chunks, and how long it is. */
interface Stream {
  readonly chunks: readonly Uint8Array[];
  readonly bytes: number;
}

function streamOf(bytes: Uint8Array): Stream {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    chunks.push(bytes.slice(at, at + CHUNK_BYTES));
  }
  return { chunks, bytes: bytes.length };
}

/** Repeats what a maker gives until a stream is long enough. */
function filled(bytes: number, make: (index: number) => Uint8Array): Uint8Array {
  const stream = new Uint8Array(bytes);
  for (let at = 0, index = 0; at < bytes; index++) {
    const part = make(index);
    stream.set(part.subarray(0, bytes - at), at);
    at += part.length;
  }
  return stream;
}

function payloadOf(size: number, index: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => at * 31 + index * 17);
}

function dataFrame(size: number, index: number): Uint8Array {
  return encodeFrame({ type: "DATA", seq: index % 256, ack: 0, payload: payloadOf(size, index) });
}

function reading({ chunks }: Stream): Work {
  return () => {
    const decoder = new FrameDecoder();
    let taken = 0;
    for (const chunk of chunks) {
      decoder.push(chunk, (result) => {
        if (result.ok) taken += result.frame.payload.length;
      });
    }
    if (taken < 0) throw new Error("nothing was read");
  };
}

/** Payloads of the frames in clean streams, bytes. */
export const CLEAN_PAYLOADS = [16, 45, 64, 65, 100, 128, 256, 512];

/** How long a clean stream is, bytes. */
export { CLEAN_BYTES };

/** Decoders on clean streams, by the payload of their frames. */
export function cleanStreams(): Readonly<Record<string, Work>> {
  return Object.fromEntries(
    CLEAN_PAYLOADS.map((size) => {
      const stream = filled(CLEAN_BYTES, (index) => dataFrame(size, index));
      return [`${size}`, reading(streamOf(stream))];
    }),
  );
}

/** What streams of noise and malice consist of. */
const HOSTILE: Readonly<Record<string, (index: number) => Uint8Array>> = {
  "no delimiter at all": () => new Uint8Array(4_096).fill(0x55),
  "nothing but delimiters": () => new Uint8Array(4_096),
  "runs of one byte": () => Uint8Array.of(1, 0),
  "runs just too long": () => Uint8Array.from({ length: 531 }, (_, at) => (at < 530 ? 7 : 0)),
  "stuffing that points past the end": () => Uint8Array.of(9, 1, 1, 1, 0),
  "wrong checksums": (index) => dataFrame(45, index).with(8, 0xee),
  "long frames with wrong checksums": (index) => dataFrame(512, index).with(8, 0xee),
};

/** CBOR that keeps a reader busy, of any length up to the limit. */
const HOSTILE_CBOR: Readonly<Record<string, (bytes: number) => Uint8Array>> = {
  "list of lists": (bytes) => nested(bytes, () => listOf(31, (at) => Uint8Array.of(at % 24))),
  "list of texts beyond ASCII": (bytes) => nested(bytes, () => textOf(15)),
  "list of byte strings": (bytes) => nested(bytes, () => Uint8Array.of(0x45, 1, 2, 3, 4, 5)),
  "list of maps": (bytes) => nested(bytes, () => mapOf(20)),
};

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function listOf(count: number, item: (at: number) => Uint8Array): Uint8Array {
  const head =
    count < 24 ? [0x80 + count] : count < 256 ? [0x98, count] : [0x99, count >> 8, count & 255];
  return joined([Uint8Array.from(head), ...Array.from({ length: count }, (_, at) => item(at))]);
}

function mapOf(count: number): Uint8Array {
  const pairs = Array.from({ length: count }, (_, at) => Uint8Array.of(at, 0xf5));
  return joined([Uint8Array.of(0xa0 + count), ...pairs]);
}

function textOf(letters: number): Uint8Array {
  const text = Array.from({ length: letters }, () => [0xc3, 0xbc]).flat();
  return Uint8Array.of(0x78, text.length, ...text);
}

/** Two levels of lists, as one list may not hold enough items. */
function nested(bytes: number, item: () => Uint8Array): Uint8Array {
  const one = item();
  const items = Math.floor(bytes / one.length);
  const inner = Math.ceil(items / OUTER_ITEMS);
  return listOf(OUTER_ITEMS, () => listOf(inner, () => one));
}

/** Pairs of works on hostile input: the second has twice as much of it as the first. */
export function hostilePairs(): Readonly<Record<string, readonly [Work, Work]>> {
  const streams = Object.entries(HOSTILE).map(([name, make]) => {
    const [once, twice] = [HOSTILE_BYTES, 2 * HOSTILE_BYTES].map((bytes) =>
      reading(streamOf(filled(bytes, make))),
    );
    return [`frames: ${name}`, [once, twice]] as const;
  });
  const messages = Object.entries(HOSTILE_CBOR).map(([name, make]) => {
    const [once, twice] = [28_000, 56_000].map((bytes) => scanning(make(bytes)));
    return [`message: ${name}`, [once, twice]] as const;
  });
  return Object.fromEntries([...streams, ...messages]) as Readonly<
    Record<string, readonly [Work, Work]>
  >;
}

function scanning(bytes: Uint8Array): Work {
  const refusal = scanStrict(bytes, DEFAULT_LIMITS);
  if (refusal !== undefined) throw new Error(refusal.message);
  return () => scanStrict(bytes, DEFAULT_LIMITS);
}
