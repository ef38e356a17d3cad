import {
  cobsDecode,
  cobsEncode,
  cobsSizeMax,
  decodeFrame,
  encodeFrame,
  FRAME_TYPES,
  type Frame,
  FrameDecoder,
  type FrameResult,
  type FrameType,
} from "@dosekit/protocols";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 20_000 : 400;

/** Bytes in which zeros and long runs without zeros are frequent. */
const data = fc.oneof(
  fc.uint8Array({ maxLength: 600 }),
  fc.array(fc.constantFrom(0, 1), { maxLength: 40 }).map((bytes) => Uint8Array.from(bytes)),
  fc.nat(520).map((length) => new Uint8Array(length).fill(0xaa)),
);

const frames: fc.Arbitrary<Frame> = fc.record(
  {
    type: fc.constantFrom(...(Object.keys(FRAME_TYPES) as FrameType[])),
    seq: fc.nat(255),
    ack: fc.nat(255),
    payload: data.map((bytes) => bytes.slice(0, 512)),
    drop: fc.record(
      { address: fc.integer({ min: 1, max: 126 }), from: fc.constantFrom("gateway", "device") },
      { noNullPrototype: true },
    ),
  },
  { noNullPrototype: true, requiredKeys: ["type", "seq", "ack", "payload"] },
);

function read(stream: Uint8Array, cuts: readonly number[]): readonly FrameResult[] {
  const decoder = new FrameDecoder();
  const results: FrameResult[] = [];
  let from = 0;
  for (const cut of [...cuts.map((at) => at % (stream.length + 1)), stream.length].toSorted(
    (left, right) => left - right,
  )) {
    decoder.push(stream.subarray(from, cut), (result) => results.push(result));
    from = cut;
  }
  return results;
}

describe("stuffing", () => {
  it("comes undone, leaves no zero and stays within its bound", () => {
    fc.assert(
      fc.property(data, (bytes) => {
        const stuffed = cobsEncode(bytes);
        expect(stuffed.includes(0)).toBe(false);
        expect(stuffed.length).toBeLessThanOrEqual(cobsSizeMax(bytes.length));
        expect(cobsDecode(stuffed)).toEqual(bytes);
      }),
      { numRuns: RUNS },
    );
  });
});

describe("a stream of frames", () => {
  it("gives back every frame in order, however it is cut", () => {
    fc.assert(
      fc.property(fc.array(frames, { maxLength: 5 }), fc.array(fc.nat()), (sent, cuts) => {
        const stream = new Uint8Array(Buffer.concat(sent.map(encodeFrame)));
        expect(read(stream, cuts)).toEqual(sent.map((frame) => ({ ok: true, frame })));
      }),
      { numRuns: RUNS },
    );
  });

  it("never throws on any bytes, and finds the frame behind them once a delimiter came", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), frames, (noise, frame) => {
        const stream = new Uint8Array([...noise, 0, ...encodeFrame(frame)]);
        expect(read(stream, []).at(-1)).toEqual({ ok: true, frame });
      }),
      { numRuns: RUNS },
    );
  });

  it("never delivers a frame with one bit of it turned", () => {
    fc.assert(
      fc.property(frames, fc.nat(), (frame, at) => {
        const wire = encodeFrame(frame);
        // The closing delimiter is left alone: without it nothing is delivered at all.
        const bit = at % ((wire.length - 1) * 8);
        const index = Math.floor(bit / 8);
        wire[index] = (wire[index] ?? 0) ^ (1 << (bit % 8));
        expect(read(wire, []).filter(({ ok }) => ok)).toEqual([]);
      }),
      { numRuns: RUNS * 2 },
    );
  });

  it("is read by decodeFrame as by the stream decoder", () => {
    fc.assert(
      fc.property(fc.uint8Array({ min: 1, minLength: 1, maxLength: 60 }), (stuffed) => {
        expect(read(new Uint8Array([...stuffed, 0]), [])).toEqual([decodeFrame(stuffed)]);
      }),
      { numRuns: RUNS },
    );
  });
});
