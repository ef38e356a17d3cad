import {
  type DropAddress,
  decodeFrame,
  encodeFrame,
  FRAME_PAYLOAD_DEFAULT,
  type Frame,
  FrameDecoder,
  type FrameResult,
  type FrameType,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { readCommitted } from "../../support/committed-text.ts";
import { readByTheText } from "../../support/protocols/frame-oracle.ts";
import { NoFrame, readFrame } from "../../support/stranger/frames.ts";

interface FrameRow {
  readonly type: FrameType;
  readonly seq: number;
  readonly ack: number;
  readonly payload: string;
  readonly drop?: DropAddress;
}

const VECTORS = JSON.parse(readCommitted("protocols/spec/vectors/frames.json")) as {
  readonly valid: readonly {
    readonly name: string;
    readonly hex: string;
    readonly frame: FrameRow;
  }[];
  readonly invalid: readonly {
    readonly name: string;
    readonly hex: string;
    readonly error: string;
  }[];
};

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, "hex"));
}

function frameOf(row: FrameRow): Frame {
  return { ...row, payload: bytesOf(row.payload) };
}

function read(bytes: Uint8Array): readonly FrameResult[] {
  const results: FrameResult[] = [];
  new FrameDecoder().push(bytes, (result) => results.push(result));
  return results;
}

describe("the frame vectors", () => {
  it.each(VECTORS.valid.map((row) => [row.name, row] as const))(
    "%s is written and read",
    (_name, { hex, frame }) => {
      expect(Buffer.from(encodeFrame(frameOf(frame))).toString("hex")).toBe(hex);
      expect(read(bytesOf(hex))).toEqual([{ ok: true, frame: frameOf(frame) }]);
    },
  );

  it.each([...VECTORS.valid, ...VECTORS.invalid].map((row) => [row.name, row] as const))(
    "%s is read so by two decoders that were written apart from ours",
    (_name, row) => {
      const wire = bytesOf(row.hex);
      const [reading] = readByTheText([...wire], FRAME_PAYLOAD_DEFAULT);
      const run = wire.filter((byte) => byte !== 0);
      if ("error" in row) {
        expect(reading).toBe(row.error);
        expect(() => readFrame(run)).toThrow(new NoFrame(row.error));
        return;
      }
      const { seq, ack, payload, drop } = row.frame;
      expect(typeof reading).toBe("object");
      expect(readFrame(run)).toMatchObject({
        ...{ seq, ack, payload: bytesOf(payload) },
        ...(drop && { address: { number: drop.address, fromDevice: drop.from === "device" } }),
      });
    },
  );

  it.each(VECTORS.invalid.map((row) => [row.name, row] as const))(
    "%s is refused",
    (_name, { hex, error }) => {
      expect(read(bytesOf(hex))).toEqual([{ ok: false, error }]);
    },
  );

  it.each(VECTORS.valid.map((row) => [row.name, row] as const))(
    "%s is not delivered with any one bit turned",
    (_name, { hex }) => {
      const wire = bytesOf(hex);
      for (let bit = 0; bit < wire.length * 8; bit++) {
        const turned = wire.slice();
        const index = bit >> 3;
        turned[index] = (turned[index] ?? 0) ^ (1 << (bit & 7));
        expect(read(turned).some(({ ok }) => ok)).toBe(false);
        expect(decodeFrame(turned.subarray(0, -1)).ok).toBe(index === wire.length - 1);
      }
    },
  );

  it.each(VECTORS.valid.map((row) => [row.name, row] as const))(
    "%s is not delivered when it is cut short anywhere",
    (_name, { hex }) => {
      const wire = bytesOf(hex);
      for (let length = 0; length < wire.length - 1; length++) {
        const cut = new Uint8Array([...wire.subarray(0, length), 0]);
        expect(read(cut).some(({ ok }) => ok)).toBe(false);
      }
    },
  );
});
