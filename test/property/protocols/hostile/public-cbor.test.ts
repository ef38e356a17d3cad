import {
  admitSealed,
  cutSegment,
  decodeMessage,
  decodeStrict,
  FrameDecoder,
  type LinkEffect,
  type UpChannel,
} from "@dosekit/protocols";
import { nodeSealPort } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { readCommitted } from "../../../support/committed-text.ts";
import { bench } from "../../../support/device-bench.ts";
import { HostilePeer } from "../../../support/hostile/hostile-peer.ts";
import { ATTACKED } from "../../../support/hostile/link-ends.ts";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";
import { ADDRESS, freshRing } from "../../../support/security/seal-bench.ts";

function inputsOf(file: string): readonly Uint8Array[] {
  const rows = JSON.parse(readCommitted(`test/vectors/cbor/${file}`)) as readonly {
    readonly hex: string;
  }[];
  return rows.map(({ hex }) => new Uint8Array(Buffer.from(hex, "hex")));
}

const REFUSED = inputsOf("fail.json");
const EXAMPLES = inputsOf("appendix_a.json");
const ALL = [...REFUSED, ...EXAMPLES];

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

describe("the public inputs of CBOR on every way into the project", () => {
  it("are 568 that have to be refused and 82 examples, none of them a message", () => {
    expect([REFUSED.length, EXAMPLES.length]).toEqual([568, 82]);
    expect(REFUSED.filter((bytes) => decodeStrict(bytes).ok)).toEqual([]);
    expect(ALL.filter((bytes) => decodeMessage(bytes).ok)).toEqual([]);
  });

  it.each<UpChannel>(["evt", "state", "rsp", "cfg/reported"])(
    "are each counted with a reason by a gateway that gets them on %s",
    (channel) => {
      const { client, transport, rows } = openGateway();
      for (const bytes of ALL) transport.deliver("hostile", channel, bytes);
      const { malformed = {}, oversized } = client.device("hostile")?.counters ?? {};
      expect([sum(malformed), oversized]).toEqual([ALL.length, 0]);
      expect(rows).toEqual([]);
    },
  );

  it.each(["cmd", "cfg/desired", "ack"] as const)(
    "are each counted with a reason by a device that gets them on %s",
    (channel) => {
      const { runner, transport, effects } = bench();
      runner.powerOn("power-restored");
      const before = effects.length;
      for (const bytes of ALL) transport.deliver(channel, bytes);
      expect(sum(runner.counters.rejected)).toBe(ALL.length);
      expect(effects).toHaveLength(before);
    },
  );

  it("are each refused with a reason by the armour", () => {
    const context = { address: ADDRESS, channel: "cmd", bootId: 9, clockSet: true } as const;
    for (const bytes of ALL) {
      const result = admitSealed(nodeSealPort, freshRing(), bytes, context);
      expect(["not-sealed", "seal-form"]).toContain(result.ok ? "taken" : result.error.code);
    }
  });

  it.each(ATTACKED)("come out of a $name as they were sent, and no decoder takes them", (kind) => {
    const end = kind.make();
    const peer = new HostilePeer(!kind.isGateway, kind.drop);
    const judge = new FrameDecoder({ payloadMax: 1_024 });
    const handedOver: Uint8Array[] = [];
    let nowMs = 0;
    const take = (effects: readonly LinkEffect[]) => {
      peer.hear(effects);
      for (const effect of effects) {
        if (effect.type === "message") handedOver.push(effect.message.payload);
      }
    };
    const give = (bytes: Uint8Array | undefined) => {
      if (bytes === undefined) return;
      judge.push(bytes, (result) => expect(result.ok).toBe(true));
      take(end.receive(bytes, nowMs));
    };
    const turn = () => {
      if (kind.drop === undefined) return;
      nowMs = Math.max(nowMs, end.deadlineMs ?? 0);
      take(end.tick(nowMs));
    };
    take(end.start(nowMs));
    give(peer.greeting());
    turn();
    give(peer.confirmation());
    const channel = kind.isGateway ? "evt" : "cmd";
    for (const payload of ALL) {
      if (kind.isGateway) turn();
      const segment = cutSegment({ channel, payload }, 0, 1_024).bytes;
      give(peer.wire({ type: "DATA", seq: peer.expected, ack: 0, payload: segment }));
      if (kind.isGateway) turn();
    }
    expect(handedOver.map((bytes) => Buffer.from(bytes).toString("hex"))).toEqual(
      ALL.map((bytes) => Buffer.from(bytes).toString("hex")),
    );
    expect(end.counters.rxMessages).toBe(ALL.length);
  });
});
