import { decodeFrame, encodeFrame, FRAME_PAYLOAD_MAX, type Frame } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

const PAYLOAD = Buffer.from("a50001011002190201031a6b0294e004a301184d0203031a6b0292f0", "hex");
const WIRE = "04110502031ca51f01011002190201031a6b0294e004a301184d0203031a6b0292f0dc1cbf6c00";
const FRAME: Frame = { type: "DATA", seq: 5, ack: 2, payload: new Uint8Array(PAYLOAD) };

function stuffed(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, "hex")).slice(0, -1);
}

describe("encodeFrame", () => {
  it("writes the published vector byte for byte", () => {
    expect(Buffer.from(encodeFrame(FRAME)).toString("hex")).toBe(WIRE);
  });

  it.each(["DATA", "ACK", "NAK", "RST", "RSTACK", "ERR"] as const)(
    "gives %s frames that decodeFrame reads back",
    (type) => {
      const frame: Frame = { type, seq: 255, ack: 0, payload: new Uint8Array([0, 0, 255]) };
      expect(decodeFrame(encodeFrame(frame).slice(0, -1))).toEqual({ ok: true, frame });
    },
  );

  it("takes a payload at the limit and refuses one byte more", () => {
    const largest = new Uint8Array(FRAME_PAYLOAD_MAX);
    expect(decodeFrame(encodeFrame({ ...FRAME, payload: largest }).slice(0, -1))).toMatchObject({
      ok: true,
    });
    const larger = new Uint8Array(FRAME_PAYLOAD_MAX + 1);
    expect(() => encodeFrame({ ...FRAME, payload: larger })).toThrow(RangeError);
  });

  it.each([-1, 256, 1.5])("refuses %s as a frame number", (number) => {
    expect(() => encodeFrame({ ...FRAME, seq: number })).toThrow("seq: found");
    expect(() => encodeFrame({ ...FRAME, ack: number })).toThrow("ack: found");
  });

  it("puts the address of a shared line behind the first byte, and nothing else changes", () => {
    const plain = Buffer.from(encodeFrame(FRAME)).toString("hex");
    const drop = { address: 9, from: "device" } as const;
    const shared = Buffer.from(encodeFrame({ ...FRAME, drop })).toString("hex");
    expect(shared.slice(0, 8)).toBe("0591890502".slice(0, 8));
    expect(shared.slice(8, -10)).toBe(plain.slice(4 + 2, -10));
  });

  it.each([
    [0, "gateway"],
    [128, "gateway"],
    [127, "device"],
    [1.5, "device"],
  ] as const)("refuses the address %s from a %s", (address, from) => {
    expect(() => encodeFrame({ ...FRAME, drop: { address, from } })).toThrow("address: found");
  });
});

describe("decodeFrame", () => {
  it("reads the published vector", () => {
    expect(decodeFrame(stuffed(WIRE))).toEqual({ ok: true, frame: FRAME });
  });

  it("refuses the published vector with its last checksum bit turned", () => {
    expect(decodeFrame(stuffed(WIRE.replace("6c00", "6d00")))).toEqual({ ok: false, error: "crc" });
  });

  it("refuses every truncation of the vector", () => {
    const whole = stuffed(WIRE);
    for (let length = 0; length < whole.length; length++) {
      expect(decodeFrame(whole.subarray(0, length))).toMatchObject({ ok: false });
    }
  });
});
