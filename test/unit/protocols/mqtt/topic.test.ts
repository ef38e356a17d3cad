import {
  CHANNELS,
  type Channel,
  type DecodeErrorCode,
  deviceSubscriptions,
  gatewaySubscriptions,
  isDownChannel,
  isUpChannel,
  parseTopic,
  topicOf,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

const ADDRESS = { tenant: "oslo", deviceId: "pilly-0001" };

describe("topicOf", () => {
  it("puts root, version, tenant, device and channel in a row", () => {
    expect(topicOf({ ...ADDRESS, channel: "cfg/reported" })).toBe(
      "omdp/1/oslo/pilly-0001/cfg/reported",
    );
  });

  it.each(["", "a/b", "+", "#", "å", "x".repeat(33), "a b", "a\n"])(
    "refuses %j as a name, wherever it stands",
    (name) => {
      expect(() => topicOf({ tenant: name, deviceId: "d", channel: "evt" })).toThrow(
        "tenant: found",
      );
      expect(() => topicOf({ tenant: "t", deviceId: name, channel: "evt" })).toThrow(
        "deviceId: found",
      );
      expect(() => gatewaySubscriptions(name)).toThrow("tenant: found");
    },
  );
});

describe("parseTopic", () => {
  it("reads a topic of the binding", () => {
    expect(parseTopic("omdp/1/oslo/pilly-0001/cfg/desired")).toEqual({
      ok: true,
      value: { ...ADDRESS, channel: "cfg/desired" },
    });
  });

  it.each<readonly [string, DecodeErrorCode]>([
    ["", "topic-form"],
    ["other/1/oslo/d/evt", "topic-form"],
    ["omdp/1/oslo", "topic-form"],
    ["/omdp/1/oslo/d/evt", "topic-form"],
    [`omdp/1/oslo/d/${"x".repeat(90)}`, "topic-form"],
    ["omdp/2/oslo/d/evt", "topic-version"],
    ["omdp/1//d/evt", "topic-name"],
    ["omdp/1/oslo/+/evt", "topic-name"],
    ["omdp/1/oslo/d", "topic-channel"],
    ["omdp/1/oslo/d/", "topic-channel"],
    ["omdp/1/oslo/d/events", "topic-channel"],
    ["omdp/1/oslo/d/evt/", "topic-channel"],
    ["omdp/1/oslo/d/cfg", "topic-channel"],
    ["omdp/1/oslo/d/cfg/desired/x/y/z", "topic-channel"],
    ["omdp/1/oslo/d/toString", "topic-channel"],
  ])("refuses %j with %s", (topic, code) => {
    expect(parseTopic(topic)).toMatchObject({ ok: false, error: { code } });
  });
});

describe("subscriptions", () => {
  it("of a device are its own downward channels, without a wildcard", () => {
    expect(deviceSubscriptions("oslo", "pilly-0001")).toEqual([
      { filter: "omdp/1/oslo/pilly-0001/cmd", qos: 1 },
      { filter: "omdp/1/oslo/pilly-0001/cfg/desired", qos: 1 },
      { filter: "omdp/1/oslo/pilly-0001/ack", qos: 1 },
    ]);
  });

  it("of a gateway are the upward channels of its tenant's devices", () => {
    expect(gatewaySubscriptions("oslo")).toEqual([
      { filter: "omdp/1/oslo/+/state", qos: 1 },
      { filter: "omdp/1/oslo/+/evt", qos: 1 },
      { filter: "omdp/1/oslo/+/rsp", qos: 1 },
      { filter: "omdp/1/oslo/+/cfg/reported", qos: 1 },
    ]);
  });

  it("name each channel on exactly one side", () => {
    for (const channel of Object.keys(CHANNELS) as Channel[]) {
      expect([isUpChannel(channel), isDownChannel(channel)].filter(Boolean)).toHaveLength(1);
    }
  });
});
