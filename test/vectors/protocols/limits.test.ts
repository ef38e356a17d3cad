import {
  decodeMessage,
  decodeStrict,
  encodeFrame,
  encodeMessage,
  FRAME_TYPES,
  type Frame,
  FrameDecoder,
  type FrameResult,
  MESSAGES,
} from "@dosekit/protocols";
import { cdeDecodeOptions, cdeEncodeOptions, decode, encode } from "cbor2";
import { describe, expect, it } from "vitest";
import { misfitOf } from "../../support/cddl/check-item.ts";
import { parseCddl } from "../../support/cddl/parse-cddl.ts";
import { readCommitted } from "../../support/committed-text.ts";
import { readByTheText } from "../../support/protocols/frame-oracle.ts";
import type { CborRow } from "../../support/spec-vectors/cbor-limits.ts";
import type { FrameRow } from "../../support/spec-vectors/frame-limits.ts";
import type { LimitRow } from "../../support/spec-vectors/message-limits.ts";
import { decodeItem } from "../../support/stranger/cbor.ts";
import { NoFrame, readFrame } from "../../support/stranger/frames.ts";

const RULES = parseCddl(readCommitted("protocols/spec/omdp.cddl"));
const MESSAGE_ROWS = rowsOf<LimitRow>("limits-of-messages");
const CBOR_ROWS = rowsOf<CborRow>("limits-of-cbor");
const FRAME_ROWS = rowsOf<FrameRow>("limits-of-frames");

function rowsOf<R extends { readonly name: string }>(file: string): readonly [string, R][] {
  const text = readCommitted(`protocols/spec/vectors/${file}.json`);
  const { rows } = JSON.parse(text) as { readonly rows: readonly R[] };
  return rows.map((row) => [row.name, row]);
}

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, "hex"));
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

/** The same value, written by an independent library in its deterministic form. */
function rewritten(bytes: Uint8Array): string {
  return hexOf(encode(decode(bytes, cdeDecodeOptions), cdeEncodeOptions));
}

describe("at the limits of a message", () => {
  it.each(MESSAGE_ROWS)("%s", (_name, { message, hex, result, error }) => {
    const read = decodeMessage(bytesOf(hex));
    if (result === "invalid") {
      expect(read).toMatchObject({ ok: false, error: { code: error } });
      return;
    }
    if (!read.ok) throw new Error(read.error.message);
    const { definition, message: value } = read.value;
    expect(definition.name).toBe(message);
    expect(hexOf(encodeMessage(definition, value as never))).toBe(hex);
    expect(rewritten(bytesOf(hex))).toBe(hex);
  });

  it.each(MESSAGE_ROWS)("the published CDDL agrees: %s", (name, { hex, result, error }) => {
    // That the two parts of an instant together stay below 2^53 is said in words alone.
    if (name.endsWith("one millisecond behind the last")) return;
    if (error === "integer-too-large") return;
    const misfit = misfitOf(RULES, "omdp-message", decodeItem(bytesOf(hex)));
    expect(misfit === undefined).toBe(result === "valid");
  });

  it("there are vectors for every field of every message", () => {
    for (const { name, fields } of MESSAGES) {
      for (const field of Object.keys(fields)) {
        const names = MESSAGE_ROWS.map(([row]) => row);
        expect(names.some((row) => row.startsWith(`${name}.${field}`))).toBe(true);
      }
    }
  });
});

describe("at the limits of the byte profile", () => {
  it.each(CBOR_ROWS)("%s", (_name, { parts, result, error }) => {
    const bytes = bytesOf(parts.map(({ hex, times }) => hex.repeat(times)).join(""));
    const read = decodeStrict(bytes);
    if (result === "invalid") expect(read).toMatchObject({ ok: false, error: { code: error } });
    else {
      expect(read.ok).toBe(true);
      expect(rewritten(bytes)).toBe(hexOf(bytes));
    }
  });
});

describe("at the limits of a frame", () => {
  it.each(FRAME_ROWS)("%s", (_name, { hex, payloadMax, result, error, frame }) => {
    const results: FrameResult[] = [];
    new FrameDecoder({ payloadMax }).push(bytesOf(hex), (one) => results.push(one));
    if (frame === undefined) {
      expect(results).toEqual([{ ok: false, error }]);
      return;
    }
    const expected = { ...frame, payload: bytesOf(frame.payload) } as Frame;
    expect(results).toEqual([{ ok: true, frame: expected }]);
    if (result === "valid") expect(hexOf(encodeFrame(expected))).toBe(hex);
  });

  it.each(FRAME_ROWS)("two decoders that were written apart agree: %s", (_name, row) => {
    const { hex, payloadMax, error, frame } = row;
    const wire = bytesOf(hex);
    const [reading] = readByTheText([...wire], payloadMax);
    const run = wire.filter((byte) => byte !== 0);
    if (frame === undefined) {
      expect(reading).toBe(error);
      expect(() => readFrame(run, payloadMax)).toThrow(new NoFrame(error));
      return;
    }
    const { type, seq, ack, payload } = frame;
    expect(reading).toMatchObject({ head: FRAME_TYPES[type as keyof typeof FRAME_TYPES] });
    const read = readFrame(run, payloadMax);
    expect([read.seq, read.ack, hexOf(read.payload)]).toEqual([seq, ack, payload]);
  });
});
