import { DEVICE_SCENARIOS, NEAR_PARAMS, Trace } from "@dosekit/conformance";
import {
  CHANNELS,
  CONTENT_TYPE,
  DeviceState,
  encodeMessage,
  parseTopic,
  topicOf,
} from "@dosekit/protocols";
import type { IConnectPacket } from "mqtt-packet";
import { describe, expect, it } from "vitest";
import { readCommitted } from "../../support/committed-text.ts";
import type { ConnectRow, TopicRow } from "../../support/spec-vectors/topic-vectors.ts";

const VECTORS = JSON.parse(readCommitted("protocols/spec/vectors/mqtt.json")) as {
  readonly topics: readonly TopicRow[];
  readonly connections: readonly ConnectRow[];
};

describe("the vectors of topics", () => {
  it.each(VECTORS.topics.map((row) => [row.name, row] as const))("%s", (_name, row) => {
    const read = parseTopic(row.topic);
    const { tenant, deviceId, channel, publisher, qos, retain, error } = row;
    if (row.result === "invalid") {
      expect(read).toMatchObject({ ok: false, error: { code: error } });
      return;
    }
    expect(read).toEqual({ ok: true, value: { tenant, deviceId, channel } });
    if (!read.ok) return;
    expect(topicOf(read.value)).toBe(row.topic);
    const rule = CHANNELS[read.value.channel];
    expect([rule.way === "up" ? "device" : "host", rule.qos, rule.retain]).toEqual([
      publisher,
      qos,
      retain,
    ]);
  });

  it("show every channel", () => {
    const shown = VECTORS.topics.flatMap(({ channel }) => channel ?? []);
    expect([...new Set(shown)].sort()).toEqual(Object.keys(CHANNELS).sort());
  });
});

/** Which scenario judges a word of a CONNECT. */
const SCENARIO_OF: Readonly<Record<string, string>> = {
  sessionExpirySeconds: "mqtt/session-outlives-an-outage",
  keepAliveSeconds: "mqtt/keep-alive",
  receiveMaximum: "mqtt/bounds-are-stated",
  maximumPacketSize: "mqtt/bounds-are-stated",
  willDelaySeconds: "mqtt/last-will",
};

const BOOT = { status: "lost", bootId: 7 } as const;

/** A CONNECT as a device may send it, but for one word. */
function connectWith(field: string, value: number): IConnectPacket {
  const pick = (name: string, usual: number) => (name === field ? value : usual);
  return {
    cmd: "connect",
    protocolVersion: 5,
    clientId: "box-1",
    clean: false,
    keepalive: pick("keepAliveSeconds", 60),
    properties: {
      sessionExpiryInterval: pick("sessionExpirySeconds", 86_400),
      receiveMaximum: pick("receiveMaximum", 20),
      maximumPacketSize: pick("maximumPacketSize", 65_536),
    },
    will: {
      topic: "omdp/1/demo/box-1/state",
      payload: Buffer.from(encodeMessage(DeviceState, BOOT)),
      qos: 1,
      retain: true,
      properties: {
        willDelayInterval: pick("willDelaySeconds", 60),
        contentType: CONTENT_TYPE,
      },
    },
  };
}

/** What the conformance kit says of a device that connects so. */
function isTaken({ field, value }: ConnectRow): boolean {
  const trace = new Trace();
  const entry = { atMs: 0, connection: 0, way: "in", bytes: new Uint8Array() } as const;
  trace.addEntry({ ...entry, index: 0, packet: connectWith(field, value) });
  trace.addEntry({
    ...entry,
    index: 1,
    packet: {
      cmd: "publish",
      topic: "omdp/1/demo/box-1/state",
      payload: Buffer.from(encodeMessage(DeviceState, { status: "online", bootId: 7 })),
      qos: 1,
      dup: false,
      retain: true,
    },
  });
  const found = DEVICE_SCENARIOS.find(({ id }) => id === SCENARIO_OF[field]);
  const checks = (found?.steps ?? []).flatMap((step) =>
    step.type === "check" && !step.gate ? [step] : [],
  );
  expect(checks.length).toBeGreaterThan(0);
  expect(checks.every((step) => step.withinMs(NEAR_PARAMS) >= 0)).toBe(true);
  return checks.every((step) => {
    return step.judge(trace, { from: 0, over: true })?.verdict === "pass";
  });
}

describe("the vectors of connections, judged by the conformance kit", () => {
  it.each(VECTORS.connections.map((row) => [row.name, row] as const))("%s", (_name, row) => {
    expect(isTaken(row)).toBe(row.result === "valid");
  });
});
