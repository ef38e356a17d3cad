import {
  Command,
  EventAcknowledgement,
  encodeFrame,
  encodeMessage,
  instant,
} from "@dosekit/protocols";
import { CaptureReader, type DescribedLine, isLineRefused } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

const ACK = encodeMessage(EventAcknowledgement, { epoch: 7, throughSeq: 1_000 });
const COMMAND = encodeMessage(Command, {
  commandId: "c-1",
  verb: "self-test",
  notAfterMs: instant(0),
  actor: "operator",
});
const FRAME = encodeFrame({ type: "DATA", seq: 5, ack: 2, payload: ACK });
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

function read(...lines: readonly unknown[]): {
  readonly reader: CaptureReader;
  readonly described: readonly DescribedLine[];
} {
  const reader = new CaptureReader();
  const texts = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
  const described = texts.flatMap((text) => reader.read(text) ?? []);
  return { reader, described: [...described, ...reader.end()] };
}

describe("a capture over MQTT", () => {
  it("names tenant, device, channel and who published, and every field", () => {
    const topic = "omdp/1/demo/disp-1/ack";
    const { described } = read({ t: "2026-11-23T08:00:00Z", topic, hex: hex(ACK) });
    expect(described).toMatchObject([
      {
        line: 1,
        t: "2026-11-23T08:00:00Z",
        topic: { tenant: "demo", deviceId: "disp-1", channel: "ack", from: "gateway" },
        message: { name: "event-acknowledgement", fields: [{ name: "epoch" }, {}] },
        defects: [],
      },
    ]);
  });

  it("takes base64 as well", () => {
    const base64 = Buffer.from(COMMAND).toString("base64");
    const { described } = read({ topic: "omdp/1/demo/disp-1/cmd", base64 });
    expect(described[0]?.message?.name).toBe("command");
  });

  it.each([
    ["omdp/1/demo/disp-1/nothing", "topic-channel"],
    ["omdp/2/demo/disp-1/ack", "topic-version"],
    ["omdp/1/de mo/disp-1/ack", "topic-name"],
    ["else/1/demo/disp-1/ack", "topic-form"],
  ])("says what is wrong with the topic %s and still reads the message", (topic, code) => {
    const { described } = read({ topic, hex: hex(ACK) });
    expect(described[0]?.defects).toMatchObject([{ code, requirement: "OMDP-MQT-001" }]);
    expect(described[0]?.message?.name).toBe("event-acknowledgement");
  });

  it("refuses a message on a channel of another", () => {
    const { described, reader } = read({ topic: "omdp/1/demo/disp-1/cmd", hex: hex(ACK) });
    expect(described[0]?.defects).toMatchObject([{ requirement: "OMDP-MQT-005" }]);
    expect(reader.counts()).toEqual({
      lines: 1,
      messages: 1,
      frames: 0,
      refused: { "wrong-message": 1 },
    });
  });

  it("takes an empty payload for a retained message taken back", () => {
    const { described } = read({ topic: "omdp/1/demo/disp-1/cfg/desired", hex: "" });
    expect(described).toMatchObject([{ bytes: 0, defects: [] }]);
  });
});

describe("a capture of a serial line", () => {
  it("puts frames together that were cut anywhere, for each direction", () => {
    for (let cut = 1; cut < FRAME.length; cut += 1) {
      const { described } = read(
        { dir: "rx", hex: hex(FRAME.subarray(0, cut)) },
        { dir: "tx", hex: hex(FRAME.subarray(0, cut)) },
        { dir: "rx", hex: hex(FRAME.subarray(cut)) },
        { dir: "tx", hex: hex(FRAME.subarray(cut)) },
      );
      expect(described.map(({ frames }) => frames?.length)).toEqual([0, 0, 1, 1]);
      expect(described.at(-1)?.frames).toMatchObject([{ type: "DATA", seq: 5, ack: 2 }]);
    }
  });

  it("takes no part of a frame for a message", () => {
    const at = Buffer.from(FRAME).indexOf(ACK);
    const cuts = [0, at, at + ACK.length, FRAME.length];
    const pieces = cuts.slice(1).map((end, index) => FRAME.subarray(cuts[index], end));
    expect(at).toBeGreaterThan(0);
    const { described } = read(...pieces.map((piece) => ({ dir: "rx", hex: hex(piece) })));
    expect(described.map(({ frames }) => frames?.length)).toEqual([0, 0, 1]);
  });

  it("takes a message between frames for one", () => {
    const { described } = read({ hex: hex(FRAME) }, { hex: hex(ACK) }, { hex: hex(FRAME) });
    expect(described.map(({ message }) => message?.name)).toEqual([
      undefined,
      "event-acknowledgement",
      undefined,
    ]);
  });

  it("counts refused frames by reason and names the sentences that they break", () => {
    const damaged = Uint8Array.from(FRAME);
    damaged[8] = (damaged[8] ?? 0) ^ 0x40;
    const { described, reader } = read({
      dir: "rx",
      hex: hex(Buffer.concat([FRAME, damaged, Uint8Array.of(1, 0), FRAME])),
    });
    expect(described[0]?.frames).toMatchObject([
      { type: "DATA" },
      { error: "crc", requirement: "OMDP-FRM-004" },
      { error: "short", requirement: "OMDP-FRM-001" },
      { type: "DATA" },
    ]);
    expect(reader.counts()).toMatchObject({ frames: 2, refused: { crc: 1, short: 1 } });
  });

  it("judges what was never ended at the end", () => {
    const { described, reader } = read({ dir: "rx", hex: hex(FRAME.subarray(0, 9)) });
    expect(described).toHaveLength(2);
    expect(described.filter(isLineRefused)).toMatchObject([{ line: 1, dir: "rx" }]);
    expect(Object.values(reader.counts().refused)).toEqual([1]);
  });

  it("takes a message without a topic by itself", () => {
    const { described } = read({ hex: hex(ACK) });
    expect(described[0]?.message?.name).toBe("event-acknowledgement");
  });
});

describe("a line that is none", () => {
  it.each([
    ["no JSON", "{oops"],
    ["a list", "[1]"],
    ["no bytes", '{"t": 1}'],
    ["bytes twice", '{"hex": "00", "base64": "AA=="}'],
    ["half a byte", '{"hex": "0"}'],
    ["bytes that are no text", '{"hex": 12}'],
    ["no bytes though named", '{"hex": null}'],
    ["no bytes though named as base64", '{"base64": null}'],
    ["a topic that is no text", '{"topic": 1, "hex": "00"}'],
  ])("is told and the next is read: %s", (_title, line) => {
    const { described, reader } = read(line, "", { hex: hex(ACK) });
    expect(described).toMatchObject([
      { line: 1, defects: [{ code: "capture-line" }] },
      { line: 3, defects: [] },
    ]);
    expect(reader.counts().refused).toEqual({ "capture-line": 1 });
  });

  it("is one with more directions than are told apart", () => {
    const lines = Array.from({ length: 70 }, (_, at) => ({ dir: `d${at}`, hex: hex(FRAME) }));
    const { reader } = read(...lines);
    expect(reader.counts()).toMatchObject({ frames: 64, refused: { "capture-line": 6 } });
  });
});
