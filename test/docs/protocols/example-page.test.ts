import {
  DeviceEvent,
  DeviceState,
  decodeMessage,
  diagnose,
  encodeFrame,
  encodeIntroduction,
  encodeMessage,
  FrameDecoder,
  type FrameResult,
  instant,
  Reply,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { expectCommitted, readCommitted, withMade } from "../../support/committed-text.ts";
import { encodeItem, type Item, join } from "../../support/stranger/cbor.ts";
import { TYPES, writeFrame } from "../../support/stranger/frames.ts";

const PAGE = "protocols/spec/example.md";
const CIVIL_MS = 1_790_000_000_000;

interface Line {
  readonly from: "gateway" | "device";
  readonly what: string;
  readonly wire: Uint8Array;
  /** The message in a DATA frame. */
  readonly message?: Uint8Array;
}

const introduce = (bootId: number, answeredBootId: number, payloadMax: number, name: string) =>
  encodeIntroduction({
    ...{ version: 1, bootId, answeredBootId, handshake: 1, payloadMax },
    ...{ window: payloadMax === 200 ? 1 : 4, messageMax: 65_536, name },
  });

/** A frame of the gateway, by the implementation that was written from the text alone. */
function gateway(what: string, type: keyof typeof TYPES, payload: Uint8Array, ack = 0): Line {
  return { from: "gateway", what, wire: writeFrame({ type: TYPES[type], seq: 0, ack, payload }) };
}

function asks(what: string, seq: number, ack: number, channel: number, item: Item): Line {
  const message = encodeItem(item);
  const payload = join([Uint8Array.of(0xc0 | channel), message]);
  const wire = writeFrame({ type: TYPES.DATA, seq, ack, payload });
  return { from: "gateway", what, wire, message };
}

function device(what: string, type: "RSTACK" | "ACK" | "ERR", payload: Uint8Array, ack = 0): Line {
  return { from: "device", what, wire: encodeFrame({ type, seq: 0, ack, payload }) };
}

function tells(
  what: string,
  [seq, ack]: readonly [number, number],
  channel: number,
  message: Uint8Array,
): Line {
  const payload = join([Uint8Array.of(0xc0 | channel), message]);
  return { from: "device", what, wire: encodeFrame({ type: "DATA", seq, ack, payload }), message };
}

const BIRTH = encodeMessage(DeviceState, {
  ...{ status: "online", bootId: 7, epoch: 3, firstSeq: 1, lastSeq: 1 },
  ...{ product: "pilly-sms", firmware: "1.0.0", serial: "S-1", spoolEvents: 500 },
});
const RECORD = encodeMessage(DeviceEvent, {
  ...{ epoch: 3, seq: 1, kind: "device.booted", bootId: 7, uptimeMs: 0 },
  ...{ civilMs: instant(CIVIL_MS), clock: "rtc", resetCause: "power-restored" },
});
const COMMAND: Item = [
  7,
  new Map<number, Item>([
    [-1, "c-1"],
    [-2, 1],
    [-3, [CIVIL_MS / 1_000 + 60, 0]],
    [-5, 5],
  ]),
];

const TALK: readonly Line[] = [
  device("ERR: it has no contact", "ERR", Uint8Array.of(1, 0)),
  gateway("RST: handshake 1 of boot 9", "RST", introduce(9, 0, 200, "")),
  device("RSTACK: it is box-1, in its boot 7", "RSTACK", introduce(7, 9, 512, "box-1")),
  gateway("RSTACK: the boot 7 is confirmed", "RSTACK", introduce(9, 7, 200, "")),
  tells(
    "DATA 0: the last will",
    [0, 0],
    0,
    encodeMessage(DeviceState, { status: "lost", bootId: 7 }),
  ),
  gateway("ACK: 1 is expected next", "ACK", Uint8Array.of(0), 1),
  tells("DATA 1: the birth", [1, 0], 1, BIRTH),
  gateway("ACK", "ACK", Uint8Array.of(0), 2),
  tells("DATA 2: the record 1 of epoch 3", [2, 0], 2, RECORD),
  gateway("ACK: the frame came; the record is not safe yet", "ACK", Uint8Array.of(0), 3),
  asks("DATA 0: all up to record 1 is durable", 0, 3, 10, [
    2,
    new Map([
      [1, 3],
      [2, 1],
    ]),
  ]),
  device("ACK", "ACK", Uint8Array.of(0), 1),
  asks("DATA 1: a self-test, within a minute", 1, 3, 8, COMMAND),
  device("ACK", "ACK", Uint8Array.of(0), 2),
  tells(
    "DATA 3: it is done",
    [3, 2],
    3,
    encodeMessage(Reply, { commandId: "c-1", result: "done" }),
  ),
  gateway("ACK", "ACK", Uint8Array.of(0), 4),
];

function text(): string {
  return TALK.map(({ from, what, wire, message }) => {
    const said = message === undefined ? undefined : diagnose(message);
    const shown = said?.ok === true ? `\n    ${said.value}` : "";
    const hex = Buffer.from(wire).toString("hex");
    return `**${from}** ${what}\n\n    ${hex}${shown}`;
  }).join("\n\n");
}

describe("the page of a first talk", () => {
  it("is committed as it is made", () => {
    expectCommitted(PAGE, withMade(readCommitted(PAGE), "talk", text()));
  });

  it("has frames and messages that our own code reads", () => {
    for (const { wire, message } of TALK) {
      const results: FrameResult[] = [];
      new FrameDecoder().push(wire, (result) => results.push(result));
      expect(results.map(({ ok }) => ok)).toEqual([true]);
      if (message !== undefined) expect(decodeMessage(message).ok).toBe(true);
    }
  });
});
