import {
  cobsEncode,
  crc32c,
  encodeFrame,
  FRAME_TYPES,
  FrameDecoder,
  type FrameType,
} from "@dosekit/protocols";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type OracleReading, readByTheText } from "../../../support/protocols/frame-oracle.ts";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 20_000 : 600;
const PAYLOAD_MAX = 40;

function readByCode(stream: Uint8Array): readonly OracleReading[] {
  const readings: OracleReading[] = [];
  new FrameDecoder({ payloadMax: PAYLOAD_MAX }).push(stream, (result) => {
    if (!result.ok) {
      readings.push(result.error);
      return;
    }
    const { type, seq, ack, payload, drop } = result.frame;
    const from = drop?.from === "device" ? 0x80 : 0;
    const address = drop === undefined ? undefined : drop.address + from;
    const numbers = Buffer.from([seq, ack, ...payload]).toString("hex");
    readings.push({ head: FRAME_TYPES[type], address, numbers });
  });
  return readings;
}

/** A run whose checksum is right, whatever its header says. */
const sealed = fc.uint8Array({ maxLength: PAYLOAD_MAX + 12 }).map((head) => {
  const body = new Uint8Array(head.length + 4);
  body.set(head);
  new DataView(body.buffer).setUint32(head.length, crc32c(head));
  return cobsEncode(body);
});

const header = fc.record({
  first: fc.constantFrom(0x11, 0x18, 0x91, 0x98, 0x19, 0x21, 0x01, 0xff),
  rest: fc.uint8Array({ minLength: 4, maxLength: 5 }),
  data: fc.uint8Array({ maxLength: 6 }),
});
const nearFrame = header.map(({ first, rest, data }) => {
  const head = Uint8Array.of(first, ...rest.slice(0, -2), 0, data.length, ...data);
  const body = new Uint8Array(head.length + 4);
  body.set(head);
  new DataView(body.buffer).setUint32(head.length, crc32c(head));
  return cobsEncode(body);
});

const frame = fc
  .record({
    type: fc.constantFrom(...(Object.keys(FRAME_TYPES) as FrameType[])),
    seq: fc.nat(255),
    ack: fc.nat(255),
    payload: fc.uint8Array({ maxLength: PAYLOAD_MAX + 2 }),
    address: fc.option(fc.integer({ min: 1, max: 126 })),
  })
  .map(({ address, ...rest }) =>
    encodeFrame(address === null ? rest : { ...rest, drop: { address, from: "device" } }),
  );

const part = fc.oneof(fc.uint8Array({ maxLength: 80 }), sealed, nearFrame, frame);

describe("a second reader, written from the text alone", () => {
  it("finds the same frames and the same faults in any stream", () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const stream = new Uint8Array(
          Buffer.concat(parts.flatMap((one) => [one, Buffer.alloc(1)])),
        );
        expect(readByCode(stream)).toEqual(readByTheText([...stream], PAYLOAD_MAX));
      }),
      { numRuns: RUNS },
    );
  });
});
