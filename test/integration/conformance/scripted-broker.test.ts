import { connect as connectTcp } from "node:net";
import { ScriptedBroker } from "@dosekit/conformance";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { waitUntil } from "../../support/sdk/wait-until.ts";

let broker: ScriptedBroker;
let clients: MqttClient[];

beforeEach(async () => {
  broker = await ScriptedBroker.listen();
  clients = [];
});

afterEach(async () => {
  for (const client of clients) client.end(true);
  await broker.close();
});

function client(options: IClientOptions = {}) {
  const made = mqtt.connect(broker.url, {
    protocolVersion: 5,
    clientId: "c",
    clean: false,
    reconnectPeriod: 0,
    properties: { sessionExpiryInterval: 3_600 },
    ...options,
  });
  const heard: string[] = [];
  made.on("error", () => undefined);
  made.on("message", (topic, payload, { retain, dup, qos }) => {
    heard.push(`${topic}=${payload} q${qos}${retain ? " retained" : ""}${dup ? " dup" : ""}`);
  });
  clients.push(made);
  const up = () => waitUntil("it is connected", () => made.connected);
  return { made, heard, up };
}

const words = (topic: string, text: string, retain = false) => ({
  topic,
  payload: Buffer.from(text),
  qos: 1 as const,
  retain,
});

describe("a scripted broker without a script", () => {
  it("delivers between clients, and what it retains to those who come later", async () => {
    const one = client({ clientId: "one" });
    await one.up();
    await one.made.subscribeAsync("a/+", { qos: 1 });
    const two = client({ clientId: "two" });
    await two.up();
    await two.made.publishAsync("a/b", "now", { qos: 1, retain: true });
    await waitUntil("it came", () => one.heard.length === 1);
    const three = client({ clientId: "three" });
    await three.up();
    await three.made.subscribeAsync("a/#", { qos: 1 });
    await waitUntil("the retained one came", () => three.heard.length === 1);
    expect([one.heard, three.heard]).toEqual([["a/b=now q1"], ["a/b=now q1 retained"]]);
  });

  it("keeps a session and its messages while a client is away", async () => {
    const first = client();
    await first.up();
    await first.made.subscribeAsync("a", { qos: 1 });
    first.made.end(true);
    await waitUntil("it is away", () => broker.current === undefined);
    broker.publish(words("a", "meanwhile"));
    const again = client();
    await waitUntil("it came", () => again.heard.length === 1);
    expect(again.heard).toEqual(["a=meanwhile q1"]);
  });

  it("publishes a will after its delay, and not if the client is back before", async () => {
    const watcher = client({ clientId: "watcher" });
    await watcher.up();
    await watcher.made.subscribeAsync("w", { qos: 1 });
    const will = {
      topic: "w",
      payload: Buffer.from("gone"),
      qos: 1 as const,
      properties: { willDelayInterval: 60 },
    };
    const leave = async () => {
      const leaving = client({ will });
      await leaving.up();
      broker.current?.cut();
      await waitUntil("it is away", () => !leaving.made.connected);
    };
    await leave();
    broker.advance(59_000);
    const back = client();
    await back.up();
    broker.advance(10_000);
    expect(watcher.heard).toEqual([]);
    back.made.end(true);
    await waitUntil("it is away", () => !back.made.connected);
    await leave();
    broker.advance(60_000);
    await waitUntil("the will came", () => watcher.heard.length === 1);
  });

  it("forgets a session when its time is over", async () => {
    const first = client();
    await first.up();
    first.made.end(true);
    await waitUntil("it is away", () => broker.current === undefined);
    broker.advance(3_600_000);
    const again = client();
    const present = await new Promise((resolve) => {
      again.made.once("connect", ({ sessionPresent }) => resolve(sessionPresent));
    });
    expect(present).toBe(false);
  });

  it("writes every packet down both ways, with its bytes", async () => {
    const one = client();
    await one.up();
    await one.made.publishAsync("a", "x", { qos: 1 });
    const said = broker.log.entries.map(({ way, packet }) => `${way} ${packet?.cmd ?? ""}`.trim());
    expect(said).toEqual(["opened", "in connect", "out connack", "in publish", "out puback"]);
    expect(broker.log.entries.slice(1).every(({ bytes }) => bytes.length > 1)).toBe(true);
  });
});

describe("a scripted broker with a script", () => {
  it("refuses one connection and lets the next in", async () => {
    broker.script({ connect: { refuse: 0x88 } });
    const refused = client();
    await waitUntil("it is refused", () => {
      return broker.log.entries.some(({ packet }) => {
        return packet?.cmd === "connack" && packet.reasonCode === 0x88;
      });
    });
    refused.made.end(true);
    await client().up();
  });

  it("throws the older of two connections out", async () => {
    const first = client();
    await first.up();
    const reasons: (number | undefined)[] = [];
    first.made.on("disconnect", ({ reasonCode }) => reasons.push(reasonCode));
    await client().up();
    await waitUntil("the first is told", () => reasons.length === 1);
    expect(reasons).toEqual([0x8e]);
  });

  it("withholds acknowledgements until it releases them", async () => {
    broker.behave({ publish: "withhold" });
    const one = client();
    await one.up();
    let isDone = false;
    one.made.publish("a", "x", { qos: 1 }, () => {
      isDone = true;
    });
    await waitUntil("it came", () =>
      broker.log.entries.some(({ packet }) => packet?.cmd === "publish"),
    );
    expect(isDone).toBe(false);
    expect(broker.current?.releaseAcknowledgements()).toBe(1);
    await waitUntil("it is acknowledged", () => isDone);
  });

  it("delivers twice, the second time with DUP", async () => {
    broker.behave({ deliver: "twice" });
    const one = client();
    await one.up();
    await one.made.subscribeAsync("a", { qos: 1 });
    broker.publish(words("a", "x"));
    await waitUntil("both came", () => one.heard.length === 2);
    expect(one.heard).toEqual(["a=x q1", "a=x q1 dup"]);
  });

  it("keeps to what a client takes at once, unless told otherwise", async () => {
    const one = client({ properties: { sessionExpiryInterval: 60, receiveMaximum: 2 } });
    // A client that never acknowledges.
    one.made.handleMessage = () => undefined;
    await one.up();
    await one.made.subscribeAsync("a", { qos: 1 });
    const sent = () =>
      broker.log.entries.filter(({ way, packet }) => way === "out" && packet?.cmd === "publish");
    for (const text of ["1", "2", "3", "4"]) broker.publish(words("a", text));
    expect(sent()).toHaveLength(2);
    broker.behave({ window: "ignored" });
    broker.publish(words("a", "5"));
    expect(sent()).toHaveLength(5);
  });

  it("says nothing on a half-open connection", async () => {
    const one = client();
    await one.up();
    broker.current?.freeze();
    const before = broker.log.entries.length;
    one.made.publish("a", "x", { qos: 1 });
    broker.current?.send({ cmd: "pingresp" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(broker.log.entries.length).toBe(before);
  });

  it.each([
    ["noise", "ffffffffffffffff"],
    ["a packet that is none", "0000"],
    ["a length without an end", "10ffffffffff"],
    ["another first packet than CONNECT", "c000"],
  ])("ends a connection that brings %s", async (_name, hex) => {
    const { port } = new URL(broker.url);
    const socket = connectTcp(Number(port), "127.0.0.1");
    socket.on("error", () => undefined);
    socket.resume();
    socket.write(Buffer.from(hex, "hex"));
    await waitUntil("it is closed", () => socket.destroyed || socket.readableEnded);
    expect(broker.log.entries.at(-1)?.way).toBe("closed");
    socket.destroy();
  });

  it("turns connections away beyond its bound", async () => {
    const { port } = new URL(broker.url);
    const sockets = Array.from({ length: 20 }, () => {
      const socket = connectTcp(Number(port), "127.0.0.1");
      socket.on("error", () => undefined);
      return socket;
    });
    await waitUntil("some are refused", () => broker.refusedConnections === 4);
    for (const socket of sockets) socket.destroy();
  });
});
