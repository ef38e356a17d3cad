import { PACKET_BYTES_MAX, PacketStream, packetBytes, readPacket } from "@dosekit/conformance";
import { describe, expect, it } from "vitest";

const PING = Uint8Array.of(0xc0, 0);
const PUBLISH = packetBytes({
  cmd: "publish",
  topic: "a/b",
  payload: Buffer.alloc(200, 7),
  qos: 1,
  messageId: 9,
  dup: false,
  retain: false,
});

describe("a stream of packets", () => {
  it("gives each packet with its own bytes, however it is cut", () => {
    const whole = Buffer.concat([PING, PUBLISH, PING]);
    for (let cut = 1; cut < whole.length; cut += 1) {
      const stream = new PacketStream();
      const found = [...stream.push(whole.subarray(0, cut)), ...stream.push(whole.subarray(cut))];
      expect(found.map(({ packet }) => packet?.cmd)).toEqual(["pingreq", "publish", "pingreq"]);
      expect(found.map(({ bytes }) => bytes)).toEqual([PING, PUBLISH, PING]);
    }
  });

  it("goes on behind a packet that can't be read", () => {
    const found = new PacketStream().push(Buffer.from("3202ffffc000", "hex"));
    expect(found.map(({ packet, error }) => packet?.cmd ?? typeof error)).toEqual([
      "string",
      "pingreq",
    ]);
  });

  it.each([
    ["a length of five bytes", Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0xff, 1)],
    ["a packet above the limit", Uint8Array.of(0x30, 0xff, 0xff, 0x7f)],
  ])("takes nothing more after %s", (_name, bytes) => {
    const stream = new PacketStream();
    expect(stream.push(bytes)).toEqual([]);
    expect(stream.broken).toBeDefined();
    expect(stream.push(PING)).toEqual([]);
  });

  it("answers any bytes with a packet or an error", () => {
    for (let seed = 0; seed < 2_000; seed += 1) {
      const bytes = Uint8Array.from(
        { length: 1 + (seed % 24) },
        (_, at) => (seed * 31 + at * 97) % 256,
      );
      const { packet, error } = readPacket(bytes);
      expect((packet === undefined) === (error !== undefined)).toBe(true);
    }
    expect(PACKET_BYTES_MAX).toBeGreaterThan(65_536);
  });
});
