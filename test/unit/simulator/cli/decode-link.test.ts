import {
  cutSegment,
  DeviceLink,
  EventAcknowledgement,
  encodeFrame,
  encodeMessage,
  type Frame,
  GatewayLink,
  type LinkEffect,
} from "@dosekit/protocols";
import { afterAll, describe, expect, it } from "vitest";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

const bench = new CommandBench();
afterAll(() => bench.remove());

const MESSAGE = encodeMessage(EventAcknowledgement, { epoch: 7, throughSeq: 1_000 });

/** What travels while two ends come into contact and the gateway sends a message. */
function conversation(): Uint8Array {
  const gateway = new GatewayLink({ bootId: 11, name: "", payloadMax: 128 });
  const device = new DeviceLink({ bootId: 22, name: "disp-1", payloadMax: 128 });
  const bytes: Uint8Array[] = [];
  let toDevice: readonly LinkEffect[] = gateway.start(0);
  let toGateway: readonly LinkEffect[] = device.start(0);
  for (let turn = 0; turn < 6; turn++) {
    const [down, up] = [toDevice, toGateway].map(writtenIn);
    bytes.push(...(down ?? []), ...(up ?? []));
    toGateway = (down ?? []).flatMap((one) => device.receive(one, turn));
    toDevice = (up ?? []).flatMap((one) => gateway.receive(one, turn));
  }
  const sent = gateway.send({ channel: "ack", payload: MESSAGE }, 7);
  return Buffer.concat([...bytes, ...writtenIn(sent)]);
}

function writtenIn(effects: readonly LinkEffect[]): readonly Uint8Array[] {
  return effects.flatMap((effect) => (effect.type === "write" ? [effect.bytes] : []));
}

interface Shown {
  readonly type: string;
  readonly part: string;
  readonly fields: readonly { name: string; value: string; meaning?: string }[];
  readonly message?: { readonly name: string };
  readonly defects?: readonly { readonly code: string; readonly requirement?: string }[];
}

async function framesOf(input: Uint8Array): Promise<readonly Shown[]> {
  const { out } = await bench.run(["decode", "--form", "raw", "--as", "frame", "--json"], {
    input,
  });
  return (JSON.parse(out) as { frames: readonly Shown[] }).frames;
}

function frame(type: Frame["type"], payload: readonly number[], drop?: Frame["drop"]): Uint8Array {
  const plain = { type, seq: 1, ack: 0, payload: Uint8Array.from(payload) };
  return encodeFrame(drop === undefined ? plain : { ...plain, drop });
}

describe("dosekit decode of a serial line", () => {
  it("names handshake, errors, segments and the message of a whole conversation", async () => {
    const frames = await framesOf(conversation());
    const parts = new Set(frames.map(({ type, part }) => `${type} ${part}`));
    expect(parts).toContain("RST handshake: the gateway introduces itself");
    expect(parts).toContain("RSTACK handshake: answer or confirmation");
    expect(parts).toContain("ERR error of the link");
    const answer = frames.find(({ type, fields }) => {
      return type === "RSTACK" && fields.some(({ value }) => value === '"disp-1"');
    });
    expect(answer?.fields).toContainEqual(
      expect.objectContaining({ name: "answeredBootId", value: "11" }),
    );
    expect(frames.at(-1)?.message).toMatchObject({ name: "event-acknowledgement" });
    expect(frames.flatMap(({ defects = [] }) => defects)).toEqual([]);
  });

  it("puts a message of several segments together, and takes a repeated one once", async () => {
    const payload = encodeMessage(EventAcknowledgement, { epoch: 7, throughSeq: 1_000 });
    const first = cutSegment({ channel: "ack", payload }, 0, 8);
    const second = cutSegment({ channel: "ack", payload }, first.taken, 128);
    const data = (seq: number, { bytes }: { readonly bytes: Uint8Array }) =>
      encodeFrame({ type: "DATA", seq, ack: 0, payload: bytes });
    const frames = await framesOf(
      Buffer.concat([data(0, first), data(0, first), data(1, second), data(1, second)]),
    );
    expect(frames.map(({ message }) => message?.name)).toEqual([
      undefined,
      undefined,
      "event-acknowledgement",
      undefined,
    ]);
  });

  it("names polls, counters, the time and why a frame is asked for again", async () => {
    const drop = { address: 5, from: "gateway" } as const;
    const frames = await framesOf(
      Buffer.concat([
        frame("ACK", [0x02], drop),
        frame("ACK", [0], { address: 5, from: "device" }),
        frame("NAK", [0, 2]),
        frame("TIME", [0x6a, 0xb2, 0x94, 0xe0, 0, 5]),
        frame("COUNT", []),
        frame("COUNT", [0, 0, 0, 9]),
        frame("ERR", [2, 1]),
      ]),
    );
    expect(frames.map(({ part }) => part)).toEqual([
      "poll with acknowledgement",
      "acknowledgement",
      "refusal of a frame",
      "time of the gateway",
      "counters: request",
      "counters: answer",
      "error of the link",
    ]);
    const meanings = frames.flatMap(({ fields }) => fields.map(({ meaning }) => meaning ?? ""));
    for (const word of ["sequence", "version"]) expect(meanings).toContain(word);
    expect(meanings.join(" ")).toMatch(/2026-\d\d-\d\dT.*\.005Z/);
    expect(frames[5]?.fields).toEqual([expect.objectContaining({ name: "rxFrames", value: "9" })]);
  });

  it.each([
    ["RST", [1, 2], "OMDP-LNK-003"],
    ["RSTACK", [1, 2], "OMDP-LNK-004"],
    ["RST", [9, 2], "OMDP-LNK-007"],
    ["DATA", [], "OMDP-LNK-015"],
    ["DATA", [0x80 + 2, 0], "OMDP-LNK-015"],
    ["DATA", [2], "OMDP-LNK-015"],
    ["DATA", [0xc0 + 15, 1], "OMDP-LNK-016"],
  ] as const)("names the requirement that %s with %j breaks", async (type, payload, id) => {
    const [shown] = await framesOf(frame(type, payload));
    expect(shown?.defects?.map(({ requirement }) => requirement)).toContain(id);
  });

  it("names a message that goes the wrong way on a shared line", async () => {
    const drop = { address: 5, from: "device" } as const;
    const { bytes } = cutSegment({ channel: "ack", payload: MESSAGE }, 0, 128);
    const [shown] = await framesOf(frame("DATA", [...bytes], drop));
    expect(shown?.defects?.map(({ requirement }) => requirement)).toContain("OMDP-LNK-016");
  });

  it("describes any payload of any frame without a stumble", async () => {
    const types = ["DATA", "ACK", "NAK", "RST", "RSTACK", "ERR", "TIME", "COUNT"] as const;
    const bytes = types.flatMap((type) =>
      Array.from({ length: 200 }, (_, length) =>
        frame(
          type,
          Array.from({ length: length % 40 }, (_one, at) => (length * 31 + at * 7) % 256),
        ),
      ),
    );
    expect(await framesOf(Buffer.concat(bytes))).toHaveLength(1_600);
  });
});
