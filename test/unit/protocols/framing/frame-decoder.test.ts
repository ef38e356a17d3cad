import {
  cobsEncode,
  crc32c,
  encodeFrame,
  type Frame,
  FrameDecoder,
  type FrameResult,
  frameSizeMax,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

const FRAME: Frame = { type: "DATA", seq: 1, ack: 0, payload: new Uint8Array([7, 0, 9]) };
const WIRE = encodeFrame(FRAME);

function pushAll(decoder: FrameDecoder, ...chunks: readonly Uint8Array[]): readonly FrameResult[] {
  const results: FrameResult[] = [];
  for (const chunk of chunks) decoder.push(chunk, (result) => results.push(result));
  return results;
}

/** A frame whose checksum is right and whose header is not. */
function withHeader(header: readonly number[], payload: readonly number[] = []): Uint8Array {
  const head = new Uint8Array([...header, ...payload]);
  const body = new Uint8Array(head.length + 4);
  body.set(head);
  new DataView(body.buffer).setUint32(head.length, crc32c(head));
  return new Uint8Array([...cobsEncode(body), 0]);
}

describe("FrameDecoder", () => {
  it("finds frames one behind the other, however the stream is cut", () => {
    const stream = new Uint8Array([...WIRE, ...WIRE, ...WIRE]);
    const whole = pushAll(new FrameDecoder(), stream);
    const dribbled = pushAll(
      new FrameDecoder(),
      ...Array.from(stream, (byte) => Uint8Array.of(byte)),
    );
    expect(whole).toEqual([0, 1, 2].map(() => ({ ok: true, frame: FRAME })));
    expect(dribbled).toEqual(whole);
  });

  it.each([64, 65, 512])(
    "never writes again to payloads of %i bytes that it handed over",
    (size) => {
      const payloads = Array.from({ length: 40 }, (_, at) => new Uint8Array(size).fill(at + 1));
      const wires = payloads.map((payload, seq) =>
        encodeFrame({ type: "DATA", seq, ack: 0, payload }),
      );
      const damaged = wires.map((wire) => wire.with(7, 0xee));
      const decoder = new FrameDecoder();
      const results = pushAll(decoder, ...wires.flatMap((wire, at) => [wire, damaged[at] ?? wire]));
      const read = results.flatMap((result) => (result.ok ? [result.frame.payload] : []));
      expect(read).toEqual(payloads);
      expect(decoder.counters).toMatchObject({ frames: 40, crc: 40 });
      expect(Math.max(...read.map(({ buffer }) => buffer.byteLength))).toBeLessThanOrEqual(1_024);
    },
  );

  it("passes over empty frames without a word", () => {
    const decoder = new FrameDecoder();
    expect(pushAll(decoder, new Uint8Array(5), WIRE)).toEqual([{ ok: true, frame: FRAME }]);
    expect(decoder.counters).toMatchObject({ empty: 5, frames: 1 });
  });

  it.each([
    ["stuffing that points past the end", Uint8Array.of(9, 1, 0), "cobs"],
    ["too few bytes for a frame", Uint8Array.of(3, 1, 1, 0), "short"],
    ["another layout version", withHeader([0x21, 0, 0, 0, 0]), "version"],
    ["an unknown type", withHeader([0x1f, 0, 0, 0, 0]), "type"],
    ["an address that nobody has", withHeader([0x91, 0, 0, 0, 0, 0]), "address"],
    ["a length above what is there", withHeader([0x11, 0, 0, 0, 2], [1]), "length"],
    ["a length below what is there", withHeader([0x11, 0, 0, 0, 1], [1, 2]), "length"],
  ] as const)("refuses and counts %s, and takes the next frame", (_name, bytes, error) => {
    const decoder = new FrameDecoder();
    expect(pushAll(decoder, bytes, WIRE)).toEqual([
      { ok: false, error },
      { ok: true, frame: FRAME },
    ]);
    expect(decoder.counters).toMatchObject({ [error]: 1, frames: 1 });
  });

  it("takes a payload at its limit and refuses one byte more", () => {
    for (const fill of [0x00, 0x01, 0xff]) {
      const decoder = new FrameDecoder({ payloadMax: 300 });
      const fits = { ...FRAME, payload: new Uint8Array(300).fill(fill) };
      const exceeds = { ...FRAME, payload: new Uint8Array(301).fill(fill) };
      expect(pushAll(decoder, encodeFrame(fits), encodeFrame(exceeds))).toEqual([
        { ok: true, frame: fits },
        { ok: false, error: "too-long" },
      ]);
    }
  });

  it("loses what stands before a cut, and nothing behind the next delimiter", () => {
    const decoder = new FrameDecoder();
    const results = pushAll(decoder, WIRE.subarray(3), WIRE);
    expect(results.at(-1)).toEqual({ ok: true, frame: FRAME });
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("says once that a run of bytes is too long, and starts afresh at the delimiter", () => {
    const decoder = new FrameDecoder();
    const noise = new Uint8Array(frameSizeMax(512) + 1).fill(0x55);
    expect(pushAll(decoder, noise, noise, Uint8Array.of(0), WIRE)).toEqual([
      { ok: false, error: "too-long" },
      { ok: true, frame: FRAME },
    ]);
    expect(decoder.counters).toMatchObject({ "too-long": 1, frames: 1, cobs: 0, crc: 0 });
  });

  it("keeps its memory flat while a megabyte without a delimiter runs by", () => {
    const decoder = new FrameDecoder();
    const noise = new Uint8Array(65_536).fill(0x55);
    const results: FrameResult[] = [];
    const before = process.memoryUsage().arrayBuffers;
    for (let sent = 0; sent < 16; sent++) decoder.push(noise, (result) => results.push(result));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(65_536);
    expect(results).toEqual([{ ok: false, error: "too-long" }]);
  });

  it("hands out payloads that later bytes do not change", () => {
    const decoder = new FrameDecoder();
    const [first] = pushAll(decoder, WIRE);
    pushAll(decoder, encodeFrame({ ...FRAME, payload: new Uint8Array([1, 2, 3]) }));
    expect(first).toEqual({ ok: true, frame: FRAME });
  });

  it("takes what is for its own address or for everyone, and passes over the rest", () => {
    const decoder = new FrameDecoder({ address: 5 });
    const own: Frame = { ...FRAME, drop: { address: 5, from: "gateway" } };
    const all: Frame = { ...FRAME, type: "TIME", drop: { address: 127, from: "gateway" } };
    const other: Frame = { ...FRAME, drop: { address: 6, from: "gateway" } };
    const echo: Frame = { ...FRAME, drop: { address: 5, from: "device" } };
    expect(pushAll(decoder, ...[own, all, other, echo].map(encodeFrame))).toEqual([
      { ok: true, frame: own },
      { ok: true, frame: all },
    ]);
    expect(decoder.counters).toMatchObject({ frames: 2, foreign: 2 });
  });

  it.each([0, 1_025, 1.5])("refuses a payload limit of %s bytes", (payloadMax) => {
    expect(() => new FrameDecoder({ payloadMax })).toThrow("payloadMax: found");
  });
});
